using System.Collections.Immutable;

namespace Xiezhi.Rules.Inference;

/// <summary>Writes a rule in C#: conditions in order, then the conclusion. The way to the same model that JSON is read into.</summary>
/// <remarks>Not safe for use from several threads at once. What is wrong is said when the rule set is compiled.</remarks>
public sealed class RuleBuilder
{
    private readonly string _name;
    private readonly ImmutableArray<Condition>.Builder _conditions = ImmutableArray.CreateBuilder<Condition>();
    private int _priority;

    /// <summary>Begins a rule.</summary>
    public RuleBuilder(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _name = name;
    }

    /// <summary>Rules with a higher priority fire first.</summary>
    public RuleBuilder Priority(int priority)
    {
        _priority = priority;
        return this;
    }

    /// <summary>There is a fact or finding; the rule matches once for each.</summary>
    public RuleBuilder Fact(string type, string name, params ReadOnlySpan<string> where) => With(new MatchCondition(type, name) { Where = [.. where] });

    /// <summary>There is none.</summary>
    public RuleBuilder No(string type, string name, params ReadOnlySpan<string> where) => With(new AbsentCondition(type, name) { Where = [.. where] });

    /// <summary>There is at least one.</summary>
    public RuleBuilder Some(string type, string name, params ReadOnlySpan<string> where) => With(new ExistsCondition(type, name) { Where = [.. where] });

    /// <summary>How many there are, as <paramref name="result"/>.</summary>
    public RuleBuilder Count(string result, string type, string name, params ReadOnlySpan<string> where) =>
        With(new AggregateCondition(AggregateFunction.Count, type, name, result) { Where = [.. where] });

    /// <summary>The sum of <paramref name="of"/>, as <paramref name="result"/>.</summary>
    public RuleBuilder Sum(string result, string of, string type, string name, params ReadOnlySpan<string> where) =>
        With(new AggregateCondition(AggregateFunction.Sum, type, name, result) { Where = [.. where], Of = of });

    /// <summary>The list of <paramref name="of"/>, or of the whole facts, as <paramref name="result"/>.</summary>
    public RuleBuilder Collect(string result, string? of, string type, string name, params ReadOnlySpan<string> where) =>
        With(new AggregateCondition(AggregateFunction.Collect, type, name, result) { Where = [.. where], Of = of });

    /// <summary>The condition before this one is only about the time before <paramref name="upTo"/>, or before now.</summary>
    /// <exception cref="InvalidOperationException">The condition before this one is not about facts.</exception>
    public RuleBuilder Within(string duration, string? upTo = null)
    {
        if (_conditions.LastOrDefault() is not FactCondition last)
        {
            throw new InvalidOperationException("A window belongs to a condition on facts, which must come before it.");
        }

        _conditions[^1] = last with { Window = new Window(duration, upTo) };
        return this;
    }

    /// <summary>It is that moment or later.</summary>
    public RuleBuilder After(string moment) => With(new MomentCondition(MomentSide.After, moment));

    /// <summary>It is earlier than that moment.</summary>
    public RuleBuilder Before(string moment) => With(new MomentCondition(MomentSide.Before, moment));

    /// <summary>An expression over what is known so far is true.</summary>
    public RuleBuilder Test(string expression) => With(new TestCondition(expression));

    /// <summary>Any condition.</summary>
    public RuleBuilder With(Condition condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        _conditions.Add(condition);
        return this;
    }

    /// <summary>The rule, with what it concludes.</summary>
    public InferenceRule Then(string finding, params ReadOnlySpan<(string Field, string Expression)> values)
    {
        ArgumentException.ThrowIfNullOrEmpty(finding);
        var entries = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>(values.Length);
        foreach (var (field, expression) in values)
        {
            entries.Add(KeyValuePair.Create(field, expression));
        }

        return new InferenceRule(_name, _conditions.ToImmutable(), new Conclusion(finding, entries.ToImmutable())) { Priority = _priority };
    }
}
