using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Escalation;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.ServiceLevels;
using Xiezhi.Rules.Dmn;
using Xiezhi.Workflow.Compilation;

namespace Xiezhi.Testing.Scenarios;

/// <summary>How much of one kind of thing the scenarios of a package touched.</summary>
/// <param name="Total">How many there are.</param>
/// <param name="Missed">Those that none touched, by name, in order.</param>
public sealed record Coverage(int Total, ImmutableArray<string> Missed)
{
    /// <summary>How many were touched.</summary>
    public int Touched => Total - Missed.Length;

    /// <summary>The same by what they belong to, each decision table or each clock, in order; what none of a package belongs to is not there.</summary>
    public ImmutableArray<CoverageGroup> Groups { get; init; } = [];
}

/// <summary>How much of one decision table, or of the ladder of one clock, the scenarios of a package touched.</summary>
/// <param name="Name">The decision, or the clock as <c>standard/reply</c>; empty for the procedure.</param>
/// <param name="Total">How many rules, steps or flows it has.</param>
/// <param name="Missed">Those that none touched: numbers that follow each other as a range, such as <c>4-60</c>; flows by their ids.</param>
/// <param name="MissedCount">How many these are.</param>
public sealed record CoverageGroup(string Name, int Total, ImmutableArray<string> Missed, int MissedCount)
{
    /// <summary>How many were touched.</summary>
    public int Touched => Total - MissedCount;

    internal static CoverageGroup Of(string name, int total, IEnumerable<int> missed)
    {
        var numbers = missed.Order().ToList();
        var ranges = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < numbers.Count; i++)
        {
            var from = numbers[i];
            while (i + 1 < numbers.Count && numbers[i + 1] == numbers[i] + 1)
            {
                i++;
            }

            ranges.Add(from == numbers[i] ? $"{from}" : $"{from}-{numbers[i]}");
        }

        return new CoverageGroup(name, total, ranges.ToImmutable(), numbers.Count);
    }
}

/// <summary>What the scenarios of a package touched: rules of its decision tables, flows of its procedure, milestones of its clocks.</summary>
/// <param name="Rules">The rules, as <c>Duty, rule 3</c>.</param>
/// <param name="Flows">The flows, by their ids.</param>
/// <param name="Milestones">The steps of ladders, as <c>standard/reply, step 2 (remind-superior)</c>.</param>
public sealed record ScenarioCoverage(Coverage Rules, Coverage Flows, Coverage Milestones);

/// <summary>Gathers what cases touch while scenarios run.</summary>
internal sealed class CoverageGathering : IPackageObserver
{
    private readonly HashSet<(string Table, int Rule)> _rules = [];
    private readonly HashSet<string> _flows = new(StringComparer.Ordinal);
    private readonly HashSet<(string ServiceLevel, string Clock, int Step)> _milestones = [];

    public void FlowTaken(FlowDefinition flow) => _flows.Add(flow.Id);

    public void Decided(DecisionResult result)
    {
        if (result.Explanation is { } explanation)
        {
            Add(explanation);
        }
    }

    public void Happened(CaseEvent happened)
    {
        if (happened is EscalationTaken taken)
        {
            _milestones.Add((taken.ServiceLevel, taken.Clock, taken.Step));
        }
    }

    public ScenarioCoverage Of(GovernancePackage package)
    {
        var tables = package.Decisions.Models.SelectMany(model => model.Decisions).Where(decision => decision.Table is not null).ToList();
        var rules = tables.SelectMany(decision => decision.Table!.Rules.Select(rule => (decision.Name, Key: (NameOf(decision), rule.Number)))).ToList();
        var flows = package.Procedure.Flows.Select(flow => flow.Id).ToList();
        var milestones = package.ServiceLevels.Concat(package.Handling.Levels)
            .SelectMany(level => level.Clocks.SelectMany(clock => clock.Ladder.Select((step, index) => (level, clock, step, index)))).ToList();
        var missedFlows = flows.Where(flow => !_flows.Contains(flow)).ToImmutableArray();
        return new ScenarioCoverage(
            new Coverage(rules.Count, [.. rules.Where(rule => !_rules.Contains(rule.Key)).Select(rule => $"{rule.Name}, rule {rule.Key.Number}")])
            {
                Groups =
                [
                    .. rules.GroupBy(rule => rule.Key.Item1)
                        .Select(table => CoverageGroup.Of(table.First().Name, table.Count(), table.Where(rule => !_rules.Contains(rule.Key)).Select(rule => rule.Key.Number))),
                ],
            },
            new Coverage(flows.Count, missedFlows) { Groups = [new CoverageGroup("", flows.Count, missedFlows, missedFlows.Length)] },
            new Coverage(milestones.Count, [.. milestones.Where(item => !_milestones.Contains(KeyOf(item))).Select(item => $"{item.level.Id}/{item.clock.Id}, step {item.index + 1} ({item.step.Kind})")])
            {
                Groups =
                [
                    .. milestones.GroupBy(item => item.level.Id + "/" + item.clock.Id)
                        .Select(clock => CoverageGroup.Of(clock.Key, clock.Count(), clock.Where(item => !_milestones.Contains(KeyOf(item))).Select(item => item.index + 1))),
                ],
            });

        static (string, string, int) KeyOf((ServiceLevel level, ClockDefinition clock, EscalationStep step, int index) item) => (item.level.Id, item.clock.Id, item.index);
    }

    private void Add(Explanation explanation)
    {
        foreach (var table in explanation.Tables)
        {
            foreach (var rule in table.MatchedRules)
            {
                _rules.Add((table.Table, rule));
            }
        }

        foreach (var required in explanation.Required)
        {
            Add(required);
        }
    }

    // As an explanation names a table: by its id, else by what it belongs to.
    private static string NameOf(Decision decision) => decision.Table!.Id.Length > 0 ? decision.Table.Id : decision.Name;
}
