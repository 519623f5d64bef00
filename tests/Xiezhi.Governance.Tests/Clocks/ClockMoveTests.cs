using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Log;

namespace Xiezhi.Governance.Tests.Clocks;

public sealed class ClockMoveTests
{
    private static readonly Func<double, TimeSpan> Hours = TimeSpan.FromHours;

    private static string Reply(string more) => $$"""{ "id": "reply", "target": "PT4H", "calendar": "CN", "stop": "replied = true", "ladder": "l", {{more}} }""";

    [Fact]
    public void A_clock_with_a_resume_condition_rests_until_that_holds_and_not_only_until_the_pause_is_over()
    {
        var opened = ClockCase.Open(Reply("""  "pause": "waiting = true", "resume": "heard = true" """));

        opened.Note(Hours(1), ("waiting", true));
        opened.Note(Hours(2), ("waiting", false));
        Assert.Equal(ClockStanding.Paused, opened.Clock().Standing);
        opened.Note(Hours(3), ("heard", true));

        Assert.Equal("started paused resumed", opened.Story());
        Assert.Equal(TestCase.Start + Hours(6), opened.Clock().Due);
    }

    [Fact]
    public void A_clock_can_begin_to_rest_in_the_step_in_which_it_begins()
    {
        var opened = ClockCase.Open(Reply("""  "pause": "waiting = true" """), ("waiting", true));

        Assert.Equal("started paused", opened.Story());
        Assert.Equal(TimeSpan.FromHours(4), opened.Clock().Left);
    }

    [Fact]
    public void A_reset_begins_the_clock_anew_once_for_each_time_the_condition_comes_to_hold()
    {
        var opened = ClockCase.Open(Reply("""  "reset": "handed = true" """));

        opened.Note(Hours(1), ("handed", true));
        opened.Note(Hours(2), ("other", 1));
        opened.Note(Hours(2.5), ("handed", false));
        opened.Note(Hours(3), ("handed", true));

        // Half of the second clock's time is over in the very moment of the second reset: the reminder goes out before it.
        Assert.Equal("started cancelled:reset started clock-marked remind>office cancelled:reset started", opened.Story());
        Assert.Equal(TestCase.Start + Hours(7), opened.Clock().Due);
    }

    [Fact]
    public void What_was_breached_stays_breached_when_the_clock_is_reset()
    {
        var opened = ClockCase.Open(Reply("""  "reset": "handed = true" """));

        opened.Note(Hours(5), ("handed", true));

        Assert.Equal([ClockStanding.Breached, ClockStanding.Running], opened.State.Clocks.Select(clock => clock.Standing));
    }

    [Fact]
    public void An_update_clock_is_kept_and_begins_its_next_round_at_each_update()
    {
        var opened = ClockCase.Open("""{ "id": "update", "target": "PT4H", "calendar": "CN", "stop": "replied = true", "restart": "updates" }""");

        opened.Note(Hours(3), ("updates", 1));
        opened.Note(Hours(5), ("said", "nothing new"));
        opened.Note(Hours(8), ("updates", 2));
        opened.Note(Hours(9), ("replied", true));

        Assert.Equal("started stopped started breached stopped started stopped", opened.Story());
        Assert.Equal([ClockStanding.Met, ClockStanding.Breached, ClockStanding.Met], opened.State.Clocks.Select(clock => clock.Standing));
    }

    [Fact]
    public void A_cancelled_clock_begins_anew_when_the_condition_no_longer_holds()
    {
        var opened = ClockCase.Open(Reply("""  "cancel": "void = true", "startAt": "receivedAt" """), ("receivedAt", Value.From(TestCase.Start.AddHours(-1))));

        opened.Note(Hours(1), ("void", true));
        opened.Note(Hours(2), ("void", false));

        // Its start is retroactive, so that cancelling it for a while gains nothing.
        Assert.Equal("started remind>office cancelled:condition started", opened.Story());
        Assert.Equal(TestCase.Start + Hours(3), opened.Clock().Due);
    }

