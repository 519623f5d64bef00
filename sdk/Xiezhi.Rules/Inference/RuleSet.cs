using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Rules.Inference;

/// <summary>Rules over many facts: the one model that JSON and C# are read into, and the only one that runs.</summary>
/// <remarks>Immutable and thread-safe. Whether it can run is found out by <see cref="Compile"/>.</remarks>
public sealed record RuleSet
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The IANA name or offset of the zone in which dates, and dates and times without a zone, are read. Default: UTC.</summary>
    public string Zone { get; init; } = "Z";

    /// <summary>The types of facts, which come from outside.</summary>
    public ImmutableArray<FactType> Facts { get; init; } = [];

    /// <summary>The types of findings, which rules conclude.</summary>
    public ImmutableArray<FactType> Findings { get; init; } = [];

    /// <summary>The rules, in order.</summary>
    public ImmutableArray<InferenceRule> Rules { get; init; } = [];

    /// <summary>Where it was written.</summary>
    public Location Location { get; init; } = Location.None;

    /// <summary>Checks the rules and makes them ready to run.</summary>
    /// <param name="diagnostics">Receives everything that is wrong.</param>
    /// <returns>What sessions are started from, or <see langword="null"/>; then <paramref name="diagnostics"/> says why.</returns>
    public CompiledRuleSet? Compile(DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        return Compilation.RuleSetCompiler.Compile(this, diagnostics);
    }
}

/// <summary>When all its conditions hold, a finding stands.</summary>
/// <param name="Name">Its name, unique in the rule set.</param>
/// <param name="Conditions">The conditions, in order; at least one.</param>
/// <param name="Conclusion">What is concluded.</param>
/// <remarks>Immutable.</remarks>
public sealed record InferenceRule(string Name, ImmutableArray<Condition> Conditions, Conclusion Conclusion)
{
    /// <summary>Among rules that are ready, the one with the higher priority fires first. Default: 0. It orders work; it does not change which findings stand.</summary>
    public int Priority { get; init; }

    /// <summary>Where it was written.</summary>
    public Location Location { get; init; } = Location.None;
}

/// <summary>The finding that a rule concludes.</summary>
/// <param name="Type">The name of its type.</param>
/// <param name="Values">An expression for each field that is not null.</param>
/// <remarks>Immutable.</remarks>
public sealed record Conclusion(string Type, ImmutableArray<KeyValuePair<string, string>> Values)
{
    /// <summary>Where it was written.</summary>
    public Location Location { get; init; } = Location.None;
}
