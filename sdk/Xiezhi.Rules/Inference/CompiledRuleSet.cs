using System.Collections.Frozen;
using System.Collections.Immutable;
using Xiezhi.Rules.Inference.Compilation;

namespace Xiezhi.Rules.Inference;

/// <summary>A rule set that was checked and is ready to run.</summary>
/// <remarks>Immutable and thread-safe: compile once, start any number of sessions.</remarks>
public sealed class CompiledRuleSet
{
    internal CompiledRuleSet(RuleSet rules, ImmutableArray<FactType> types, ImmutableArray<RulePlan> plans, Zone zone)
    {
        RuleSet = rules;
        Types = types;
        Plans = plans;
        Zone = zone;
        TypeIndex = types.Select((type, at) => (type.Name, at)).ToFrozenDictionary(type => type.Name, type => type.at, StringComparer.Ordinal);
    }

    /// <summary>The rule set.</summary>
    public RuleSet RuleSet { get; }

    /// <summary>The types of facts, then the types of findings.</summary>
    internal ImmutableArray<FactType> Types { get; }

    internal ImmutableArray<RulePlan> Plans { get; }

    internal Zone Zone { get; }

    internal FrozenDictionary<string, int> TypeIndex { get; }

    /// <summary>Starts a session without facts.</summary>
    /// <param name="now">The time at which it begins.</param>
    /// <param name="options">How much it may do in one call; <see cref="InferenceOptions.Default"/> where <see langword="null"/>.</param>
    public InferenceSession Start(DateTimeOffset now, InferenceOptions? options = null) => new(this, now, options ?? InferenceOptions.Default);
}
