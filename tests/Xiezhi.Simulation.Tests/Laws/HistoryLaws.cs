using Xiezhi.Governance.Accountability;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Workflow.Events;

namespace Xiezhi.Simulation.Tests.Laws;

/// <summary>What must hold of a history of <see cref="Worlds.Procedure"/>, said without the engine: from the events alone, with its times written out.</summary>
internal static class HistoryLaws
{
    // Hosts know the time of a shared store to within a round trip, and never ahead of it.
    private static readonly TimeSpan RoundTrip = TimeSpan.FromSeconds(1);

    /// <summary>The laws that a history breaks, in words.</summary>
    public static IEnumerable<string> Broken(History history) =>
        Commands(history).Concat(history.Cases.SelectMany(log => Case(log, history))).Concat(Holds(history));

    private static IEnumerable<string> Case(IReadOnlyList<RecordedEvent> log, History history) =>
        new[] { Order(log, history), Lead(log), ClockLaws.Broken(log, history), TimerLaws.Broken(log, history), Effects(log, history) }
            .SelectMany(broken => broken).Select(what => $"{log[0].Case}: {what}");

    private static IEnumerable<string> Commands(History history)
    {
        var marks = history.Events.Select(recorded => recorded.Event).OfType<ProcedureMoved>().Select(moved => moved.Event).OfType<VariablesSet>()
            .Where(set => set.Values.Has("mark")).CountBy(set => set.Values["mark"].AsString!).ToDictionary();
        var opened = history.Events.Where(recorded => recorded.Event is CaseOpened).CountBy(recorded => recorded.Case).ToDictionary();
        foreach (var command in history.Commands)
        {
            var times = command.Command is null ? opened.GetValueOrDefault(command.Case) : marks.GetValueOrDefault(command.Key);
            if (command.Acknowledged && times == 0)
            {
                yield return $"lost: {command.Key} was acknowledged";
            }

            if (times > 1)
            {
                yield return $"doubled: {command.Key} was done {times} times";
            }

            if (command is { Denied: true, Command: not DeliverMessage } && times > 0)
            {
                yield return $"{command.Key} was denied, and is in the log";
            }
        }

        var asked = history.Commands.Select(command => command.Key).ToHashSet();
        foreach (var mark in marks.Keys.Where(mark => !asked.Contains(mark)))
        {
            yield return $"{mark} is in the log, and nobody asked for it";
        }
    }

    private static IEnumerable<string> Order(IReadOnlyList<RecordedEvent> log, History history)
    {
        if (!log.Select(recorded => recorded.Sequence).SequenceEqual(Enumerable.Range(1, log.Count).Select(n => (long)n)))
        {
            yield return "events are missing or doubled";
        }

        if (log[0].Event is not CaseOpened)
        {
            yield return "it does not begin with its opening";
        }

        if (log.Zip(log.Skip(1)).Any(pair => pair.First.At > pair.Second.At))
        {
            yield return "time runs backwards";
        }

        if (log.SkipWhile(recorded => recorded.Event is not CaseEnded).Skip(1).Any())
        {
            yield return "it goes on after its end";
        }

        foreach (var left in log.Left().CountBy(id => id).Where(count => count.Value > 1))
        {
            yield return $"element {left.Key} was left {left.Value} times";
        }

        foreach (var ahead in log.Where(recorded => recorded.At > history.TrueTime(recorded)))
        {
            yield return $"event {ahead.Sequence} says {ahead.At:O} and was stored at {history.TrueTime(ahead):O}";
        }
    }

    private static IEnumerable<string> Lead(IReadOnlyList<RecordedEvent> log)
    {
        if (log.Select(recorded => recorded.Event).OfType<LeadAssigned>().Any(assigned => assigned.Leads.Length != 1))
        {
            yield return "not one lead";
        }

        // Who leads is what was said last of it.
        var said = log.Select(recorded => recorded.Event switch
        {
            ProcedureMoved { Event: ProcessStarted started } => started.Variables["lead"].AsString,
            ProcedureMoved { Event: VariablesSet set } when set.Values.Has("lead") => set.Values["lead"].AsString,
            _ => null,
        }).LastOrDefault(lead => lead is not null);
        if (log.Select(recorded => recorded.Event).OfType<LeadAssigned>().LastOrDefault() is not { Leads: [.., var lead] } || lead != said)
        {
            yield return $"{said} should lead and does not";
        }

        var intervals = ResponsibilityIntervals.Of(log, "city").Intervals;
        if (intervals.IsEmpty || intervals[0].From != log[0].At || intervals[^1].Until != log.FirstOrDefault(recorded => recorded.Event is CaseEnded)?.At)
        {
            yield return "intervals of responsibility do not cover its life";
        }

        if (intervals.Zip(intervals.Skip(1)).Any(pair => pair.First.Until != pair.Second.From))
        {
            yield return "intervals of responsibility do not tile";
        }
    }

    // One message for each event that asks for one, under the number of that event: told at least once, always the same, and after it is durable.
    private static IEnumerable<string> Effects(IReadOnlyList<RecordedEvent> log, History history)
    {
        if (history.Seen is null)
        {
            yield break;
        }

        var id = log[0].Case;
        var told = history.Seen.Effects.Where(effect => effect.Message.Case == id).ToLookup(effect => effect.Message.Id);
        var asked = log.Where(recorded => recorded.Event is ProcedureMoved { Event: JobOpened } or EscalationTaken { Kind: not "finding" } or FindingProposed)
            .ToDictionary(recorded => $"{id}-{recorded.Sequence}");
        foreach (var (message, recorded) in asked)
        {
            if (!told.Contains(message))
            {
                yield return $"nobody was told of event {recorded.Sequence}";
            }

            if (told[message].DistinctBy(effect => (effect.Message.Kind, effect.Message.Recipient, effect.Message.Payload.ToString())).Count() > 1)
            {
                yield return $"event {recorded.Sequence} was told in different words";
            }

            if (told[message].Any(effect => effect.At < history.TrueTime(recorded)))
            {
                yield return $"event {recorded.Sequence} was told before it was durable";
            }
        }

        foreach (var message in told.Where(group => !asked.ContainsKey(group.Key)))
        {
            yield return $"message {message.Key} is of no event";
        }
    }

    private static IEnumerable<string> Holds(History history) =>
        (history.Seen?.Holds ?? []).GroupBy(hold => hold.Work).SelectMany(group => group.Zip(group.Skip(1)))
            .Where(pair => pair.First.Owner != pair.Second.Owner && pair.Second.From + RoundTrip < pair.First.Ends)
            .Select(pair => $"{pair.Second.Owner} took {pair.First.Work} at {pair.Second.From:O} from {pair.First.Owner}, which had it from {pair.First.From:O} to {pair.First.Ends:O}");
}
