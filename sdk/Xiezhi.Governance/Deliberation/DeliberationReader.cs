using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Xiezhi.Calendars;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Governance.Texts;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Expressions;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Governance.Deliberation;

/// <summary>Reads <c>deliberations.json</c>, and which user tasks of the procedure name a deliberation.</summary>
internal sealed class DeliberationReader(
    Func<string, WorkingCalendar?> calendars, IEnumerable<string> calendarIds, string usualCalendar, IExpressions expressions, DiagnosticBag diagnostics)
{
    private const int MostOptions = 50;

    private static readonly ImmutableArray<(string Word, VotingMethod Method)> Methods =
    [
        ("consent", VotingMethod.Consent), ("majority", VotingMethod.Majority), ("two-thirds", VotingMethod.TwoThirds),
        ("weighted", VotingMethod.Weighted), ("approval", VotingMethod.Approval), ("ranked-pairs", VotingMethod.RankedPairs),
    ];

    private static readonly ImmutableArray<(string Word, TieRule Rule)> Ties =
        [("status-quo", TieRule.StatusQuo), ("chair", TieRule.Chair), ("order", TieRule.Order), ("lot", TieRule.Lot)];

    private static readonly ImmutableArray<(string Word, bool Secret)> Secrecy = [("open", false), ("secret", true)];

    public DeliberationCatalogue Read(JsonDocumentObject? root, ProcessDefinition? procedure)
    {
        var definitions = new Dictionary<string, DeliberationDefinition>(StringComparer.Ordinal);
        root?.Allow("deliberations");
        foreach (var item in root?.Objects("deliberations") ?? [])
        {
            if (Definition(item) is { } definition && !definitions.TryAdd(definition.Id, definition))
            {
                diagnostics.Add(GovernanceCodes.DuplicateId, item.LocationOf("id"), definition.Id);
            }
        }

        return new DeliberationCatalogue(definitions.ToFrozenDictionary(StringComparer.Ordinal), ByElement(procedure, definitions));
    }

    private FrozenDictionary<string, string> ByElement(ProcessDefinition? procedure, Dictionary<string, DeliberationDefinition> definitions)
    {
        var byElement = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var element in procedure?.Elements ?? [])
        {
            if (element.Source?.Extension("deliberation") is not { } id)
            {
                continue;
            }

            if (element.Source.Kind != BpmnKind.UserTask)
            {
                diagnostics.Add(GovernanceCodes.DeliberationElsewhere, element.Source.Location, id);
            }
            else if (!definitions.ContainsKey(id))
            {
                diagnostics.Add(GovernanceCodes.UnknownDeliberation, element.Source.Location, id, Nearest.To(id, definitions.Keys) ?? "");
            }
            else
            {
                byElement[element.Id] = id;
            }
        }

        return byElement.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private DeliberationDefinition? Definition(JsonDocumentObject item)
    {
        item.Allow(
            "id", "title", "participants", "classes", "conflicts", "weights", "chair", "options", "optionsFrom", "method", "tie", "quorum", "period",
            "calendar", "extensions", "ballot", "closesEarly", "consultation", "result");
        var id = item.RequiredText("id");
        var method = Word(item, "method", Methods, VotingMethod.Majority, required: true);
        var calendar = Calendar(item);
        var period = Amount(item, "period");
        var participants = Required(item, "participants");
        var chair = Required(item, "chair");
        var options = Options(item, method);
        if (id is null || calendar is null || period is null || participants is null || chair is null)
        {
            return null;
        }

        return new DeliberationDefinition
        {
            Id = id,
            Title = LocalizedTextReader.Read(item, "title", id),
            Participants = participants,
            Classes = [.. item.Objects("classes").Select(Class).OfType<StakeholderClass>()],
            Conflicts = Optional(item, "conflicts"),
            Weights = Optional(item, "weights"),
            Chair = chair,
            Options = options,
            OptionsFrom = Optional(item, "optionsFrom"),
            Method = method,
            Tie = Word(item, "tie", Ties, TieRule.StatusQuo),
            Quorum = Quorum(item),
            Period = period.Value,
            Calendar = calendar,
            Extensions = Number(item, "extensions", 0, 100, 0),
            IsSecret = Word(item, "ballot", Secrecy, false),
            ClosesEarly = item.Boolean("closesEarly") ?? true,
            Consultation = item.Object("consultation") is { } consultation ? Consultation(consultation) : null,
            Result = item.Text("result") ?? id,
        };
    }

    private ImmutableArray<string> Options(JsonDocumentObject item, VotingMethod method)
    {
        var options = item.Texts("options");
        if (method == VotingMethod.Consent)
        {
            if (item.Has("options") || item.Has("optionsFrom"))
            {
                diagnostics.Add(GovernanceCodes.OptionsOfConsent, item.LocationOf("options"));
            }

            return [BallotCount.Consents, BallotCount.Objects];
        }

        if (item.Has("options") == item.Has("optionsFrom"))
        {
            diagnostics.Add(GovernanceCodes.NoOptions, item.Location);
        }
        else if (item.Has("options") && (options.Length is < 2 or > MostOptions || options.Distinct().Count() < options.Length))
        {
            diagnostics.Add(GovernanceCodes.NoOptions, item.LocationOf("options"));
        }

        return options;
    }

    private StakeholderClass? Class(JsonDocumentObject item)
    {
        item.Allow("id", "title", "members", "atLeast");
        var id = item.RequiredText("id");
        var members = Required(item, "members");
        return id is null || members is null
            ? null
            : new StakeholderClass(id, LocalizedTextReader.Read(item, "title", id), members, Number(item, "atLeast", 0, 10_000, 1));
    }

    private Consultation? Consultation(JsonDocumentObject item)
    {
        item.Allow("period", "open", "answerAll");
        return Amount(item, "period") is { } period ? new Consultation(period, item.Texts("open"), item.Boolean("answerAll") ?? false) : null;
    }

    private Quorum Quorum(JsonDocumentObject item)
    {
        if (item.RequiredText("quorum") is not { } text)
        {
            return default;
        }

        if (text.EndsWith('%') && decimal.TryParse(text.AsSpan(..^1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent <= 100)
        {
            return new Quorum(0, percent);
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0)
        {
            return new Quorum(count, 0);
        }

        diagnostics.Add(GovernanceCodes.MalformedQuorum, item.LocationOf("quorum"), text);
        return default;
    }

    private WorkingCalendar? Calendar(JsonDocumentObject item)
    {
        var id = item.Text("calendar") ?? usualCalendar;
        if (calendars(id) is { } calendar)
        {
            return calendar;
        }

        diagnostics.Add(GovernanceCodes.UnknownCalendar, item.LocationOf("calendar"), id, Nearest.To(id, calendarIds) ?? "");
        return null;
    }

    private Amount? Amount(JsonDocumentObject item, string member)
    {
        if (item.RequiredText(member) is not { } text)
        {
            return null;
        }

        if (Xiezhi.Calendars.Amount.TryParse(text, out var amount) && !amount.IsZero)
        {
            return amount;
        }

        diagnostics.Add(GovernanceCodes.MalformedAmount, item.LocationOf(member), text);
        return null;
    }

    private int Number(JsonDocumentObject item, string member, int least, int most, int otherwise)
    {
        if (item.Integer(member) is not { } number)
        {
            return otherwise;
        }

        if (number >= least && number <= most)
        {
            return (int)number;
        }

        diagnostics.Add(GovernanceCodes.UnknownWord, item.LocationOf(member), number.ToString(CultureInfo.InvariantCulture), $"{least}–{most}");
        return otherwise;
    }

    private T Word<T>(JsonDocumentObject item, string member, ImmutableArray<(string Word, T Meaning)> words, T otherwise, bool required = false)
    {
        var given = required ? item.RequiredText(member) : item.Text(member);
        foreach (var (word, meaning) in words)
        {
            if (word == given)
            {
                return meaning;
            }
        }

        if (given is not null)
        {
            diagnostics.Add(GovernanceCodes.UnknownWord, item.LocationOf(member), given, string.Join(", ", words.Select(word => word.Word)));
        }

        return otherwise;
    }

    private IExpression? Required(JsonDocumentObject item, string member) => item.RequiredText(member) is null ? null : Optional(item, member);

    private IExpression? Optional(JsonDocumentObject item, string member) =>
        item.Text(member) is { } text ? expressions.Compile(text, item.LocationOf(member), diagnostics) : null;
}
