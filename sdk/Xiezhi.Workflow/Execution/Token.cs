using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;

namespace Xiezhi.Workflow.Execution;

/// <summary>A token that is about to enter an element, or stands in it.</summary>
/// <param name="Element">The element.</param>
/// <param name="Scope">The element instance around it.</param>
/// <param name="Flow">The flow by which it came, if it came by one.</param>
/// <param name="Instance">The element instance; 0 as long as the element was not entered to stay.</param>
/// <param name="Index">Of a repetition: its place, from 1; 0 for others.</param>
internal readonly record struct Token(ElementDefinition Element, int Scope, FlowDefinition? Flow = null, int Instance = 0, int Index = 0);

/// <summary>What came of a moment in an element's life.</summary>
internal readonly record struct Outcome
{
    internal enum Kinds
    {
        Wait,
        Settled,
        Leave,
        Take,
        Incident,
    }

    /// <summary>The element stays and waits.</summary>
    internal static Outcome Wait => new() { Kind = Kinds.Wait };

    /// <summary>All was said and done already.</summary>
    internal static Outcome Settled => new() { Kind = Kinds.Settled };

    /// <summary>The token leaves by every outgoing flow, or ends where there is none.</summary>
    internal static Outcome Leave => new() { Kind = Kinds.Leave };

    internal Kinds Kind { get; private init; }

    internal FlowDefinition? Flow { get; private init; }

    internal Diagnostic? Failure { get; private init; }

    internal ActivityPhase Phase { get; private init; }

    internal ValueContext Kept { get; private init; }

    /// <summary>The token leaves by <paramref name="flow"/>.</summary>
    internal static Outcome Take(FlowDefinition flow) => new() { Kind = Kinds.Take, Flow = flow };

    /// <summary>The element can't go on.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="phase">What a retry tries again.</param>
    /// <param name="kept">What was given and must not be lost until then.</param>
    internal static Outcome Incident(Diagnostic failure, ActivityPhase phase = ActivityPhase.Ready, ValueContext? kept = null) =>
        new() { Kind = Kinds.Incident, Failure = failure, Phase = phase, Kept = kept ?? ValueContext.Empty };
}
