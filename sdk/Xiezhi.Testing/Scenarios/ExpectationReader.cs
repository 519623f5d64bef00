using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using Xiezhi.Foundation;
using Xiezhi.Foundation.Json;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Rules;
using Xiezhi.Testing.Scenarios.Commands;
using Xiezhi.Testing.Scenarios.Facts;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Testing.Scenarios;

/// <summary>Reads what a scenario expects of a case.</summary>
internal sealed class ExpectationReader(ScenarioSource source)
{
    private const string Due = "due";

    private readonly IExpressions _expressions = FeelPlug.Expressions;

    public Expectation Read(JsonDocumentObject item)
    {
        item.Allow(
        [
            "status", "lead", "matter", "territory", "serviceLevel", "open", "route", "never", Due, "data", "incidents", .. FactTables.All.Select(table => table.Name),
        ]);
        return new Expectation
        {
            Status = item.Text("status"),
            Lead = item.Text("lead"),
            Matter = item.Text("matter"),
            Territory = item.Text("territory"),
            ServiceLevel = item.Text("serviceLevel"),
            Open = Elements(item, "open"),
            Route = Elements(item, "route"),
            Never = Elements(item, "never"),
            Facts = [.. DueTimes(item), .. FactTables.All.Where(table => item.Has(table.Name)).Select(table => new ExpectedFacts(table.Name, Rows(table, item)))],
            Data = item.Object("data") is { } data ? [.. data.Names.Select(name => Value(data, name)).OfType<ExpectedValue>()] : null,
            Incidents = item.Texts("incidents"),
        };
    }

    /// <summary>The elements that a member names; <see langword="null"/> where it is not there.</summary>
    public ImmutableArray<string>? Elements(JsonDocumentObject item, string member)
    {
        if (!item.Has(member))
        {
            return null;
        }

        var elements = item.Texts(member);
        foreach (var id in elements)
        {
            source.CheckWord(ReferenceWord.Element, id, item.LocationOf(member));
        }

        return elements;
    }

    // When clocks are due is asked so often that it has a way of its own: the clocks with their times.
    private IEnumerable<ExpectedFacts> DueTimes(JsonDocumentObject item)
    {
        if (item.Object(Due) is { } due)
        {
            var clocks = FactTables.All.First(table => table.Name == "clocks");
            yield return new ExpectedFacts(clocks.Name,
            [
                .. due.Names.Select(name =>
                {
                    source.CheckClock(name, due.LocationOf(name));
                    return ValueContext.Of(("name", name), (Due, Member(due, name, FactMember.Moment)));
                }),
            ]);
        }
    }

    private ImmutableArray<ValueContext> Rows(FactTable table, JsonDocumentObject item) => table.Shape switch
    {
        FactShape.One => item.Object(table.Name) is { } one ? [Row(table, one)] : [],
        FactShape.Named => item.Object(table.Name) is { } named ? [.. named.Names.Select(name => Named(table, named, name))] : [],
        _ => [.. item.Objects(table.Name).Select(row => Row(table, row))],
    };

    // A text alone is how the clock stands.
    private ValueContext Named(FactTable table, JsonDocumentObject item, string name)
    {
        source.CheckClock(name, item.LocationOf(name));
        var row = item.Token[name] is JValue { Type: JTokenType.String } standing
            ? ValueContext.Of((table.Members[0].Name, (string?)standing))
            : item.Object(name) is { } given ? Row(table, given) : ValueContext.Empty;
        return row.With("name", name);
    }

    private ValueContext Row(FactTable table, JsonDocumentObject item)
    {
        if (!table.Members.IsEmpty)
        {
            item.Allow([.. table.Members.Select(member => member.Name)]);
        }

        return ValueContext.From(item.Names.Select(name => KeyValuePair.Create(name, Member(item, name, table.KindOf(name)))));
    }

    private Value Member(JsonDocumentObject item, string name, FactMember kind)
    {
        var token = item.Token[name]!;
        switch (kind)
        {
            case FactMember.Moment when token.Type != JTokenType.Null:
                return item.RequiredText(name) is { } text && source.Moment(text, item.LocationOf(name)) is { } moment ? FactScene.Local(source.Package, moment) : Foundation.Values.Value.Null;
            case FactMember.Set:
                return FactScene.Texts(item.Texts(name));
            case FactMember.Part when token.Type != JTokenType.Object:
                source.Diagnostics.Add(FoundationCodes.WrongJsonType, item.LocationOf(name), "an object", token.ToString());
                return ValueContext.Empty;
            default:
                return ValueJson.FromToken(token);
        }
    }

    private ExpectedValue? Value(JsonDocumentObject data, string text) =>
        _expressions.Compile(text, data.LocationOf(text), source.Diagnostics) is { } expression
            ? new ExpectedValue(text, expression, ValueJson.FromToken(data.Token[text]))
            : null;
}
