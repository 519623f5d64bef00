using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Dmn;
using Xiezhi.Rules.Dmn.Explaining;
using Xiezhi.Rules.Evaluation;
using Xiezhi.Rules.Feel.Compilation;

namespace Xiezhi.Rules.DecisionTables;

// Why the table answers as it does.
internal sealed partial class CompiledTable
{
    /// <summary>What the table saw and which rules matched. Cells are evaluated again apart from the decision, which it can't change.</summary>
    private TableExplanation Explain(Frame frame, List<int> matched, ExplanationRecorder recorder)
    {
        var aside = new Frame((Value[])frame.Slots.Clone(), frame.Outer, recorder.Aside);
        var matches = ImmutableArray.CreateBuilder<MatchedRule>();
        var refusals = ImmutableArray.CreateBuilder<RefusedRule>();
        var alsoHolding = ImmutableArray.CreateBuilder<int>();
        try
        {
            foreach (var rule in matched)
            {
                if (matches.Count >= recorder.Limits.Rules)
                {
                    recorder.Cut(nameof(ExplanationLimits.Rules), recorder.Limits.Rules);
                    break;
                }

                var values = new ValueContext.Builder();
                for (var output = 0; output < outputs.Length; output++)
                {
                    values.Set(outputs[output].Described.Name, recorder.Keep(Cell(rule, output, aside)));
                }

                matches.Add(new MatchedRule(rule + 1, rules[rule].Described.Id, values.Build()));
            }

            if (recorder.Aside.Options.ExplainRefusals)
            {
                Refuse(aside, matched, recorder, refusals, alsoHolding);
            }
        }
        catch (Exception stopped) when (stopped is EvaluationStopped or InsufficientExecutionStackException)
        {
            recorder.Cut(nameof(EvaluationLimits), (int)Math.Min(recorder.Aside.Limits.Steps, int.MaxValue));
        }

        return new TableExplanation(name, [.. inputs.Select(input => recorder.Keep(frame.Slots[input.Slot]))], [.. matched.Take(recorder.Limits.Rules).Select(rule => rule + 1)])
        {
            HitPolicy = hitPolicy,
            Aggregation = aggregation,
            Columns = [.. inputs.Select(input => recorder.KeepText(input.Described.Label))],
            Matches = matches.ToImmutable(),
            Refusals = refusals.ToImmutable(),
            AlsoHolding = alsoHolding.ToImmutable(),
        };
    }

    private void Refuse(
        Frame aside, List<int> matched, ExplanationRecorder recorder, ImmutableArray<RefusedRule>.Builder refusals, ImmutableArray<int>.Builder alsoHolding)
    {
        var next = 0;
        for (var rule = 0; rule < rules.Length; rule++)
        {
            if (next < matched.Count && matched[next] == rule)
            {
                next++;
                continue;
            }

            if (refusals.Count + alsoHolding.Count >= recorder.Limits.Rules)
            {
                recorder.Cut(nameof(ExplanationLimits.Rules), recorder.Limits.Rules);
                return;
            }

            aside.Session.Step(site);
            var column = 0;
            while (column < inputs.Length && rules[rule].Conditions[column].Run(aside).IsTrue)
            {
                column++;
            }

            if (column == inputs.Length)
            {
                alsoHolding.Add(rule + 1);
                continue;
            }

            var described = rules[rule].Described;
            refusals.Add(new RefusedRule(
                rule + 1,
                described.Id,
                recorder.KeepText(inputs[column].Described.Label),
                recorder.KeepText(column < described.Conditions.Length ? described.Conditions[column] : ""),
                recorder.Keep(aside.Slots[inputs[column].Slot])));
        }
    }
}
