using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Cases;
using Xiezhi.Simulation.Tests.Worlds;
using Xiezhi.Workflow.Events;

namespace Xiezhi.Simulation.Tests.Laws;

/// <summary>Each law can be broken: a history that breaks none, with one thing in it made wrong by hand.</summary>
public sealed class HistoryLawsTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly History Good = Enumerable.Range(1, 100).Select(seed => World.Live(seed).World.History).First(HasAll);

    [Fact]
    public void A_history_that_is_right_breaks_no_law() => Assert.Empty(HistoryLaws.Broken(Good));

    [Fact]
    public void A_command_that_was_acknowledged_and_is_not_there_is_lost() =>
        Breaks("lost: command 999 was acknowledged", Good with { Commands = [.. Good.Commands, Sent("command 999", CommandStatus.Done)] });

    [Fact]
    public void A_case_that_was_acknowledged_and_is_not_there_is_lost()
    {
        var lost = Good.Events[0].Case;

        Breaks("was acknowledged", Good with { Events = Good.Events.RemoveAll(recorded => recorded.Case == lost) });
    }

    [Fact]
    public void A_command_that_is_there_twice_is_doubled()
    {
        var mark = Of<VariablesSet>(set => set.Values.Has("mark"));

        Breaks($"doubled: {((VariablesSet)((ProcedureMoved)mark.Event).Event).Values["mark"].AsString}", Insert(mark, mark));
    }

    [Fact]
    public void A_command_that_was_denied_and_is_there_breaks_a_law()
    {
        var mark = Of<VariablesSet>(set => set.Values.Has("mark"));
        var key = ((VariablesSet)((ProcedureMoved)mark.Event).Event).Values["mark"].AsString!;

        Breaks($"{key} was denied, and is in the log", Good with { Commands = [.. Good.Commands.Where(command => command.Key != key), Sent(key, CommandStatus.Rejected)] });
    }

    [Fact]
    public void A_command_that_nobody_sent_breaks_a_law()
    {
        var mark = Of<VariablesSet>(set => set.Values.Has("mark"));

        Breaks("nobody asked for it", Replace(mark, new ProcedureMoved(new VariablesSet(1, ValueContext.Of(("mark", "nobody's"))))));
    }

    [Fact]
    public void An_event_that_is_missing_breaks_a_law() => Breaks("events are missing or doubled", Good with { Events = Good.Events.Remove(Of<ElementPassed>(_ => true)) });

    [Fact]
    public void A_log_without_its_opening_breaks_a_law() => Breaks("does not begin with its opening", Good with { Events = Good.Events.RemoveAt(0) });

    [Fact]
    public void Time_that_runs_backwards_breaks_a_law()
    {
        var last = Good.Cases.First()[^1];

        Breaks("time runs backwards", At(last, Good.Events[0].At - Second));
    }

    [Fact]
    public void What_happens_after_the_end_of_a_case_breaks_a_law()
    {
        var end = Good.Events.First(recorded => recorded.Event is CaseEnded);

        Breaks("it goes on after its end", Insert(end, end with { Sequence = end.Sequence + 1, Event = new TitleSet("more") }));
    }

    [Fact]
    public void An_element_that_is_left_twice_breaks_a_law()
    {
        var left = Of<ElementCompleted>(_ => true);

        Breaks("was left 2 times", Insert(left, left));
    }

    [Fact]
    public void An_event_that_says_a_time_which_was_still_to_come_breaks_a_law()
    {
        var recorded = Good.Events[5];

        Breaks($"event {recorded.Sequence} says", StoredAt(recorded, recorded.At - Second));
    }

    [Fact]
    public void Two_leads_and_no_lead_break_a_law()
    {
        var assigned = Good.Events.First(recorded => recorded.Event is LeadAssigned);

        Breaks("not one lead", Replace(assigned, new LeadAssigned(["office", "bureau"], true)));
        Breaks("not one lead", Replace(assigned, new LeadAssigned([], true)));
    }

    [Fact]
    public void A_lead_that_was_named_and_did_not_become_it_breaks_a_law()
    {
        var kept = Good.Cases.First(log => !log.Any(recorded => recorded.Event is CaseReturned));

        Breaks("office should lead and does not", Good with { Events = [.. kept.Select(recorded => recorded.Event is LeadAssigned ? recorded with { Event = new LeadAssigned(["city"], true) } : recorded)] });
    }

    [Fact]
    public void A_case_for_which_nobody_answers_from_the_beginning_breaks_a_law() =>
        Breaks("do not cover its life", Good with { Events = [.. Good.Cases.First().Where(recorded => recorded.Event is not CaseOpened)] });

    [Fact]
    public void A_clock_that_is_due_at_another_time_breaks_a_law()
    {
        var start = Good.Events.First(recorded => recorded.Event is ClockStarted);

        Breaks("its clock does not run once", Replace(start, ((ClockStarted)start.Event) with { Due = ((ClockStarted)start.Event).Due + Second }));
    }

    [Fact]
    public void A_promise_that_was_broken_and_is_not_called_so_breaks_a_law_and_so_does_one_that_is_twice()
    {
        var breach = Good.Events.First(recorded => recorded.Event is ClockBreached);

        Breaks("breached 0 times", Replace(breach, new TitleSet("noise")));
        Breaks("breached 2 times", Insert(breach, breach));
        Breaks("its breach came early", StoredAt(breach, ((ClockBreached)breach.Event).Due - Second));
    }

    [Fact]
    public void A_clock_that_stops_at_a_time_of_its_own_breaks_a_law()
    {
        var stop = Good.Events.First(recorded => recorded.Event is ClockStopped);

        Breaks("its clock stopped at", Replace(stop, ((ClockStopped)stop.Event) with { Since = stop.At - Second }));
        Breaks("its clock stopped at", Replace(stop, ((ClockStopped)stop.Event) with { Since = stop.At + Second }));
    }

    [Fact]
    public void A_step_of_the_ladder_that_is_early_missed_twice_or_at_another_time_breaks_a_law()
    {
        var taken = Good.Events.First(recorded => recorded.Event is EscalationTaken);
        var step = (EscalationTaken)taken.Event;

        Breaks("a step of the ladder came early", StoredAt(taken, step.DueAt - TimeSpan.FromMilliseconds(1)));
        Breaks("a step of the ladder was missed", Good with { Events = Good.Events.RemoveAll(recorded => recorded.Case == taken.Case && recorded.Event is EscalationTaken) });
        Breaks("steps of the ladder at", Insert(taken, taken));
        Breaks("steps of the ladder at", Replace(taken, step with { DueAt = step.DueAt - Second }));
    }

    [Fact]
    public void A_timer_that_fires_early_by_the_right_time_breaks_a_law()
    {
        var fired = Of<TimerFired>(_ => true);
        var due = Due(fired);

        Breaks("fired early", StoredAt(fired, due - TimeSpan.FromMilliseconds(1)));
        Breaks("fired early", At(fired, due - TimeSpan.FromMilliseconds(1)));
    }

    [Fact]
    public void A_timer_that_fires_twice_breaks_a_law()
    {
        var fired = Of<TimerFired>(_ => true);

        Breaks("fired twice, or for nothing", Insert(fired, fired));
    }

    [Fact]
    public void A_timer_that_never_fires_breaks_a_law()
    {
        var fired = Of<TimerFired>(_ => true);
        var before = Good.Events.Where(recorded => recorded.Case == fired.Case && recorded.Sequence < fired.Sequence);

        Breaks("was missed", Good with { Events = [.. before] });
    }

    [Fact]
    public void A_timer_that_is_set_to_another_time_breaks_a_law()
    {
        var set = Of<TimerSet>(_ => true);
        var timer = (TimerSet)((ProcedureMoved)set.Event).Event;

        Breaks($"timer {timer.Id} is set to", Replace(set, new ProcedureMoved(timer with { Due = timer.Due + Second })));
    }

    [Fact]
    public void A_message_that_nobody_got_breaks_a_law()
    {
        var effect = Good.Seen!.Effects[0];

        Breaks("nobody was told of event", Told(Good.Seen.Effects.Where(other => other.Message.Id != effect.Message.Id)));
    }

    [Fact]
    public void A_message_of_no_event_and_one_in_other_words_and_one_before_its_event_break_laws()
    {
        var effect = Good.Seen!.Effects[0];

        Breaks("is of no event", Told(Good.Seen.Effects.Append(effect with { Message = effect.Message with { Id = "another" } })));
        Breaks("was told in different words", Told(Good.Seen.Effects.Append(effect with { Message = effect.Message with { Recipient = "another" } })));
        Breaks("was told before it was durable", Told(Good.Seen.Effects.Prepend(effect with { At = Procedure.Start })));
    }

    [Fact]
    public void Work_that_is_taken_from_a_host_before_its_lease_is_over_breaks_a_law()
    {
        var hold = new Hold("case 1", "host 1", Procedure.Start, Procedure.Start.AddMinutes(1));
        History Then(Hold next) => Good with { Seen = Good.Seen! with { Holds = [hold, next] } };

        Breaks("host 2 took case 1", Then(hold with { Owner = "host 2", From = Procedure.Start.AddSeconds(30) }));
        Assert.Empty(HistoryLaws.Broken(Then(hold with { Owner = "host 2", From = Procedure.Start.AddMinutes(1) })));
        Assert.Empty(HistoryLaws.Broken(Then(hold with { Owner = "host 1", From = Procedure.Start.AddSeconds(30) })));
    }

    // All that these tests spoil.
    private static bool HasAll(History history)
    {
        var happened = history.Events.Select(recorded => recorded.Event).ToList();
        return happened.OfType<ClockBreached>().Any() && happened.OfType<EscalationTaken>().Any() && happened.OfType<CaseReturned>().Any() && happened.OfType<CaseEnded>().Any()
            && happened.OfType<ProcedureMoved>().Any(moved => moved.Event is TimerFired) && history.Seen!.Effects.Count > 0;
    }

    private static void Breaks(string law, History history) => Assert.Contains(HistoryLaws.Broken(history), broken => broken.Contains(law, StringComparison.Ordinal));

    private static RecordedEvent Of<T>(Func<T, bool> which)
        where T : WorkflowEvent => Good.Events.First(recorded => recorded.Event is ProcedureMoved { Event: T happened } && which(happened));

    private static DateTimeOffset Due(RecordedEvent fired) => Good.Events.Where(recorded => recorded.Case == fired.Case).Select(recorded => recorded.Event).OfType<ProcedureMoved>()
        .Select(moved => moved.Event).OfType<TimerSet>().Single(set => set.Id == ((TimerFired)((ProcedureMoved)fired.Event).Event).Id).Due;

    private static History Insert(RecordedEvent after, RecordedEvent more) => Good with { Events = Good.Events.Insert(Good.Events.IndexOf(after) + 1, more) };

    private static History Replace(RecordedEvent one, CaseEvent other) => Good with { Events = Good.Events.Replace(one, one with { Event = other }) };

    private static History At(RecordedEvent one, DateTimeOffset at) => Good with { Events = Good.Events.Replace(one, one with { At = at }) };

    private static History StoredAt(RecordedEvent one, DateTimeOffset at) =>
        Good with { Seen = Good.Seen! with { Stored = new(Good.Seen.Stored) { [(one.Case, one.Sequence)] = at } } };

    private static History Told(IEnumerable<Effect> effects) => Good with { Seen = Good.Seen! with { Effects = [.. effects] } };

    private static SentCommand Sent(string key, CommandStatus status)
    {
        var sent = new SentCommand(key, Good.Events[0].Case) { Command = new CompleteTask(1, ValueContext.Empty) };
        sent.Answer(new CommandResult(status, sent.Case, null, null));
        return sent;
    }
}
