using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Log;

namespace Xiezhi.Insight.Histories;

public class CaseHistoryTests
{
    [Fact]
    public void A_record_tells_what_happened_and_when()
    {
        var log = CaseLog.Opened("2549")
            .On(0, new TitleSet("A2区物业"), new MatterClassified("property"), new TerritoryLocated("A2"), new ServiceLevelSet("standard"))
            .Leads(0, "housing-A2").Promises(0, 21)
            .On(3, new CaseReturned("housing-A2", 1)).Backstop(3, "government-A2")
            .On(10.5, new EscalationTaken("standard", "reply", 0, "remind", "government-A2", 0, CaseLog.Day(10.5)))
            .On(16, new EscalationTaken("standard", "reply", 1, "raise", "city", 1, CaseLog.Day(15.75)))
            .On(17, new CommandRefused("CompleteTask", "Handle", ["government-A2"]))
            .Replies(18).On(18, new CaseReworked("government-A2", 1)).Replies(20).Keeps(20).Ends(23);

        var record = CaseHistory.Fold(log.Events);

        Assert.Equal("2549", record.Key);
        Assert.Equal((CaseLog.Day(0), CaseLog.Day(23), CaseLog.Day(23)), (record.OpenedAt, record.EndedAt, record.LastAt));
        Assert.Equal(("A2区物业", "property", "A2", "standard"), (record.Title, record.Matter, record.Territory, record.ServiceLevel));
        Assert.Equal(CaseStatus.Closed, record.Status);
        Assert.Equal(
            [
                new LeadPeriod(["housing-A2"], true, CaseLog.Day(0), 6, CaseLog.Day(3)),
                new LeadPeriod(["government-A2"], false, CaseLog.Day(3), 9, null),
            ],
            record.LeadPeriods);
        Assert.Equal(TimeSpan.FromDays(18), record.TimeToAnswer);
        Assert.Equal((1, 1, 1), (record.Returns, record.Reworks, record.Level));
        Assert.Equal(
            new EscalationRecord("raise", "city", CaseLog.Day(16), CaseLog.Day(15.75), 1, "standard", "reply"), record.Escalations[1]);
        Assert.Equal([new RefusalRecord("CompleteTask", "Handle", "water-bureau", CaseLog.Day(17))], record.Refusals);
    }

    [Fact]
    public void A_clock_is_paused_and_resumed_with_a_new_due_time()
    {
        var log = CaseLog.Opened("1").Promises(0, 10)
            .On(2, new ClockPaused("standard", "reply", TimeSpan.FromDays(2), TimeSpan.FromDays(8)))
            .On(5, new ClockResumed("standard", "reply", CaseLog.Day(13)));

        var clock = CaseHistory.Fold(log.Events).Clocks.Single();

        Assert.Equal(ClockStanding.Running, clock.Standing);
        Assert.Equal(CaseLog.Day(13), clock.Due);
    }

    [Fact]
    public void Extensions_suspensions_and_changes_of_target_are_told_of_the_clock_of_their_subject()
    {
        var log = CaseLog.Opened("1").Promises(0, 10)
            .On(0, new ClockStarted("standard", "reply", "5wd", "city", CaseLog.Day(9), true) { Subject = "office", Since = CaseLog.Day(-1), Basis = "Target#2" })
            .On(1, new ExtensionRequested("standard", "reply", 1, "3d", "flood") { Subject = "office" })
            .On(2, new ExtensionGranted("standard", "reply", 1, "3d", "yes") { Subject = "office" })
            .On(2, new ClockDueChanged("standard", "reply", ClockDueChanged.Extended, CaseLog.Day(12), TimeSpan.FromDays(2), TimeSpan.FromDays(10)) { Subject = "office" })
            .On(3, new ClockSuspended("standard", "reply", "court", CaseLog.Day(20)) { Subject = "office" })
            .On(4, new ClockStopped("standard", "reply") { Subject = "office", Since = CaseLog.Day(3.5) });

        var clocks = CaseHistory.Fold(log.Events).Clocks;

        Assert.Equal((ClockStanding.Running, CaseLog.Day(10), 0), (clocks[0].Standing, clocks[0].Due, clocks[0].ExtensionsGranted));
        Assert.Equal((ClockStanding.Met, CaseLog.Day(12), CaseLog.Day(-1), "Target#2"), (clocks[1].Standing, clocks[1].Due, clocks[1].StartedAt, clocks[1].Basis));
        Assert.Equal((1, 1, 1, false), (clocks[1].ExtensionsRequested, clocks[1].ExtensionsGranted, clocks[1].Suspensions, clocks[1].Provisional));
        Assert.Equal(CaseLog.Day(3.5), clocks[1].StoppedAt);
    }

