using System.Globalization;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Packages;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Testing.Scenarios;

/// <summary>Compares a case with what is expected of it.</summary>
internal sealed class ExpectationCheck(GovernancePackage package, CaseState state, IReadOnlyCollection<CaseEvent> log, DateTimeOffset now)
{
    private const string Nothing = "nothing";

    public IEnumerable<(string What, string Expected, string Actual)> Differences(Expectation expected) =>
        Compared(expected).Where(compared => compared.Expected != compared.Actual);

    private IEnumerable<(string What, string Expected, string Actual)> Compared(Expectation expected)
    {
        foreach (var (what, wanted, came) in new[]
        {
            ("status", expected.Status, state.Status.ToString().ToLowerInvariant()),
            ("lead", expected.Lead, string.Join(", ", state.Facts.Leads)),
            ("matter", expected.Matter, state.Facts.Matter ?? ""),
            ("territory", expected.Territory, state.Facts.Territory ?? ""),
            ("serviceLevel", expected.ServiceLevel, state.Facts.ServiceLevel ?? ""),
        })
        {
            if (wanted is not null)
            {
                yield return (what, wanted, came);
            }
        }

        if (expected.Open is { } open)
        {
            yield return ("open", Sorted(open), Sorted(state.Workflow.Tasks.Select(task => task.Element)));
        }

        foreach (var compared in Route(expected).Concat(Clocks(expected)).Concat(Lists(expected)).Concat(Data(expected)))
        {
            yield return compared;
        }

        yield return ("incidents", Sorted(expected.Incidents), Sorted(state.Workflow.Incidents.Select(incident => incident.Code)));
    }

    private IEnumerable<(string, string, string)> Route(Expectation expected)
    {
        var entered = log.OfType<ProcedureMoved>().Select(moved => moved.Event switch
        {
            ElementEntered element => element.Element,
            ElementPassed passed => passed.Element,
            _ => null,
        }).OfType<string>().ToList();
        if (expected.Route is { } route)
        {
            var at = 0;
            foreach (var element in entered)
            {
                at += at < route.Length && route[at] == element ? 1 : 0;
            }

            var reached = string.Join(" → ", route.Take(at));
            yield return ("route", string.Join(" → ", route), at == route.Length ? string.Join(" → ", route) : (reached.Length > 0 ? reached : Nothing) + "; entered were " + string.Join(", ", entered));
        }

        foreach (var element in expected.Never ?? [])
        {
            yield return ("never " + element, "not entered", entered.Contains(element) ? "entered" : "not entered");
        }
    }

    private IEnumerable<(string, string, string)> Clocks(Expectation expected)
    {
        foreach (var (id, due) in expected.Due ?? [])
        {
            yield return ("due " + id, Local(due), Clock(id) is { } clock ? Local(clock.Due) : Nothing);
        }

        foreach (var (id, standing) in expected.Clocks ?? [])
        {
            yield return ("clock " + id, standing, Clock(id)?.Standing.ToString().ToLowerInvariant() ?? Nothing);
        }
    }

    private IEnumerable<(string, string, string)> Lists(Expectation expected)
    {
        if (expected.Escalations is { } escalations)
        {
            var taken = log.OfType<EscalationTaken>().ToList();
            yield return (
                "escalations",
                Joined(escalations.Select((step, index) => Escalation(step.Do, step.To ?? Given(taken, index)?.To, step.Clock ?? Given(taken, index)?.Clock, step.At ?? Given(taken, index)?.DueAt))),
                Joined(taken.Select(step => Escalation(step.Kind, step.To, step.Clock, step.DueAt))));
        }

        if (expected.Findings is { } findings)
        {
            var proposed = log.OfType<FindingProposed>().ToList();
            yield return (
                "findings",
                Joined(findings.Select((finding, index) => finding.Kind + " against " + (finding.Against ?? Given(proposed, index)?.Against))),
                Joined(proposed.Select(finding => finding.Kind + " against " + finding.Against)));
        }
    }

    private IEnumerable<(string, string, string)> Data(Expectation expected)
    {
        foreach (var item in expected.Data ?? [])
        {
            var result = item.Expression.Evaluate(new ScenarioVariables(state, package), now);
            yield return (item.Text, item.Value.ToString(), result.Failure?.Message(CultureInfo.InvariantCulture) ?? result.Value.ToString());
        }
    }

    private ClockState? Clock(string id) => state.Clocks.LastOrDefault(clock => clock.Clock == id || clock.ServiceLevel + "/" + clock.Clock == id);

    private string Escalation(string what, string? to, string? clock, DateTimeOffset? at) =>
        $"{what} {to} ({clock}, {(at is { } moment ? Local(moment) : "")})";

    private string Local(DateTimeOffset moment) =>
        PackageZone.ToLocal(package.Manifest.Zone, moment).ToString("yyyy-MM-ddTHH:mm:ss.FFFzzz", CultureInfo.InvariantCulture);

    private static T? Given<T>(List<T> items, int index)
        where T : class => index < items.Count ? items[index] : null;

    private static string Sorted(IEnumerable<string> items) => Joined(items.Order(StringComparer.Ordinal));

    private static string Joined(IEnumerable<string> items) => string.Join(", ", items) is { Length: > 0 } joined ? joined : Nothing;

    /// <summary>What an expression sees: the case's variables, and <c>case</c>.</summary>
    private sealed class ScenarioVariables(CaseState state, GovernancePackage package) : IVariables
    {
        public IEnumerable<string> Names => state.Workflow.Variables.Names.Append("case").Append("organization");

        public bool TryGet(string name, out Value value)
        {
            switch (name)
            {
                case "case":
                    value = state.AsValue();
                    return true;
                case "organization":
                    value = package.Organization.AsValue;
                    return true;
                default:
                    return state.Workflow.Variables.TryGet(name, out value);
            }
        }
    }
}
