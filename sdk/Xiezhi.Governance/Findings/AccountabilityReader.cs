using System.Collections.Immutable;
using Xiezhi.Calendars;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Parties;
using Xiezhi.Governance.Rules;
using Xiezhi.Governance.Texts;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Governance.Findings;

/// <summary>Reads <c>accountability.json</c>.</summary>
internal sealed class AccountabilityReader(
    Organization organization, IReadOnlyDictionary<string, WorkingCalendar> calendars, PackageDecisions decisions, IExpressions expressions, DiagnosticBag diagnostics)
{
    private static readonly ImmutableArray<string> Relative = [FindingTerms.Superior, FindingTerms.Above];

    public AccountabilityPolicy Read(JsonDocumentObject root)
    {
        root.Allow("backstop", "rules", "findings");
        var backstop = root.Text("backstop");
        if (backstop is not null)
        {
            RequireParty(root, "backstop", backstop, []);
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        return new AccountabilityPolicy
        {
            Backstop = backstop ?? organization.Parties.FirstOrDefault(party => party.Superior is null)?.Id ?? "",
            Rules = [.. root.Objects("rules").Select(item => ReadRule(item, ids)).OfType<FindingRule>()],
            Terms = root.Object("findings") is { } terms ? ReadTerms(terms) : null,
        };
    }

    private FindingRule? ReadRule(JsonDocumentObject item, HashSet<string> ids)
    {
        item.Allow("id", "kind", "on", "when", "decision", "against", "evidence", "once");
        var on = EventTypes(item, "on");
        var evidence = EventTypes(item, "evidence");
        var (when, decision) = ReadCondition(item);
        var against = item.Has("against") ? Expression(item, "against") : null;
        if (item.RequiredText("id") is not { } id)
        {
            return null;
        }

        if (!ids.Add(id))
        {
            diagnostics.Add(GovernanceCodes.DuplicateId, item.LocationOf("id"), id);
        }

        return new FindingRule
        {
            Id = id,
            Kind = item.Text("kind") ?? id,
            On = on,
            When = when,
            Decision = decision,
            Against = against,
            Evidence = evidence,
            Once = item.Boolean("once") ?? false,
        };
    }

    private FindingTerms? ReadTerms(JsonDocumentObject item)
    {
        item.Allow(
            "calendar", "answer", "decide", "appeal", "decideAppeal", "limitation", "proposedBy", "decidedBy", "appealedBy", "appealsDecidedBy", "withdrawnBy", "exemptions", "points");
        var calendarId = item.Text("calendar") ?? BuiltInCalendars.China.Id;
        if (!calendars.TryGetValue(calendarId, out var calendar))
        {
            diagnostics.Add(GovernanceCodes.UnknownCalendar, item.LocationOf("calendar"), calendarId, Nearest.To(calendarId, calendars.Keys) ?? "");
        }

        var answer = RequiredTime(item, "answer");
        var decide = RequiredTime(item, "decide");
        var appeal = RequiredTime(item, "appeal");
        var decideAppeal = RequiredTime(item, "decideAppeal");
        var limitation = item.Has("limitation") ? RequiredTime(item, "limitation") : null;
        var proposedBy = Parties(item, "proposedBy", [], []);
        var decidedBy = Parties(item, "decidedBy", [FindingTerms.Superior], [FindingTerms.Superior]);
        var appealedBy = Parties(item, "appealedBy", Relative, []);
        var appealsDecidedBy = Parties(item, "appealsDecidedBy", Relative, [FindingTerms.Above]);
        var withdrawnBy = Parties(item, "withdrawnBy", [FindingTerms.Superior], []);
        var points = Decision(item, "points");
        var exemptions = item.Objects("exemptions").Select(ReadExemption).OfType<ExemptionRule>().ToImmutableArray();
        if (calendar is null || answer is null || decide is null || appeal is null || decideAppeal is null)
        {
            return null;
        }

        var terms = new FindingTerms
        {
            Calendar = calendar,
            Answer = answer.Value,
            Decide = decide.Value,
            Appeal = appeal.Value,
            DecideAppeal = decideAppeal.Value,
            Limitation = limitation,
            ProposedBy = proposedBy,
            DecidedBy = decidedBy,
            AppealedBy = appealedBy,
            AppealsDecidedBy = appealsDecidedBy,
            WithdrawnBy = withdrawnBy,
            Exemptions = exemptions,
            Points = points,
        };
        DecisionCheck.Check(organization, terms, item, diagnostics);
        return terms;
    }

    private ExemptionRule? ReadExemption(JsonDocumentObject item)
    {
        item.Allow("id", "when", "decision", "reason");
        var (when, decision) = ReadCondition(item);
        return item.RequiredText("id") is { } id ? new ExemptionRule(id, decision is null ? when : null, decision, LocalizedTextReader.Read(item, "reason", id)) : null;
    }

    private (IExpression? When, string? Decision) ReadCondition(JsonDocumentObject item)
    {
        if (!item.Has("when") && !item.Has("decision"))
        {
            diagnostics.Add(GovernanceCodes.NoCondition, item.Location);
        }

        return (item.Has("when") ? Expression(item, "when") : null, Decision(item, "decision"));
    }

    private string? Decision(JsonDocumentObject item, string member)
    {
        if (item.Text(member) is not { } name)
        {
            return null;
        }

        if (decisions.Exists(name))
        {
            return name;
        }

        diagnostics.Add(GovernanceCodes.UnknownDecision, item.LocationOf(member), name);
        return null;
    }

    private IExpression? Expression(JsonDocumentObject item, string member) =>
        item.Text(member) is { } text ? expressions.Compile(text, item.LocationOf(member), diagnostics) : null;

    private Amount? RequiredTime(JsonDocumentObject item, string member)
    {
        if (item.RequiredText(member) is not { } text)
        {
            return null;
        }

        if (Amount.TryParse(text, out var amount))
        {
            return amount;
        }

        diagnostics.Add(GovernanceCodes.MalformedAmount, item.LocationOf(member), text);
        return null;
    }

    private ImmutableArray<string> EventTypes(JsonDocumentObject item, string member)
    {
        var types = item.Texts(member);
        foreach (var type in types)
        {
            if (!EventText.TypeNames.Contains(type))
            {
                diagnostics.Add(GovernanceCodes.UnknownEventType, item.LocationOf(member), type, Nearest.To(type, EventText.TypeNames) ?? "");
            }
        }

        return types;
    }

    private ImmutableArray<string> Parties(JsonDocumentObject item, string member, ImmutableArray<string> words, ImmutableArray<string> otherwise)
    {
        if (!item.Has(member))
        {
            return otherwise;
        }

        var named = item.Texts(member);
        foreach (var word in named)
        {
            RequireParty(item, member, word, [.. words, .. PartyKinds.Words]);
        }

        return named;
    }

    private void RequireParty(JsonDocumentObject item, string member, string word, ImmutableArray<string> words)
    {
        if (!words.Contains(word) && organization.Party(word) is null)
        {
            var known = organization.Parties.Select(party => party.Id).Concat(words);
            diagnostics.Add(GovernanceCodes.UnknownParty, item.LocationOf(member), word, Nearest.To(word, known) ?? "");
        }
    }
}
