using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using Xiezhi.Calendars;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Governance.Escalation;
using Xiezhi.Governance.Parties;
using Xiezhi.Governance.Rules;
using Xiezhi.Governance.Texts;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Expressions;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Governance.ServiceLevels;

/// <summary>Reads one clock of <c>service-levels.json</c>.</summary>
internal sealed class ClockReader(
    Organization organization,
    IReadOnlyDictionary<string, WorkingCalendar> calendars,
    PackageDecisions decisions,
    ProcessDefinition? procedure,
    string packageCalendar,
    IExpressions expressions,
    DiagnosticBag diagnostics)
{
    public ClockDefinition? Read(JsonDocumentObject item, string? sharedPause, IReadOnlyDictionary<string, ImmutableArray<EscalationStep>> ladders)
    {
        item.Allow(
            "id", "title", "target", "calendar", "counting", "per", "elements", "whenHandedOn", "start", "startAt", "pause", "pauses", "pauseAt", "resume",
            "stop", "reset", "restart", "cancel", "onChange", "extension", "suspension", "ladder");
        var id = item.RequiredText("id");
        var target = ReadTarget(item);
        var per = ReadWord(item, "per", ("case", ClockScope.Case), ("task", ClockScope.Task), ("lead", ClockScope.Lead));
        var start = Condition(item, "start", "true");
        var pause = Pause(item, sharedPause);
        var stop = per == ClockScope.Case && item.RequiredText("stop") is null ? null : Condition(item, "stop", "false");
        var calendar = ReadCalendar(item, target?.Decision is not null);
        var counting = ReadCounting(item.Object("counting"));
        var ladder = ImmutableArray<EscalationStep>.Empty;
        if (item.Text("ladder") is { } ladderId && !ladders.TryGetValue(ladderId, out ladder))
        {
            diagnostics.Add(GovernanceCodes.UnknownLadder, item.LocationOf("ladder"), ladderId, Nearest.To(ladderId, ladders.Keys) ?? "");
        }

        var elements = ReadElements(item, per);
        if (id is null || target is not var (amount, decision) || calendar is null || start is null || pause is null || stop is null)
        {
            return null;
        }

        if (decision is null && amount.Unit == AmountUnit.Elapsed && item.Has("counting"))
        {
            // PT4H begins now and ends four hours later; counting from the next day or to a day's end would make another promise of it.
            diagnostics.Add(GovernanceCodes.CountingOfElapsed, item.LocationOf("counting"), amount.ToString());
            counting = Counting.FromTheStart;
        }

        return new ClockDefinition
        {
            Id = id,
            Title = LocalizedTextReader.Read(item, "title", id),
            Target = amount,
            TargetDecision = decision,
            Calendar = calendar,
            Counting = counting,
            Per = per,
            Elements = elements,
            RestsWhenHandedOn = ReadWord(item, "whenHandedOn", ("cancel", false), ("pause", true)),
            Start = start,
            StartAt = Optional(item, "startAt"),
            Pause = pause,
            PauseAt = Optional(item, "pauseAt"),
            Resume = Optional(item, "resume"),
            Stop = stop,
            Reset = Optional(item, "reset"),
            Restart = Optional(item, "restart"),
            Cancel = Optional(item, "cancel"),
            OnChange = ReadWord(item, "onChange", ("from-start", TargetChange.FromStart), ("from-now", TargetChange.FromNow), ("keep", TargetChange.Keep)),
            Extension = ReadExtension(item.Object("extension")),
            Suspension = ReadSuspension(item.Object("suspension")),
            Ladder = ladder.IsDefault ? [] : ladder,
        };
    }

    internal (Amount Amount, string? Decision)? ReadTarget(JsonDocumentObject item)
    {
        if (item.Token["target"] is JObject && item.Object("target") is { } given)
        {
            given.Allow("decision");
            if (given.RequiredText("decision") is not { } decision)
            {
                return null;
            }

            if (!decisions.Exists(decision))
            {
                diagnostics.Add(GovernanceCodes.UnknownClockDecision, given.LocationOf("decision"), decision, Nearest.To(decision, decisions.Names) ?? "");
            }

            return (default, decision);
        }

        if (item.RequiredText("target") is not { } target)
        {
            return null;
        }

        if (Amount.TryParse(target, out var amount))
        {
            return (amount, null);
        }

        diagnostics.Add(GovernanceCodes.MalformedAmount, item.LocationOf("target"), target);
        return null;
    }

    internal WorkingCalendar? ReadCalendar(JsonDocumentObject item, bool decided)
    {
        // A decision may name the calendar; without either it is the package's own.
        var id = decided ? item.Text("calendar") ?? packageCalendar : item.RequiredText("calendar");
        if (id is null)
        {
            return null;
        }

        if (calendars.TryGetValue(id, out var calendar))
        {
            return calendar;
        }

        diagnostics.Add(GovernanceCodes.UnknownCalendar, item.LocationOf("calendar"), id, Nearest.To(id, calendars.Keys) ?? "");
        return null;
    }

    private ImmutableArray<string> ReadElements(JsonDocumentObject item, ClockScope per)
    {
        var elements = item.Texts("elements");
        if (per != ClockScope.Task)
        {
            if (item.Has("elements"))
            {
                diagnostics.Add(GovernanceCodes.MemberWithoutUse, item.LocationOf("elements"), "elements", "\"per\": \"task\"");
            }

            return [];
        }

        if (elements.IsEmpty)
        {
            diagnostics.Add(GovernanceCodes.ElementsMissing, item.Location);
        }

        var tasks = procedure?.Elements.Where(element => element.Kind is BpmnKind.UserTask or BpmnKind.ManualTask or BpmnKind.Task).Select(element => element.Id).ToList()
            ?? [.. elements];
        foreach (var unknown in elements.Where(element => !tasks.Contains(element)))
        {
            diagnostics.Add(GovernanceCodes.UnknownTask, item.LocationOf("elements"), unknown, Nearest.To(unknown, tasks) ?? "");
        }

        return elements;
    }

    internal ExtensionRule? ReadExtension(JsonDocumentObject? item)
    {
        if (item is null)
        {
            return null;
        }

        item.Allow("askedBy", "grantedBy", "times", "atMost");
        var times = item.Integer("times") ?? 1;
        if (times is < 1 or > 100)
        {
            diagnostics.Add(GovernanceCodes.NumberOutOfRange, item.LocationOf("times"), "times", "1", "100");
        }

        return new ExtensionRule
        {
            AskedBy = ReadParties(item, "askedBy", EscalationStep.ToLead),
            GrantedBy = ReadParties(item, "grantedBy", EscalationStep.ToSuperior),
            Times = (int)Math.Clamp(times, 1, 100),
            AtMost = ReadAmount(item, "atMost"),
        };
    }

    internal SuspensionRule? ReadSuspension(JsonDocumentObject? item)
    {
        if (item is null)
        {
            return null;
        }

        item.Allow("by", "longest", "atReview");
        return new SuspensionRule
        {
            By = ReadParties(item, "by", EscalationStep.ToSuperior),
            Longest = ReadAmount(item, "longest"),
            AtReview = ReadWord(item, "atReview", ("resume", SuspensionReview.Resume), ("remind", SuspensionReview.Remind)),
        };
    }

    private ImmutableArray<string> ReadParties(JsonDocumentObject item, string member, string otherwise)
    {
        var words = item.Texts(member);
        foreach (var word in words)
        {
            if (word is not (EscalationStep.ToLead or EscalationStep.ToSuperior) && !PartyKinds.TryParse(word, out _) && organization.Party(word) is null)
            {
                var known = organization.Parties.Select(party => party.Id).Concat(PartyKinds.Words).Append(EscalationStep.ToLead).Append(EscalationStep.ToSuperior);
                diagnostics.Add(GovernanceCodes.UnknownParty, item.LocationOf(member), word, Nearest.To(word, known) ?? "");
            }
        }

        return words.IsEmpty ? [otherwise] : words;
    }

    private Amount? ReadAmount(JsonDocumentObject item, string member)
    {
        if (item.Text(member) is not { } text)
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

    internal T ReadWord<T>(JsonDocumentObject item, string member, params ReadOnlySpan<(string Word, T Value)> words)
    {
        var given = item.Text(member);
        foreach (var (word, value) in words)
        {
            if (given is null || given == word)
            {
                return value;
            }
        }

        diagnostics.Add(GovernanceCodes.UnknownWord, item.LocationOf(member), given!, string.Join(", ", words.ToArray().Select(pair => pair.Word)));
        return words[0].Value;
    }

    // Whether the pause of the service level counts for a clock is for the clock to say.
    private IExpression? Pause(JsonDocumentObject item, string? shared)
    {
        var own = Condition(item, "pause", "false");
        return own is null || shared is null || item.Boolean("pauses") == false
            ? own
            : expressions.Compile(item.Has("pause") ? "(" + shared + ") or (" + own.Text + ")" : shared, item.Location, diagnostics);
    }

    private IExpression? Condition(JsonDocumentObject item, string member, string otherwise) =>
        expressions.Compile(item.Text(member) ?? otherwise, item.LocationOf(member), diagnostics);

    internal IExpression? Optional(JsonDocumentObject item, string member) =>
        item.Text(member) is { } text ? expressions.Compile(text, item.LocationOf(member), diagnostics) : null;

    internal Counting ReadCounting(JsonDocumentObject? item)
    {
        if (item is null)
        {
            return Counting.FromTheStart;
        }

        item.Allow("from", "end");
        var (from, end) = (CountingText.From(item.Text("from")), CountingText.End(item.Text("end")));
        if (from is null)
        {
            diagnostics.Add(GovernanceCodes.UnknownWord, item.LocationOf("from"), item.Text("from")!, CountingText.FromWords);
        }

        if (end is null)
        {
            diagnostics.Add(GovernanceCodes.UnknownWord, item.LocationOf("end"), item.Text("end")!, CountingText.EndWords);
        }

        return Counting.FromTheStart with { From = from ?? CountFrom.SameDay, End = end ?? DueEnd.Exact };
    }
}
