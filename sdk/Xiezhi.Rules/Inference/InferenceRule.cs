using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Rules.Inference;

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
