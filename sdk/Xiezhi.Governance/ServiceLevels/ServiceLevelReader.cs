using System.Collections.Immutable;
using Xiezhi.Calendars;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Governance.Escalation;
using Xiezhi.Governance.Parties;
using Xiezhi.Governance.Texts;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Governance.ServiceLevels;

/// <summary>Reads <c>service-levels.json</c>.</summary>
internal sealed class ServiceLevelReader(
    Organization organization,
    Func<string, WorkingCalendar?> calendars,
    IEnumerable<string> calendarIds,
    IExpressions expressions,
    DiagnosticBag diagnostics)
{
    public ImmutableArray<ServiceLevel> Read(JsonDocumentObject root)
    {
        root.Allow("ladders", "serviceLevels");
        var ladders = LadderReader.Read(root, organization, diagnostics);
        var levels = ImmutableArray.CreateBuilder<ServiceLevel>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in root.Objects("serviceLevels"))
        {
            item.Allow("id", "title", "clocks");
            if (item.RequiredText("id") is not { } id)
            {
                continue;
            }

            if (!ids.Add(id))
            {
                diagnostics.Add(GovernanceCodes.DuplicateId, item.LocationOf("id"), id);
                continue;
            }

            var clocks = item.Objects("clocks").Select(clock => ReadClock(clock, ladders)).OfType<ClockDefinition>().ToImmutableArray();
            foreach (var twice in clocks.GroupBy(clock => clock.Id).Where(group => group.Count() > 1))
            {
                diagnostics.Add(GovernanceCodes.DuplicateId, item.LocationOf("clocks"), twice.Key);
            }

            levels.Add(new ServiceLevel(id, LocalizedTextReader.Read(item, "title", id), clocks));
        }

        return levels.ToImmutable();
    }

    private ClockDefinition? ReadClock(JsonDocumentObject item, ImmutableDictionary<string, ImmutableArray<EscalationStep>> ladders)
    {
        item.Allow("id", "title", "target", "calendar", "counting", "start", "pause", "stop", "ladder");
        var id = item.RequiredText("id");
        var target = item.RequiredText("target");
        var calendarId = item.RequiredText("calendar");
        var start = Condition(item, "start", "true");
        var pause = Condition(item, "pause", "false");
        var stop = item.RequiredText("stop") is null ? null : Condition(item, "stop", "false");
        var counting = ReadCounting(item.Object("counting"));
        var ladder = ImmutableArray<EscalationStep>.Empty;
        if (item.Text("ladder") is { } ladderId && !ladders.TryGetValue(ladderId, out ladder))
        {
            diagnostics.Add(GovernanceCodes.UnknownLadder, item.LocationOf("ladder"), ladderId, Nearest.To(ladderId, ladders.Keys) ?? "");
        }

        if (id is null || target is null || calendarId is null || start is null || pause is null || stop is null)
        {
            return null;
        }

        if (calendars(calendarId) is not { } calendar)
        {
            diagnostics.Add(GovernanceCodes.UnknownCalendar, item.LocationOf("calendar"), calendarId, Nearest.To(calendarId, calendarIds) ?? "");
            return null;
        }

        if (!Amount.TryParse(target, out var amount))
        {
            diagnostics.Add(GovernanceCodes.MalformedAmount, item.LocationOf("target"), target);
            return null;
        }

        if (amount.Unit == AmountUnit.Elapsed && item.Has("counting"))
        {
            // PT4H begins now and ends four hours later; counting from the next day or to a day's end would make another promise of it.
            diagnostics.Add(GovernanceCodes.CountingOfElapsed, item.LocationOf("counting"), target);
            counting = Counting.FromTheStart;
        }

        return new ClockDefinition
        {
            Id = id,
            Title = LocalizedTextReader.Read(item, "title", id),
            Target = amount,
            Calendar = calendar,
            Counting = counting,
            Start = start,
            Pause = pause,
            Stop = stop,
            Ladder = ladder.IsDefault ? [] : ladder,
        };
    }

    private IExpression? Condition(JsonDocumentObject item, string member, string otherwise) =>
        expressions.Compile(item.Text(member) ?? otherwise, item.LocationOf(member), diagnostics);

    private Counting ReadCounting(JsonDocumentObject? item)
    {
        if (item is null)
        {
            return Counting.FromTheStart;
        }

        item.Allow("from", "end");
        var counting = Counting.FromTheStart;
        switch (item.Text("from"))
        {
            case null or "same-day":
                break;
            case "next-day":
                counting = counting with { From = CountFrom.NextDay };
                break;
            case { } word:
                diagnostics.Add(GovernanceCodes.UnknownWord, item.LocationOf("from"), word, "same-day, next-day");
                break;
        }

        switch (item.Text("end"))
        {
            case null or "exact":
                break;
            case "end-of-day":
                counting = counting with { End = DueEnd.EndOfWorkingDay };
                break;
            case { } word:
                diagnostics.Add(GovernanceCodes.UnknownWord, item.LocationOf("end"), word, "exact, end-of-day");
                break;
        }

        return counting;
    }
}