    [Fact]
    public void A_clock_counts_from_the_instant_at_which_the_message_was_received()
    {
        var opened = ClockCase.Open(Reply("""  "startAt": "receivedAt" """), ("receivedAt", Value.From(TestCase.Start.AddHours(-3))));

        Assert.Equal((TestCase.Start.AddHours(-3), TestCase.Start.AddHours(1)), (opened.Clock().StartedAt, opened.Clock().Due));
        Assert.Equal(75m, opened.Report(TimeSpan.Zero).Percent);
    }

    [Fact]
    public void A_clock_that_begins_after_its_due_time_is_breached_when_somebody_looks()
    {
        var opened = ClockCase.Open(Reply("""  "startAt": "receivedAt" """), ("receivedAt", Value.From(TestCase.Start.AddHours(-5))));

        opened.Pass(TimeSpan.Zero);

        Assert.Equal("started remind>office breached finding>office", opened.Story());
    }

    [Fact]
    public void A_start_in_the_future_is_now_and_local_times_are_of_the_calendar()
    {
        var future = ClockCase.Open(Reply("""  "startAt": "receivedAt" """), ("receivedAt", Value.From(TestCase.Start.AddHours(5))));
        var local = ClockCase.Open(Reply("""  "startAt": "receivedAt" """), ("receivedAt", "2024-09-12 08:00:00"));

        Assert.Equal(TestCase.Start + Hours(4), future.Clock().Due);
        Assert.Equal(TestCase.Start + Hours(3), local.Clock().Due);
    }

    [Fact]
    public void A_start_that_is_no_instant_is_recorded_and_the_clock_counts_from_now()
    {
        var opened = ClockCase.Open(Reply("""  "startAt": "receivedAt" """), ("receivedAt", "yesterday"));

        Assert.Equal("clock standard/reply", Assert.Single(opened.Events<FactUnfit>()).Member);
        Assert.Equal(TestCase.Start + Hours(4), opened.Clock().Due);
    }

    [Fact]
    public void A_pause_seen_late_counts_from_when_it_began_but_not_before_the_clock_last_ran()
    {
        var opened = ClockCase.Open(Reply("""  "pause": "waiting = true", "pauseAt": "since" """));

        opened.Note(Hours(3), ("waiting", true), ("since", Value.From(TestCase.Start + Hours(1))));
        opened.Note(Hours(4), ("waiting", false));
        Assert.Equal(TestCase.Start + Hours(7), opened.Clock().Due);

        // The clock runs since hour 4; a pause from hour 1 would give back an hour that it never used.
        opened.Note(Hours(5), ("waiting", true));
        Assert.Equal(TestCase.Start + Hours(4), opened.Clock().PausedAt);
    }

    [Fact]
    public void A_pause_from_before_due_does_not_undo_a_breach()
    {
        var opened = ClockCase.Open(Reply("""  "pause": "waiting = true", "pauseAt": "since" """));

        opened.Note(Hours(5), ("waiting", true), ("since", Value.From(TestCase.Start + Hours(1))));

        Assert.Equal(ClockStanding.Breached, opened.Clock().Standing);
        opened.Note(Hours(6), ("waiting", false));
        Assert.Equal(TestCase.Start + Hours(4), opened.Clock().Due);
    }

    [Fact]
    public void A_pause_of_the_service_level_counts_for_the_clocks_that_do_not_say_otherwise()
    {
        var levels = ClockCase.Levels("""
            { "id": "citizen", "target": "PT4H", "calendar": "CN", "stop": "false", "pauses": false },
            { "id": "own", "target": "PT4H", "calendar": "CN", "stop": "false" },
            { "id": "both", "target": "PT4H", "calendar": "CN", "stop": "false", "pause": "ill = true" }
            """).Replace("\"id\": \"standard\",", "\"id\": \"standard\", \"pause\": \"waiting = true\",", StringComparison.Ordinal);
        var opened = TestCase.Opened(ClockCase.Package(levels));

        opened.Note(Hours(1), ("waiting", true), ("ill", true));
        Assert.Equal([ClockStanding.Running, ClockStanding.Paused, ClockStanding.Paused], opened.State.Clocks.Select(clock => clock.Standing));
        opened.Note(Hours(2), ("waiting", false));

        Assert.Equal([ClockStanding.Running, ClockStanding.Running, ClockStanding.Paused], opened.State.Clocks.Select(clock => clock.Standing));
    }

