using System.Collections.Immutable;
using System.Globalization;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Packages;
using Xiezhi.Rules.Analysis;
using Xiezhi.Rules.Dmn;
using Xiezhi.Rules.Evaluation;
using Xiezhi.Rules.Feel;

namespace Xiezhi.Governance.Duties.Proof;

/// <summary>
/// Finds the outcomes of a decision table: the columns about matter and territory are evaluated for each pair, and what is left of the table, over its
/// further columns alone, is analysed. Pairs that leave the same rules share one analysis.
/// </summary>
internal sealed class DutyTableMatrix : DutyMatrix
{
    private readonly GovernancePackage _package;
    private readonly DutyTable _table;
    private readonly EvaluationOptions _options;
    private readonly Dictionary<string, TableFindings> _analysed = new(StringComparer.Ordinal);

    public DutyTableMatrix(GovernancePackage package, DutyTable table, EvaluationOptions options) => (_package, _table, _options) = (package, table, options);

    public override DutyProofMethod Method => DutyProofMethod.Analysed;

    public override IEnumerable<DutyOutcome> Of(string matter, string territory)
    {
        var pair = _table.Pair(DutyDecision.Known(_package, matter, territory), _options);
        var alive = _table.Alive(pair, _options);
        var assignments = alive.ToDictionary(rule => rule.Number, rule => _table.Assignment(rule, pair, _options));
        var findings = Analyse(alive, assignments);
        foreach (var gap in findings.Gaps)
        {
            if (_table.Default(pair, _options) is { Leads.IsEmpty: false } usual)
            {
                yield return new DutyOutcome(OutcomeKind.Assigned, usual, Conditions(gap.Box.Tests), gap.Box.Example, "");
            }
            else
            {
                yield return new DutyOutcome(
                    gap.Certainty == Certainty.Certain ? OutcomeKind.Missing : OutcomeKind.PossiblyMissing, DutyAssignment.None, Conditions(gap.Box.Tests), gap.Box.Example, "");
            }
        }

        foreach (var conflict in findings.Conflicts)
        {
            yield return new DutyOutcome(
                conflict.Certainty == Certainty.Certain ? OutcomeKind.Several : OutcomeKind.PossiblySeveral,
                DutyAssignment.None,
                Conditions(conflict.Box.Tests),
                conflict.Box.Example,
                Who(assignments, conflict.First) + ", " + Who(assignments, conflict.Second));
        }

        var never = findings.UnreachableRules.Select(found => found.Rule)
            .Concat(findings.MaskedRules.Where(found => found.Certainty == Certainty.Certain).Select(found => found.Rule)).ToHashSet();
        foreach (var rule in alive)
        {
            if (!never.Contains(rule.Number))
            {
                yield return new DutyOutcome(OutcomeKind.Assigned, assignments[rule.Number], Conditions([.. _table.FurtherCells(rule)]), null, "");
            }
        }
    }

    private static string Who(Dictionary<int, DutyAssignment> assignments, int rule) =>
        string.Join("/", assignments[rule].Leads) + " (" + rule.ToString(CultureInfo.InvariantCulture) + ")";

    private ImmutableArray<KeyValuePair<string, string>> Conditions(ImmutableArray<string> tests) =>
        [.. _table.FurtherColumns.Zip(tests, (column, test) => KeyValuePair.Create(column.Label, test)).Where(condition => condition.Value.Trim() is not ("-" or ""))];

    private TableFindings Analyse(ImmutableArray<DecisionRule> alive, Dictionary<int, DutyAssignment> assignments)
    {
        // Under these policies rules that agree may hold at once: whether they do is told by their results.
        var compares = _table.Policy == HitPolicy.Any;
        var results = alive.Select(rule => compares ? _table.Comparable(assignments[rule.Number]) : "").ToList();
        var key = string.Join(';', alive.Select((rule, i) => rule.Number.ToString(CultureInfo.InvariantCulture) + ":" + results[i]));
        if (_analysed.TryGetValue(key, out var known))
        {
            return known;
        }

        var distinct = results.Distinct(StringComparer.Ordinal).ToList();
        var rest = new DecisionTable(
            _table.Id,
            _table.Policy,
            Aggregation.None,
            _table.FurtherColumns,
            [new OutputColumn("duty", FeelType.Number, null, null)],
            [.. alive.Select((rule, i) => rule with
            {
                Conditions = [.. _table.FurtherCells(rule)],
                Results = [distinct.IndexOf(results[i]).ToString(CultureInfo.InvariantCulture)],
            })]);
        var findings = DecisionTableAnalysis.Analyse(rest, AnalysisOptions.Default);
        foreach (var obstacle in findings.NotAnalysable)
        {
            Obstacles.Add(obstacle.Column + ": " + obstacle.Text);
        }

        foreach (var cut in findings.CutOffs)
        {
            Obstacles.Add(cut.Question + ": " + cut.Reason);
        }

        return _analysed[key] = findings;
    }
}