    [Fact]
    public void What_happens_to_a_clock_is_about_the_last_of_its_name()
    {
        var log = CaseLog.Opened("1").Promises(0, 10).On(1, new ClockCancelled("standard", "reply")).Promises(2, 12).Keeps(3);

        var clocks = CaseHistory.Fold(log.Events).Clocks;

        Assert.Equal([ClockStanding.Cancelled, ClockStanding.Met], clocks.Select(clock => clock.Standing));
    }

    [Fact]
    public void A_promise_broken_stays_broken_when_it_is_kept_late()
    {
        var record = CaseHistory.Fold(CaseLog.Opened("1").Promises(0, 10).Breaches(10.01, 10).Keeps(12).Ends(12).Events);

        Assert.Equal(Timeliness.Late, record.Timeliness);
        Assert.Equal((CaseLog.Day(10.01), CaseLog.Day(12)), (record.Clocks[0].BreachedAt, record.Clocks[0].StoppedAt));
    }

    [Fact]
    public void A_case_is_running_while_one_of_its_promises_is_open()
    {
        var record = CaseHistory.Fold(CaseLog.Opened("1").Promises(0, 2, "accept").Promises(0, 10).Keeps(1, "accept").Events);

        Assert.Equal(Timeliness.Running, record.Timeliness);
    }

    [Fact]
    public void A_case_whose_promises_were_all_cancelled_has_none()
    {
        var record = CaseHistory.Fold(CaseLog.Opened("1").Promises(0, 10).On(1, new ClockCancelled("standard", "reply")).Ends(1, CaseStatus.Cancelled).Events);

        Assert.Equal(Timeliness.NoClock, record.Timeliness);
    }

    [Fact]
    public void Who_led_at_the_breach_answers_for_it_and_not_who_took_over()
    {
        var record = CaseHistory.Fold(CaseLog.Opened("1").Leads(0, "slow").Promises(0, 10).Breaches(10.01, 10).Leads(11, "helpful").Keeps(12).Events);

        Assert.Equal(["slow"], record.AnswerableLeads);
        Assert.Equal(["helpful"], record.Leads);
    }

    [Fact]
    public void Who_led_when_the_promise_was_kept_answers_for_it()
    {
        var record = CaseHistory.Fold(CaseLog.Opened("1").Leads(0, "first").Promises(0, 10).Leads(2, "second").Keeps(5).Leads(6, "third").Events);

        Assert.Equal(["second"], record.AnswerableLeads);
    }

    [Theory]
    [InlineData(true, "housing")]
    [InlineData(false)]
    [InlineData(false, "housing", "water")]
    public void A_duty_is_clear_only_for_exactly_one_lead(bool clear, params string[] leads)
    {
        Assert.Equal(clear, CaseHistory.Fold(CaseLog.Opened("1").Leads(0, leads).Events).HasClearDuty);
    }

    [Fact]
    public void The_backstop_is_no_clear_duty_and_neither_is_nobody()
    {
        Assert.False(CaseHistory.Fold(CaseLog.Opened("1").Backstop(0, "government").Events).HasClearDuty);
        Assert.False(CaseHistory.Fold(CaseLog.Opened("1").Events).HasClearDuty);
    }

    [Fact]
    public async Task Cases_of_a_log_are_told_apart()
    {
        var cancelled = TestContext.Current.CancellationToken;
        var log = CaseLog.Together(CaseLog.Opened("1").Replies(3), CaseLog.Opened("2").Replies(5).Ends(6), CaseLog.Opened("3"));

        var records = await CaseHistory.ReadAsync(log, cancelled).ToListAsync(cancelled);

        Assert.Equal([("1", 3.0), ("2", 5.0), ("3", null)], records.Select(record => (record.Key, record.TimeToAnswer?.TotalDays)));
    }

    [Fact]
    public async Task A_log_with_a_gap_is_refused()
    {
        var cancelled = TestContext.Current.CancellationToken;
        static async IAsyncEnumerable<RecordedEvent> Without(int index)
        {
            await Task.Yield();
            foreach (var recorded in CaseLog.Opened("1").Replies(1).Ends(2).Events.Where((_, i) => i != index))
            {
                yield return recorded;
            }
        }

        await Assert.ThrowsAsync<InvalidDataException>(async () => await CaseHistory.ReadAsync(Without(1), cancelled).ToListAsync(cancelled));
        await Assert.ThrowsAsync<InvalidDataException>(async () => await CaseHistory.ReadAsync(Without(0), cancelled).ToListAsync(cancelled));
    }
}
