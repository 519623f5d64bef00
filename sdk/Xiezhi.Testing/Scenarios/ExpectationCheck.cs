using System.Globalization;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Packages;
using Xiezhi.Testing.Scenarios.Facts;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Testing.Scenarios;

/// <summary>Compares a case with what is expected of it.</summary>
internal sealed class ExpectationCheck(FactScene scene)
{
    private const string Nothing = "nothing";

    private readonly CaseState _state = scene.State;

    public IEnumerable<(string What, string Expected, string Actual)> Differences(Expectation expected) =>
        Compared(expected).Where(compared => compared.Expected != compared.Actual);

    private IEnumerable<(string What, string Expected, string Actual)> Compared(Expectation expected)
    {
        foreach (var (what, wanted, came) in new[]
        {
            ("status", expected.Status, _state.Status.ToString().ToLowerInvariant()),
            ("lead", expected.Lead, string.Join(", ", _state.Facts.Leads)),
            ("matter", expected.Matter, _state.Facts.Matter ?? ""),
            ("territory", expected.Territory, _state.Facts.Territory ?? ""),
            ("serviceLevel", expected.ServiceLevel, _state.Facts.ServiceLevel ?? ""),
        })
        {
            if (wanted is not null)
            {
                yield return (what, wanted, came);
            }
        }

        if (expected.Open is { } open)
        {
            yield return ("open", Sorted(open), Sorted(_state.Workflow.Tasks.Select(task => task.Element)));
        }

        foreach (var compared in Route(expected).Concat(expected.Facts.SelectMany(Facts)).Concat(Data(expected)))
        {
            yield return compared;
        }

        yield return ("incidents", Sorted(expected.Incidents), Sorted(_state.Workflow.Incidents.Select(incident => incident.Code)));
    }

    private IEnumerable<(string, string, string)> Route(Expectation expected)
    {
        var entered = scene.Events<ProcedureMoved>().Select(moved => moved.Event.Event switch
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

    private IEnumerable<(string, string, string)> Facts(ExpectedFacts expected)
    {
        var table = FactTables.All.First(table => table.Name == expected.Kind);
        var rows = table.Rows(scene).ToList();
        switch (table.Shape)
        {
            case FactShape.All:
                yield return (table.Name, Number(expected.Rows.Length), Number(rows.Count) + (rows.Count == expected.Rows.Length ? "" : ": " + All(table, expected, rows)));
                foreach (var compared in expected.Rows.Zip(rows).SelectMany((pair, index) => Members(table, $"{table.Name} {index + 1}", pair.First, pair.Second)))
                {
                    yield return compared;
                }

                break;
            case FactShape.Some or FactShape.None:
                foreach (var row in expected.Rows)
                {
                    var found = rows.FindIndex(there => Members(table, "", row, there).All(compared => compared.Expected == compared.Actual));
                    var isThere = table.Shape == FactShape.Some;
                    yield return (table.Name, isThere ? row.ToString() : "not " + row, found >= 0 == isThere ? isThere ? row.ToString() : "not " + row
                        : found >= 0 ? rows[found].ToString() : All(table, expected, rows));
                    if (found >= 0)
                    {
                        // What is expected twice must be there twice.
                        rows.RemoveAt(found);
                    }
                }

                break;
            default:
                foreach (var row in expected.Rows)
                {
                    var name = row["name"].AsString;
                    var there = table.Shape == FactShape.One ? rows.FirstOrDefault() : rows.FirstOrDefault(other => other["name"].AsString == name);
                    var what = table.Shape == FactShape.One ? table.Name : table.Name + " " + name;
                    foreach (var compared in there is null ? [(what, "there", Nothing)] : Members(table, what, table.Shape == FactShape.One ? row : row.Without("name"), there))
                    {
                        yield return compared;
                    }
                }

                break;
        }
    }

    private static IEnumerable<(string What, string Expected, string Actual)> Members(FactTable table, string what, ValueContext expected, ValueContext actual) =>
        expected.Entries.SelectMany(entry => table.KindOf(entry.Key) switch
        {
            FactMember.Set => [(what + " " + entry.Key, Sorted(entry.Value), Sorted(actual[entry.Key]))],
            FactMember.Part => entry.Value.AsContext!.Entries.Select(part =>
                (what + " " + entry.Key + " " + part.Key, part.Value.ToString(), (actual[entry.Key].AsContext ?? ValueContext.Empty)[part.Key].ToString())),
            _ => new[] { (what + " " + entry.Key, entry.Value.ToString(), actual[entry.Key].ToString()) }.AsEnumerable(),
        });

    // All there are, in the members that somebody asks for.
    private static string All(FactTable table, ExpectedFacts expected, List<ValueContext> rows)
    {
        var asked = expected.Rows.SelectMany(row => row.Names).Distinct().ToList();
        return rows.Count == 0 ? Nothing : string.Join("; ", rows.Select(row => string.Join(" ", (asked.Count == 0 ? table.Members.Take(2).Select(member => member.Name) : asked).Select(name => row[name].ToString()))));
    }

    private IEnumerable<(string, string, string)> Data(Expectation expected)
    {
        foreach (var item in expected.Data ?? [])
        {
            var result = item.Expression.Evaluate(new ScenarioVariables(_state, scene.Package), scene.Now);
            yield return (item.Text, item.Value.ToString(), result.Failure?.Message(CultureInfo.InvariantCulture) ?? result.Value.ToString());
        }
    }

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Sorted(Value texts) => Sorted((texts.AsList?.Items ?? []).Select(text => text.ToString()));

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
