using System.Collections.Immutable;
using CsCheck;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Accountability;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Parties;
using Xiezhi.Workflow.Events;

namespace Xiezhi.Governance.Tests.Accountability;

public sealed class ResponsibilityIntervalsTests
{
    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static readonly Gen<ImmutableArray<string>> Leads = OneOf("office", "bureau", "city", "patrol").Array[0, 3].Select(parties => parties.Distinct().ToImmutableArray());

    private static readonly Gen<CaseEvent> Happening = Gen.OneOf<CaseEvent>(
        Leads.Select(leads => (CaseEvent)new LeadAssigned(leads, true)),
        Leads.Select(owners => (CaseEvent)new ProcedureMoved(new TaskOpened(1, "Accept", owners))),
        Gen.Const((CaseEvent)new ProcedureMoved(new TaskOpened(1, "Accept", ["agency"]))),
        Gen.Const((CaseEvent)new CaseReturned("office", 1)),
        Gen.Const((CaseEvent)new TitleSet("t")));

    // Many things happen in one instant, as they do in one step.
    private static readonly Gen<(Actor Opener, (CaseEvent Event, int Minutes)[] Then, bool Ends)> Histories = Gen.Select(
        OneOf(Actor.Citizen("Li"), new Actor(PartyKind.Agency, "centre"), new Actor(PartyKind.System, "api")),
        Gen.Select(Happening, OneOf(0, 0, 1, 7)).Array[0, 25],
        Gen.Bool);

    [Fact]
    public void The_intervals_tile_the_life_of_any_case_and_one_party_answers_at_each_moment() =>
        Histories.Sample(
            history =>
            {
                var log = Log(history.Opener, history.Then, history.Ends);

                var intervals = ResponsibilityIntervals.Of(log, "top").Intervals;

                Assert.Equal((log[0].At, 1L), (intervals[0].From, intervals[0].FromSequence));
                Assert.Equal(history.Ends ? log[^1].At : null, intervals[^1].Until);
                Assert.Equal(history.Ends ? log[^1].Sequence : null, intervals[^1].UntilSequence);
                for (var i = 1; i < intervals.Length; i++)
                {
                    Assert.Equal((intervals[i - 1].Until, intervals[i - 1].UntilSequence), (intervals[i].From, intervals[i].FromSequence));
                    Assert.True(intervals[i - 1].FromSequence < intervals[i].FromSequence);
                    Assert.NotEqual(intervals[i - 1].Party, intervals[i].Party);
                }

                var last = history.Ends ? log[^1].At - TimeSpan.FromSeconds(1) : log[^1].At.AddDays(1);
                for (var moment = log[0].At; moment <= last; moment += TimeSpan.FromSeconds(30))
                {
                    Assert.Single(intervals, interval => interval.Contains(moment));
                }

                Assert.All(log.Where(recorded => !history.Ends || recorded.Sequence < log[^1].Sequence), recorded => Assert.Single(intervals, interval => interval.Contains(recorded.Sequence)));
            },
            iter: 2000);

    [Theory]
    [InlineData("centre", "centre")]
    [InlineData("centre/role:registrar", "centre")]
    [InlineData("centre/skill:surveying", "centre")]
    [InlineData("position:registrar", "top")]
    [InlineData("skill:surveying", "top")]
    [InlineData("co-handler", "top")]
    [InlineData("citizen:Li", "top")]
    [InlineData("agency", "top")]
    public void The_party_whose_task_comes_first_receives_a_citizens_case_whichever_of_its_people_is_asked_for(string owner, string receiver)
    {
        var log = Log(Actor.Citizen("Li"), [(new ProcedureMoved(new TaskOpened(1, "Accept", [owner])), 0)], ends: false);

        var intervals = ResponsibilityIntervals.Of(log, "top");

        Assert.Equal(receiver, Assert.Single(intervals.Intervals).Party);
    }

    [Fact]
    public void A_handover_moves_responsibility_to_whoever_leads_from_then_on() =>
        Histories.Sample(
            history =>
            {
                var log = Log(history.Opener, history.Then, history.Ends);
                var intervals = ResponsibilityIntervals.Of(log, "top");
                if (log.LastOrDefault(recorded => recorded.Event is LeadAssigned { Leads.IsEmpty: false }) is { Event: LeadAssigned last } handed
                    && !log.Any(recorded => recorded.Sequence > handed.Sequence && recorded.Event is CaseEnded))
                {
                    Assert.Equal(last.Leads[0], intervals.Current);
                }
            },
            iter: 500);

    [Fact]
    public void The_first_receiver_leads_until_the_case_is_handed_over_and_a_return_hands_it_to_nobody()
    {
        var log = Log(
            Actor.Citizen("Li"),
            [(new ProcedureMoved(new TaskOpened(1, "Accept", ["centre"])), 0), (new LeadAssigned(["office"], true), 10), (new LeadAssigned([], true), 5), (new LeadAssigned(["bureau", "city"], false), 5)],
            ends: true);

        var intervals = ResponsibilityIntervals.Of(log, "top");

        Assert.Equal(
            [("centre", ResponsibilityBasis.FirstReceiver, 0.0), ("office", ResponsibilityBasis.Lead, 10.0), ("bureau", ResponsibilityBasis.FirstOfSeveralLeads, 20.0)],
            intervals.Intervals.Select(interval => (interval.Party, interval.Basis, (interval.From - log[0].At).TotalMinutes)));
        Assert.Equal("office", intervals.At(log[0].At.AddMinutes(17))?.Party);
        Assert.Null(intervals.At(log[0].At.AddYears(1)));
    }

    [Fact]
    public void A_case_that_nobody_received_is_with_the_backstop_until_somebody_does()
    {
        var log = Log(Actor.Citizen("Li"), [(new TitleSet("t"), 0), (new LeadAssigned(["office"], true), 30)], ends: false);

        var intervals = ResponsibilityIntervals.Of(log, "top").Intervals;

        Assert.Equal([("top", ResponsibilityBasis.Backstop), ("office", ResponsibilityBasis.Lead)], intervals.Select(interval => (interval.Party, interval.Basis)));
    }

    internal static List<RecordedEvent> Log(Actor opener, (CaseEvent Event, int Minutes)[] then, bool ends, string key = "1")
    {
        var log = new List<RecordedEvent>();
        var (at, head, id) = (TestCase.Start, default(EventHash), CaseId.For("default", key));
        Add(new CaseOpened(key, "package", ValueContext.Empty), opener);
        foreach (var (happened, minutes) in then)
        {
            at = at.AddMinutes(minutes);
            Add(happened, Actor.Engine);
        }

        if (ends)
        {
            at = at.AddMinutes(3);
            Add(new CaseEnded(CaseStatus.Closed, ""), Actor.Engine);
        }

        return log;

        void Add(CaseEvent happened, Actor actor)
        {
            var text = EventText.Write("default", id, log.Count + 1, at, actor, "test", happened);
            head = head.Next(text);
            log.Add(new RecordedEvent("default", id, log.Count + 1, at, actor, "test", happened, text, head));
        }
    }
}
