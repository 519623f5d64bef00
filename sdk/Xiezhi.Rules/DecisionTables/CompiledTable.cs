using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Dmn;
using Xiezhi.Rules.Feel.Compilation;
using Xiezhi.Rules.Feel.Semantics;

namespace Xiezhi.Rules.DecisionTables;

/// <summary>A decision table that decides: finds the rules that match and applies the hit policy (DMN 1.5, 8.2.10).</summary>
internal sealed partial class CompiledTable(
    string name,
    HitPolicy hitPolicy,
    Aggregation aggregation,
    ImmutableArray<TableInput> inputs,
    ImmutableArray<TableOutput> outputs,
    ImmutableArray<TableRule> rules,
    Site site)
{
    public Value Decide(Frame frame)
    {
        var session = frame.Session;
        session.Steps(inputs.Length + 1, site);
        var isAllowed = true;
        foreach (var input in inputs)
        {
            var value = input.Run(frame);
            if (!Coercion.TryConvert(input.Type, value, session, out var converted))
            {
                input.Site.Fail(session, RulesCodes.WrongType, input.Described.Label, input.Type.Name, Arithmetic.Describe(value));
                isAllowed = false;
            }

            frame.Slots[input.Slot] = converted;
            if (input.Allowed is { } allowed && !converted.IsNull && !allowed(frame).IsTrue)
            {
                input.Site.Fail(session, RulesCodes.NotAllowedInput, Arithmetic.Describe(converted), input.Described.Label);
                isAllowed = false;
            }
        }

        if (!isAllowed)
        {
            return Value.Null;
        }

        var matched = Match(frame, firstOnly: hitPolicy == HitPolicy.First);
        session.Recorder?.Table(new TableExplanation(
            name, [.. inputs.Select(input => frame.Slots[input.Slot])], [.. matched.Select(rule => rule + 1)]));
        return matched.Count == 0 ? NoMatch(frame) : Apply(matched, frame);
    }

    private List<int> Match(Frame frame, bool firstOnly)
    {
        var matched = new List<int>();
        for (var rule = 0; rule < rules.Length; rule++)
        {
            frame.Session.Step(site);
            if (Matches(rules[rule], frame))
            {
                matched.Add(rule);
                if (firstOnly)
                {
                    break;
                }
            }
        }

        return matched;
    }

    private static bool Matches(TableRule rule, Frame frame)
    {
        foreach (var condition in rule.Conditions)
        {
            if (!condition.Run(frame).IsTrue)
            {
                return false;
            }
        }

        return true;
    }

    private Value NoMatch(Frame frame)
    {
        if (outputs.Any(output => output.Default is not null))
        {
            var value = Combine(output => outputs[output].Default is { } otherwise ? otherwise(frame) : Value.Null);
            return hitPolicy is HitPolicy.RuleOrder or HitPolicy.OutputOrder || (hitPolicy == HitPolicy.Collect && aggregation == Aggregation.None)
                ? Value.List(value)
                : value;
        }

        if (hitPolicy == HitPolicy.Collect && aggregation == Aggregation.Count)
        {
            return 0;
        }

        frame.Session.Report(site.Make(RulesCodes.NoRuleMatches));
        return Value.Null;
    }

    private Value Apply(List<int> matched, Frame frame)
    {
        switch (hitPolicy)
        {
            case HitPolicy.Unique when matched.Count > 1:
                return site.Fail(frame.Session, RulesCodes.NotUnique, Numbers(matched));
            case HitPolicy.Unique or HitPolicy.First:
                return Result(matched[0], frame);
            case HitPolicy.Any:
                var first = Result(matched[0], frame);
                return matched.TrueForAll(rule => Comparison.Equal(Result(rule, frame), first) == true)
                    ? first
                    : site.Fail(frame.Session, RulesCodes.OutputsDiffer, Numbers(matched));
            case HitPolicy.Priority:
                return ByPriority(matched, frame) is [var best, ..] ? best : Value.Null;
            case HitPolicy.OutputOrder:
                return ByPriority(matched, frame) is { } ordered ? new ValueList([.. ordered]) : Value.Null;
            case HitPolicy.RuleOrder:
                return new ValueList([.. matched.Select(rule => Result(rule, frame))]);
            default:
                return Aggregate([.. matched.Select(rule => Result(rule, frame))], frame);
        }
    }

    private static string Numbers(List<int> matched) => string.Join(", ", matched.Take(10).Select(rule => rule + 1)) + (matched.Count > 10 ? ", …" : "");

    private Value Result(int rule, Frame frame) => Combine(output =>
    {
        var value = rules[rule].Results[output](frame);
        var column = outputs[output];
        if (column.Allowed is { } allowed && !value.IsNull)
        {
            frame.Slots[column.Slot] = value;
            if (!allowed(frame).IsTrue)
            {
                return column.Site.Fail(frame.Session, RulesCodes.NotAllowedOutput, Arithmetic.Describe(value), column.Described.Name);
            }
        }

        return value;
    });

    private Value Combine(Func<int, Value> value)
    {
        if (outputs.Length == 1)
        {
            return value(0);
        }

        var context = new ValueContext.Builder();
        for (var i = 0; i < outputs.Length; i++)
        {
            context.Set(outputs[i].Described.Name, value(i));
        }

        return context.Build();
    }

    // The results, those first whose first output comes first in its allowed values, then by the second output, and so on.
    private List<Value>? ByPriority(List<int> matched, Frame frame)
    {
        var ranked = new List<(int[] Ranks, Value Value)>();
        foreach (var rule in matched)
        {
            var value = Result(rule, frame);
            var ranks = new int[outputs.Length];
            for (var i = 0; i < outputs.Length; i++)
            {
                var output = outputs.Length == 1 ? value : value.AsContext![outputs[i].Described.Name];
                if (outputs[i].Priorities.IsEmpty)
                {
                    continue;
                }

                ranks[i] = outputs[i].Priorities.IndexOf(output);
                if (ranks[i] < 0)
                {
                    site.Fail(frame.Session, RulesCodes.NoPriority, Arithmetic.Describe(output));
                    return null;
                }
            }

            ranked.Add((ranks, value));
        }

        return [.. ranked.OrderBy(entry => entry.Ranks, Comparer<int[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b))).Select(entry => entry.Value)];
    }

    private Value Aggregate(ImmutableArray<Value> results, Frame frame)
    {
        switch (aggregation)
        {
            case Aggregation.None:
                return new ValueList(results);
            case Aggregation.Count:
                return results.Length;
            case Aggregation.Sum:
                var sum = Value.From(Number.Zero);
                foreach (var result in results)
                {
                    sum = Arithmetic.Add(sum, result, frame.Session, site);
                }

                return sum;
            default:
                var extreme = results[0];
                foreach (var result in results)
                {
                    if (Comparison.Compare(result, extreme) is not { } order)
                    {
                        return site.Fail(frame.Session, RulesCodes.NotAggregable, aggregation.ToString(), Arithmetic.Describe(result));
                    }

                    extreme = (aggregation == Aggregation.Min ? order < 0 : order > 0) ? result : extreme;
                }

                return extreme;
        }
    }
}
