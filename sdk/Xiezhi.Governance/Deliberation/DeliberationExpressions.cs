using System.Collections.Immutable;
using Xiezhi.Calendars;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Parties;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Governance.Deliberation;

/// <summary>What the expressions of a definition give for a case. What can't be used is recorded and left out.</summary>
internal sealed class DeliberationExpressions(CaseDraft draft, DeliberationDefinition definition)
{
    // A deliberation that would need more than this is an election.
    private const int MostParticipants = 10_000;
    private const int MostOptions = 50;

    private readonly CaseVariables _variables = new(draft.State, draft.Package);

    public ImmutableArray<Participant> Participants()
    {
        var classes = definition.Classes.Select(group => (group.Id, Members: Names(group.Members, "classes/" + group.Id).ToHashSet(StringComparer.Ordinal))).ToList();
        var weights = Evaluate(definition.Weights).AsContext;
        var names = Names(definition.Participants, "participants").Concat(classes.SelectMany(group => group.Members.Order(StringComparer.Ordinal)));
        return
        [
            .. names.Distinct(StringComparer.Ordinal).Take(MostParticipants).Select(name => new Participant(
                name,
                [.. classes.Where(group => group.Members.Contains(name)).Select(group => group.Id)],
                Weight(weights, name))),
        ];
    }

    public string Chair() => Names(definition.Chair, "chair").FirstOrDefault() ?? draft.Package.Organization.Parties.First(party => party.Superior is null).Id;

    public IEnumerable<string> Conflicts() => definition.Conflicts is { } conflicts ? Names(conflicts, "conflicts") : [];

    public ImmutableArray<string> Options()
    {
        if (definition.OptionsFrom is not { } from)
        {
            return definition.Options;
        }

        var options = Items(Evaluate(from)).Select(item => item.AsString).OfType<string>().Distinct(StringComparer.Ordinal).Take(MostOptions).ToImmutableArray();
        if (options.Length < 2)
        {
            Unfit("optionsFrom", Evaluate(from));
        }

        return options;
    }

    /// <summary>When a period that begins now ends; where the calendar can't say, as if every day were worked.</summary>
    public DateTimeOffset End(Amount period) => Deadline.Of(draft, definition.Calendar, period, "deliberation " + definition.Id + "/period");

    private IEnumerable<string> Names(IExpression expression, string member)
    {
        foreach (var item in Items(Evaluate(expression)))
        {
            if (item.AsString is { } name && IsKnown(name))
            {
                yield return name;
            }
            else
            {
                Unfit(member, item);
            }
        }
    }

    private bool IsKnown(string name) =>
        name.StartsWith(Actor.CitizenPrefix, StringComparison.Ordinal) ? name.Length > Actor.CitizenPrefix.Length : draft.Package.Organization.Party(name) is not null;

    private decimal Weight(ValueContext? weights, string name)
    {
        if (weights is null || !weights.TryGet(name, out var weight))
        {
            return 1;
        }

        if (weight.AsNumber is { } number && number.TryToDecimal(out var given) && given is >= 0 and <= 1_000_000_000)
        {
            return given;
        }

        Unfit("weights/" + name, weight);
        return 1;
    }

    private Value Evaluate(IExpression? expression) => expression?.Evaluate(_variables, draft.Now).Value ?? Value.Null;

    private void Unfit(string member, Value given) => draft.Record(new FactUnfit("deliberation " + definition.Id + "/" + member, given.ToString()));

    private static ImmutableArray<Value> Items(Value value) => value.AsList is { } list ? list.Items : value.IsNull ? [] : [value];
}
