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
    // A few rules are looked through faster than they are looked up.
    private const int IndexedFrom = 8;

    private readonly RuleIndex? _index = rules.Length >= IndexedFrom ? new RuleIndex(inputs, rules) : null;

    public Value Decide(Frame frame)
    {
        var session = frame.Session;
        session.Rule = 0;
        session.Steps(inputs.Length + 1, site);
        var isAllowed = true;
        var isPlain = true;
        foreach (var input in inputs)
        {
            var given = input.Run(frame);
            if (!Coercion.TryConvert(input.Type, given, session, out var converted))
            {
                input.Site.Fail(session, RulesCodes.WrongType, input.Described.Label, input.Type.Name, Arithmetic.Describe(given));
                isAllowed = false;
            }

            frame.Slots[input.Slot] = converted;
            isPlain &= converted.Kind is not (ValueKind.List or ValueKind.Context or ValueKind.Range or ValueKind.Function);
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

        var matched = new Matched(hitPolicy == HitPolicy.First ? 1 : int.MaxValue);
        if (_index is null || !isPlain)
        {
            Scan(frame, ref matched);
        }
        else
        {
            _index.Visit(frame, ref matched);
        }

        if (session.Recorder is { IsSilent: false } recorder)
        {
            recorder.Table(Explain(frame, matched.All, recorder));
        }

        // What the cells invoke may be tables too: this one's rule is noted last.
        var answering = 0;
        var value = matched.Count == 0 ? NoMatch(frame) : Answer(ref matched, frame, out answering);
        session.Rule = answering;
        return value;
    }

    private Value Answer(ref Matched matched, Frame frame, out int answering)
    {
        answering = matched.First + 1;
        return matched.Count == 1 && hitPolicy is (HitPolicy.Unique or HitPolicy.First or HitPolicy.Any)
            ? Result(matched.First, frame)
            : Apply(matched.All, frame, ref answering);
    }

    private void Scan(Frame frame, ref Matched matched)
    {
        for (var rule = 0; rule < rules.Length; rule++)
        {
            frame.Session.Step(site);
            if (Matches(rules[rule], frame) && !matched.Add(rule))
            {
                return;
            }
        }
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

    private Value Apply(List<int> matched, Frame frame, ref int answering)
    {
        var first = answering;
        answering = 0;
        switch (hitPolicy)
        {
            case HitPolicy.Unique when matched.Count > 1:
                return site.Fail(frame.Session, RulesCodes.NotUnique, Numbers(matched));
            case HitPolicy.Unique or HitPolicy.First:
                return Result(matched[0], frame);
            case HitPolicy.Any:
                var common = Result(matched[0], frame);
                if (!matched.TrueForAll(rule => Comparison.Equal(Result(rule, frame), common) == true))
                {
                    return site.Fail(frame.Session, RulesCodes.OutputsDiffer, Numbers(matched));
                }

                answering = first;
                return common;
            case HitPolicy.Priority:
                if (ByPriority(matched, frame) is not [var best, ..])
                {
                    return Value.Null;
                }

                answering = best.Rule + 1;
                return best.Value;
            case HitPolicy.OutputOrder:
                return ByPriority(matched, frame) is { } ordered ? new ValueList([.. ordered.Select(entry => entry.Value)]) : Value.Null;
            case HitPolicy.RuleOrder:
                return new ValueList([.. matched.Select(rule => Result(rule, frame))]);
            default:
                return Aggregate([.. matched.Select(rule => Result(rule, frame))], frame);
        }
    }

    private static string Numbers(List<int> matched) => string.Join(", ", matched.Take(10).Select(rule => rule + 1)) + (matched.Count > 10 ? ", …" : "");

    private Value Result(int rule, Frame frame) => outputs.Length == 1 ? Cell(rule, 0, frame) : Cells(rule, frame);

    // Apart, because what it captures would be allocated for tables of one output too.
    private Value Cells(int rule, Frame frame) => Combine(output => Cell(rule, output, frame));

    private Value Cell(int rule, int output, Frame frame)
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
    }

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
    private List<(int Rule, Value Value)>? ByPriority(List<int> matched, Frame frame)
    {
        var ranked = new List<(int[] Ranks, int Rule, Value Value)>();
        foreach (var rule in matched)
        {
            var value = Result(rule, frame);
            var ranks = new int[outputs.Length];
            for (var i = 0; i < outputs.Length; i++)
            {
                var output = OutputOf(value, i);
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

            ranked.Add((ranks, rule, value));
        }

        return [.. ranked.OrderBy(entry => entry.Ranks, Comparer<int[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b))).Select(entry => (entry.Rule, entry.Value))];
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
