using System.Collections.Immutable;
using System.Globalization;
using Xiezhi.Calendars;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Governance.Escalation;
using Xiezhi.Governance.Parties;
using Xiezhi.Governance.Texts;

namespace Xiezhi.Governance.Handling.Returns;

/// <summary>Reads the members <c>returns</c> and <c>reworks</c> of <c>handling.json</c>.</summary>
internal sealed class ReturnReader(HandlingReader.Surroundings surroundings)
{
    private const int Most = 1_000;

    public ReturnPolicy? ReadReturns(JsonDocumentObject item)
    {
        item.Allow("reason", "explanation", "reasons", "limit", "arbiter", "referredBy", "appeal");
        var reasons = Reasons(item);
        var (perCase, perParty, limitDecision) = Limit(item);
        var policy = reasons is null ? null : new ReturnPolicy
        {
            Reasons = reasons,
            PerCase = perCase,
            PerParty = perParty,
            LimitDecision = limitDecision,
            ReferredBy = Words(item, "referredBy", []),
            Appeal = item.Boolean("appeal") ?? false,
        };
        if (item.RequiredObject("arbiter") is not { } arbiter)
        {
            return null;
        }

        arbiter.Allow("party", "decision", "within", "calendar");
        if (arbiter.Has("party") == arbiter.Has("decision"))
        {
            surroundings.Diagnostics.Add(GovernanceCodes.UnclearParty, arbiter.Location);
        }

        // Whoever is asked may be nobody, and then the way up must end with somebody.
        if (LadderReader.FirstAtTheTop(surroundings.Organization) is null)
        {
            surroundings.Diagnostics.Add(GovernanceCodes.NobodyAtTheTop, arbiter.Location);
        }

        var (within, calendar) = Time(arbiter);
        return policy is null ? null : policy with
        {
            Arbiter = ArbiterWord(arbiter),
            ArbiterDecision = Decision(arbiter),
            Within = within,
            Calendar = calendar,
        };
    }

    public ReworkPolicy ReadReworks(JsonDocumentObject item)
    {
        item.Allow("reason", "explanation", "reasons", "demandedBy", "within", "calendar", "raiseFrom");
        var (within, calendar) = Time(item);
        return new ReworkPolicy
        {
            Reasons = item.Has("reason") || item.Has("reasons") || item.Has("explanation") ? Reasons(item) : null,
            DemandedBy = Words(item, "demandedBy", [ReworkPolicy.Petitioner]),
            Within = within,
            Calendar = calendar,
            RaiseFrom = Number(item, "raiseFrom", 1),
        };
    }

    private ReasonRequirement? Reasons(JsonDocumentObject item)
    {
        var variable = item.RequiredText("reason");
        var explanation = item.RequiredText("explanation");
        var reasons = ImmutableArray.CreateBuilder<HandlingReason>();
        foreach (var entry in item.Objects("reasons"))
        {
            entry.Allow("id", "title", "misdirected");
            if (entry.RequiredText("id") is not { } id)
            {
                continue;
            }

            if (reasons.Any(known => known.Id == id))
            {
                surroundings.Diagnostics.Add(GovernanceCodes.DuplicateId, entry.LocationOf("id"), id);
            }

            reasons.Add(new HandlingReason(id, LocalizedTextReader.Read(entry, "title", id), entry.Boolean("misdirected") ?? true));
        }

        if (reasons.Count == 0)
        {
            surroundings.Diagnostics.Add(ReturnCodes.NoReasons, item.LocationOf("reasons"));
        }

        return variable is null || explanation is null ? null : new ReasonRequirement(variable, explanation, reasons.ToImmutable());
    }

    private (int? PerCase, int? PerParty, string? Decision) Limit(JsonDocumentObject item)
    {
        if (item.Object("limit") is not { } limit)
        {
            return (null, null, null);
        }

        limit.Allow("perCase", "perParty", "decision");
        return (Number(limit, "perCase", 0), Number(limit, "perParty", 0), Decision(limit));
    }

    private string ArbiterWord(JsonDocumentObject item)
    {
        var word = item.Text("party") ?? ReturnPolicy.Superior;
        if (word != ReturnPolicy.Superior && !DutyRoles.IsRole(word) && surroundings.Organization.Party(word) is null)
        {
            Unknown(item, "party", word, DutyRoles.Words.Append(ReturnPolicy.Superior));
        }

        return word;
    }

    private ImmutableArray<string> Words(JsonDocumentObject item, string member, ImmutableArray<string> also) =>
        MemberWords.Parties(item, member, surroundings, also, []);

    private void Unknown(JsonDocumentObject item, string member, string word, IEnumerable<string> others)
    {
        var known = surroundings.Organization.Parties.Select(party => party.Id).Concat(others);
        surroundings.Diagnostics.Add(GovernanceCodes.UnknownParty, item.LocationOf(member), word, Nearest.To(word, known) ?? "");
    }

    private string? Decision(JsonDocumentObject item)
    {
        if (item.Text("decision") is { } name && !surroundings.Decisions.Exists(name))
        {
            surroundings.Diagnostics.Add(GovernanceCodes.UnknownDecision, item.LocationOf("decision"), name);
        }

        return item.Text("decision");
    }

    private (Amount? Within, WorkingCalendar? Calendar) Time(JsonDocumentObject item)
    {
        var calendar = MemberWords.Calendar(item, surroundings);
        return (MemberWords.Amount(item, "within", surroundings), calendar);
    }

    private int? Number(JsonDocumentObject item, string member, int least)
    {
        if (item.Integer(member) is not { } number)
        {
            return null;
        }

        if (number < least || number > Most)
        {
            surroundings.Diagnostics.Add(
                ReturnCodes.LimitOutOfRange, item.LocationOf(member), number.ToString(CultureInfo.InvariantCulture), $"{least}–{Most}");
        }

        return (int)Math.Clamp(number, least, Most);
    }
}
