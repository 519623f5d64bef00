using System.Collections.Immutable;
using Xiezhi.Workflow.Expressions;
using Xiezhi.Workflow.Time;

namespace Xiezhi.Workflow.Compilation;

/// <summary>What an element holds besides its flows, compiled.</summary>
internal sealed record ElementProgram
{
    internal static ElementProgram Empty { get; } = new();

    /// <summary>What becomes a variable of the activity's own when it begins.</summary>
    internal ImmutableArray<Mapping> Inputs { get; init; } = [];

    /// <summary>What becomes a variable outside when it completes.</summary>
    internal ImmutableArray<Mapping> Outputs { get; init; } = [];

    /// <summary>How data moves by associations; <see langword="null"/> where the element declares none.</summary>
    internal DataRule? Data { get; init; }

    /// <summary>The variable that takes the result.</summary>
    internal string? ResultVariable { get; init; }

    /// <summary>The script.</summary>
    internal IExpression? Script { get; init; }

    /// <summary>The time.</summary>
    internal TimerRule? Timer { get; init; }

    /// <summary>The correlation key.</summary>
    internal IExpression? Key { get; init; }

    /// <summary>Who may take the task.</summary>
    internal ImmutableArray<OwnerRule> Owners { get; init; } = [];

    /// <summary>The error's or escalation's code; <see langword="null"/> for any.</summary>
    internal string? Code { get; init; }

    /// <summary>The signal's name.</summary>
    internal string? Signal { get; init; }

    /// <summary>The condition waited for.</summary>
    internal IExpression? Condition { get; init; }

    /// <summary>How the activity is repeated.</summary>
    internal LoopRule? Loop { get; init; }

    /// <summary>How the ad-hoc sub-process goes on.</summary>
    internal AdHocRule? AdHoc { get; init; }

    /// <summary>When the tokens that have come to a complex gateway are enough; <see langword="null"/> for one that only splits.</summary>
    internal IExpression? Activation { get; init; }

    /// <summary>The decision's name.</summary>
    internal string? Decision { get; init; }
}

/// <summary>An expression whose value becomes a variable.</summary>
internal readonly record struct Mapping(IExpression Source, string Target);

/// <summary>A potential owner: a name, or an expression that gives names.</summary>
internal readonly record struct OwnerRule(string? Name, IExpression? Expression);