    [Fact]
    public void A_service_level_that_comes_back_begins_its_clocks_again()
    {
        var opened = ClockCase.Open(Reply("""  "startAt": "case.openedAt" """));

        opened.Note(Hours(1), ("level", "other"));
        opened.Note(Hours(2), ("level", "standard"));

        Assert.Equal("started cancelled:level-changed started", opened.Story());
        Assert.Equal(TestCase.Start + Hours(4), opened.Clock().Due);
    }

    [Fact]
    public void Each_task_has_a_clock_and_keeps_it_when_it_is_done_in_time()
    {
        var opened = ClockCase.Open("""{ "id": "task", "target": "PT4H", "calendar": "CN", "per": "task", "elements": ["Note"] }""");
        var first = opened.Clock().Subject;

        opened.Note(Hours(1));
        opened.Note(Hours(6));

        Assert.StartsWith("task:", first, StringComparison.Ordinal);
        Assert.Equal([ClockStanding.Met, ClockStanding.Breached, ClockStanding.Running], opened.State.Clocks.Select(clock => clock.Standing));
        Assert.Equal(3, opened.State.Clocks.Select(clock => clock.Subject).Distinct().Count());
    }

    [Fact]
    public void A_task_that_is_taken_away_undone_keeps_nothing()
    {
        var opened = ClockCase.Open("""{ "id": "task", "target": "PT4H", "calendar": "CN", "per": "task", "elements": ["Note"] }""");

        opened.Do(new CancelCase("withdrawn"), TestCase.City, Hours(1));

        Assert.Equal(ClockStanding.Cancelled, opened.Clock().Standing);
    }

    [Fact]
    public void Each_party_that_holds_the_case_has_a_clock_beside_the_promise_to_the_citizen()
    {
        var opened = ClockCase.Open(Reply("\"title\": {}") + """
            , { "id": "holding", "target": "PT2H", "calendar": "CN", "per": "lead" }
            """);

        opened.Note(Hours(1), ("lead", "bureau"));
        opened.Pass(Hours(3.5));

        Assert.Equal(
            ["reply- Running", "holding-office Cancelled", "holding-bureau Breached"],
            opened.State.Clocks.Select(clock => clock.Clock + "-" + clock.Subject + " " + clock.Standing));
    }

    [Fact]
    public void Handing_the_case_to_and_fro_does_not_reset_a_clock_that_rests_when_handed_on()
    {
        var opened = ClockCase.Open("""{ "id": "holding", "target": "PT2H", "calendar": "CN", "per": "lead", "whenHandedOn": "pause" }""");

        opened.Note(Hours(1), ("lead", "bureau"));
        opened.Note(Hours(2.5), ("lead", "office"));

        var office = opened.State.Clocks.Single(clock => clock.Subject == "office");
        Assert.Equal((ClockStanding.Running, TestCase.Start + Hours(3.5)), (office.Standing, office.Due));
    }

    [Fact]
    public void Folding_the_log_again_gives_the_same_clocks()
    {
        var opened = ClockCase.Open(Reply("""  "pause": "waiting = true", "reset": "handed = true", "suspension": { "by": ["city"] }, "extension": {} """));
        opened.Note(Hours(1), ("waiting", true));
        opened.Note(Hours(2), ("waiting", false));
        opened.Do(new RequestExtension("reply", "PT2H", "rain"), TestCase.Office, Hours(2));
        opened.Do(new SuspendClock("reply", "court", TestCase.Start + Hours(9)), TestCase.City, Hours(3));
        opened.Pass(Hours(20));

        var folded = opened.Log.Aggregate(
            CaseState.New("default", opened.State.Id), (state, recorded) => state.Apply(opened.Package, EventText.Read(recorded.Text, recorded.Hash)));

        Assert.Equal(opened.State.Clocks.AsEnumerable(), folded.Clocks.AsEnumerable());
    }
}
