using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Analysis.Cells;
using Xiezhi.Rules.Dmn;

namespace Xiezhi.Rules.Analysis.Columns;

/// <summary>The values that another decision's table can answer.</summary>
/// <param name="Values">They, without the null of a table that no rule covers.</param>
/// <param name="IsExact">Whether each of them is the answer to some input.</param>
internal sealed record DecidedValues(ImmutableArray<Value> Values, bool IsExact)
{
    /// <summary>Through how many tables values are followed: each looks at those before it again.</summary>
    public const int Depth = 2;

    /// <summary>The values of the decision that feeds a column; <see langword="null"/> where its results are not known before they are evaluated.</summary>
    public static DecidedValues? Of(InputSource source, DecisionModel? model, AnalysisOptions options, int depth)
    {
        if (depth <= 0 || source.IsGiven || source.Path.Length != 1 || model?.FindDecision(source.Path[0]) is not { Table: { Outputs.Length: 1 } table } decision
            || table.HitPolicy is not (HitPolicy.Unique or HitPolicy.First or HitPolicy.Any or HitPolicy.Priority))
        {
            return null;
        }

        var reader = new CellReader([.. decision.RequiredInputs, .. decision.RequiredDecisions, .. decision.RequiredKnowledge]);
        if (Read(table, reader, _ => true) is null || DecisionTableAnalysis.Analyse(model, decision, options, depth - 1) is not { } findings)
        {
            return null;
        }

        var never = findings.UnreachableRules.Select(item => item.Rule)
            .Concat(findings.MaskedRules.Where(item => item.Certainty == Certainty.Certain).Select(item => item.Rule))
            .ToHashSet();
        var isExact = findings.Exact && findings.Conflicts.IsEmpty && findings.TypeMismatches.IsEmpty && findings.MaskedRules.All(item => item.Certainty == Certainty.Certain);
        return new DecidedValues(Read(table, reader, rule => !never.Contains(rule))!.Value, isExact);
    }

    /// <summary>The names of all input data, and of all decisions, that a column's value may depend on; <see langword="null"/> where that is not known.</summary>
    public static HashSet<string>? Roots(InputSource source, DecisionModel? model)
    {
        if (!source.CanBeSet)
        {
            return null;
        }

        var roots = new HashSet<string>(StringComparer.Ordinal);
        var left = new Stack<string>([source.Path[0]]);
        while (left.TryPop(out var name))
        {
            if (roots.Add(name) && model?.FindDecision(name) is { } decision && decision.Name == name)
            {
                foreach (var required in decision.RequiredInputs.Concat(decision.RequiredDecisions))
                {
                    left.Push(required);
                }
            }
        }

        return roots;
    }

    private static ImmutableArray<Value>? Read(DecisionTable table, CellReader reader, Func<int, bool> isKept)
    {
        var texts = table.Rules.Where(rule => isKept(rule.Number)).Select(rule => rule.Results.Length > 0 ? rule.Results[0] : "");
        if (table.Outputs[0].Default is { } otherwise)
        {
            texts = texts.Append(otherwise);
        }

        var values = ImmutableArray.CreateBuilder<Value>();
        var seen = new HashSet<Value>();
        foreach (var text in texts.Distinct(StringComparer.Ordinal))
        {
            var value = string.IsNullOrWhiteSpace(text) ? Value.Null : reader.Constant(text, out _);
            if (value is not { } known || known.Kind >= ValueKind.List)
            {
                return null;
            }

            if (seen.Add(known))
            {
                values.Add(known);
            }
        }

        return values.ToImmutable();
    }
}
