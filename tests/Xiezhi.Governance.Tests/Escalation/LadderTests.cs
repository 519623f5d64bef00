using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Escalation;
using Xiezhi.Governance.Tests.Clocks;

namespace Xiezhi.Governance.Tests.Escalation;

public sealed class LadderTests
{
    private const string OnCall = """
        <?xml version="1.0" encoding="UTF-8"?>
        <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" name="oncall" namespace="urn:test:oncall">
          <inputData id="i" name="duty"><variable name="duty" typeRef="string"/></inputData>
          <decision id="t" name="On call">
            <variable name="On call"/>
            <informationRequirement id="r"><requiredInput href="#i"/></informationRequirement>
            <literalExpression><text>duty</text></literalExpression>
          </decision>
        </definitions>
        """;

    private static readonly Func<double, TimeSpan> Hours = TimeSpan.FromHours;

    [Fact]
    public void Steps_are_taken_before_due_after_due_and_some_time_after_the_start()
    {
        var opened = Open("""
            { "before": "PT1H", "do": "remind" },
            { "after": "PT2H", "do": "raise" },
            { "elapsed": "PT30M", "do": "remind", "to": "superior" }
            """);

        opened.Pass(Hours(10));

        Assert.Equal([("remind-superior", 0.5), ("remind", 3.0), ("raise", 6.0)], Taken(opened).Select(taken => (taken.Kind, Math.Round(taken.Hours, 3))));
    }

    [Fact]
    public void Working_units_before_and_after_due_are_of_the_clocks_calendar()
    {
        // Due at the end of Friday 2024-09-20; a working day before is the end of Thursday, one after (Saturday 21 and Sunday 22 are free) Monday.
        var opened = Open(
            """{ "before": "1wd", "do": "remind" }, { "after": "1wd", "do": "raise" }""",
            """ "target": "5wd", "counting": { "from": "next-day", "end": "end-of-day" } """);
        var due = opened.Clock().Due;

        opened.Pass(TimeSpan.FromDays(20));

        Assert.Equal([due.AddDays(-1), due.AddDays(3)], opened.Events<EscalationTaken>().Select(taken => WholeSecond(taken.DueAt)));
    }

    [Fact]
    public void A_step_for_want_of_an_acknowledgement_is_passed_over_where_there_is_one()
    {
        const string Step = """{ "elapsed": "PT30M", "unless": "acknowledged = true", "do": "remind", "repeat": { "every": "PT30M", "times": 3 } }""";
        var silent = Open(Step);
        var prompt = Open(Step);
        var late = Open(Step);

        silent.Pass(Hours(9));
        prompt.Note(Hours(0.4), ("acknowledged", true));
        prompt.Pass(Hours(9));
        late.Note(Hours(0.7), ("acknowledged", true));
        late.Pass(Hours(9));

        Assert.Equal((4, 0, 1), (Taken(silent).Count(), Taken(prompt).Count(), Taken(late).Count()));
        Assert.Single(prompt.Events<EscalationPassed>());
        Assert.Single(late.Events<EscalationPassed>());
    }

    [Fact]
    public void A_condition_is_acted_on_once_when_it_comes_to_hold_also_while_the_clock_rests()
    {
        var opened = Open("""{ "when": "complaints >= 3", "do": "raise" }""", """ "target": "PT4H", "pause": "waiting = true" """);
        opened.Note(Hours(1), ("complaints", 2), ("waiting", true));
        Assert.Empty(Taken(opened));

        opened.Note(Hours(2), ("complaints", 3));
        opened.Note(Hours(3), ("complaints", 2));
        opened.Note(Hours(4), ("complaints", 4));

        Assert.Equal(("raise", 2.0), Taken(opened).Select(taken => (taken.Kind, taken.Hours)).Single());
    }

    [Fact]
    public void The_third_return_raises_the_level()
    {
        var ladder = """{ "id": "l", "steps": [ { "on": "return", "count": 3, "do": "raise" } ] }""";
        var levels = TestPackage.ServiceLevels.Replace("\"ladders\": [", "\"ladders\": [ " + ladder + ",", StringComparison.Ordinal)
            .Replace("\"ladder\": \"standard\"", "\"ladder\": \"l\"", StringComparison.Ordinal);
        var procedure = TestPackage.Procedure.Replace("xiezhi:records=\"reply\"", "xiezhi:records=\"return\"", StringComparison.Ordinal)
            .Replace("<script>true</script>", "<script>false</script>", StringComparison.Ordinal)
            .Replace("<outgoing>f3</outgoing>", "<outgoing>f3</outgoing><outgoing>f9</outgoing>", StringComparison.Ordinal)
            .Replace("<incoming>f1</incoming>", "<incoming>f1</incoming><incoming>f9</incoming>", StringComparison.Ordinal)
            .Replace("<sequenceFlow id=\"f3\" sourceRef=\"Reply\" targetRef=\"Confirm\"/>", """
                <sequenceFlow id="f3" sourceRef="Reply" targetRef="Confirm"><conditionExpression>stay = true</conditionExpression></sequenceFlow>
                <sequenceFlow id="f9" sourceRef="Reply" targetRef="Handle"><conditionExpression>stay != true</conditionExpression></sequenceFlow>
                """, StringComparison.Ordinal);
        var opened = TestCase.Opened(TestPackage.Read(("service-levels.json", levels), ("test.bpmn", procedure)));

        opened.Complete("Handle", TestCase.Office, Hours(0.1));
        opened.Complete("Handle", TestCase.Office, Hours(0.2));
        Assert.Empty(Taken(opened));
        opened.Complete("Handle", TestCase.Office, Hours(0.3));
        opened.Complete("Handle", TestCase.Office, Hours(0.4));

        Assert.Equal(("raise", 0.3), Taken(opened).Select(taken => (taken.Kind, Math.Round(taken.Hours, 3))).Single());
    }

    [Fact]
    public void A_repeated_step_leaves_growing_gaps_and_ends_with_the_clock()
    {
        const string Step = """{ "at": "50%", "do": "remind", "repeat": { "every": "PT1H", "growth": 2, "times": 5 } }""";
        var open = Open(Step);
        var done = Open(Step);

        open.Pass(TimeSpan.FromDays(9));
        done.Note(Hours(6), ("replied", true));
        done.Pass(TimeSpan.FromDays(9));

        Assert.Equal([2, 3, 5, 9, 17, 33], Taken(open).Select(taken => taken.Hours));
        Assert.Equal([2, 3, 5], Taken(done).Select(taken => taken.Hours));
    }

    [Fact]
    public void Repetitions_that_a_pause_swallowed_do_not_come_all_at_once_when_it_is_over()
    {
        var opened = Open("""{ "at": "25%", "do": "remind", "repeat": { "every": "PT1H", "times": 9 } }""", """ "target": "PT4H", "pause": "waiting = true" """);
        opened.Note(Hours(1.5), ("waiting", true));

        opened.Note(Hours(7.5), ("waiting", false));
        opened.Pass(Hours(8));

        Assert.Equal([1], Taken(opened).Select(taken => taken.Hours));
        opened.Pass(Hours(9));
        Assert.Equal([1, 8.5], Taken(opened).Select(taken => taken.Hours));
    }

    [Fact]
    public void Steps_that_only_tell_wait_until_the_quiet_hours_end_and_others_do_not()
    {
        // The case opens at 09:00 in Shanghai; 14 hours later it is 23:00, and quiet until 07:00, hour 22.
        var opened = Open(
            """
            { "at": "50%", "do": "remind" },
            { "at": "50%", "do": "remind", "to": "superior", "quiet": false },
            { "at": "50%", "do": "raise" }
            """,
            """ "target": "PT28H" """,
            """ "quietHours": { "from": "22:00", "to": "07:00" }, """);

        opened.Pass(Hours(100));

        Assert.Equal([("remind-superior", 14), ("raise", 14), ("remind", 22)], Taken(opened).Select(taken => (taken.Kind, taken.Hours)));
    }

    [Fact]
    public void All_that_is_not_working_time_can_be_quiet()
    {
        // Saturday 2024-09-14 is a make-up day, 15 to 17 September are the Mid-Autumn holidays: half of 8 days after Thursday 09:00 is Monday 09:00,
        // and quiet until Wednesday morning.
        var opened = Open("""{ "at": "50%", "do": "remind" }""", """ "target": "P8D" """, """ "quietHours": { "calendar": "CN" }, """);

        opened.Pass(TimeSpan.FromDays(10));

        var told = Assert.Single(opened.Events<EscalationTaken>()).DueAt.ToOffset(TimeSpan.FromHours(8));
        Assert.Equal(new DateOnly(2024, 9, 18), DateOnly.FromDateTime(told.Date));
        Assert.True(opened.Package.Calendars["CN"].IsWorkingTime(told) && !opened.Package.Calendars["CN"].IsWorkingTime(told.AddMilliseconds(-1)));
    }

    [Fact]
    public void A_reassigned_case_is_led_by_the_other_party_until_the_package_says_otherwise()
    {
        var opened = Open("""{ "at": "50%", "do": "reassign", "to": "bureau" }""");

        opened.Pass(Hours(2));
        Assert.Equal("bureau", opened.State.Facts.Lead);
        opened.Complete("Note", TestCase.City, Hours(3), ("said", 1));
        Assert.Equal("bureau", opened.State.Facts.Lead);
        opened.Complete("Note", TestCase.City, Hours(3), ("lead", "city"));

        Assert.Equal(["office", "bureau", "city"], opened.Events<LeadAssigned>().Select(assigned => assigned.Leads.Single()));
    }

    [Fact]
    public void A_step_beyond_the_end_of_time_is_never_taken()
    {
        var opened = Open("""{ "at": "10000%", "do": "remind" }""", """ "target": "PT8700000H" """);

        var breach = opened.State.Clocks.Single().Due;
        opened.Pass(breach.AddDays(1) - TestCase.Start);

        Assert.Empty(opened.Events<EscalationTaken>());
        Assert.Single(opened.Events<ClockBreached>());
    }

    [Fact]
    public void The_clock_of_the_party_that_a_case_is_reassigned_to_begins_with_it()
    {
        var own = """{ "id": "own", "target": "PT8H", "calendar": "CN", "per": "lead" }, """;
        var opened = TestCase.Opened(ClockCase.Package(ClockCase.Levels(
            own + Clock(""" "target": "PT4H" """), Ladder("""{ "when": "urgent = true", "do": "reassign", "to": "bureau" }"""))));

        opened.Note(Hours(1), ("urgent", true));

        Assert.Equal("bureau", opened.State.Facts.Lead);
        Assert.Equal([("office", true), ("bureau", false)], opened.State.Clocks.Where(clock => clock.Clock == "own").Select(clock => (clock.Subject!, clock.HasEnded)));
    }

    [Fact]
    public void Whoever_a_case_was_reassigned_to_does_the_tasks_of_whom_it_stands_for()
    {
        var levels = TestPackage.ServiceLevels.Replace("\"do\": \"remind\" }", "\"do\": \"reassign\", \"to\": \"city\" }", StringComparison.Ordinal);
        var opened = TestCase.Opened(TestPackage.Read(("service-levels.json", levels)));
        opened.Pass(Hours(2));

        Assert.Equal("XZ5101", opened.Complete("Handle", TestCase.Office, Hours(2.5)).Rejection?.Code);
        Assert.Null(opened.Complete("Handle", TestCase.City, Hours(2.5)).Rejection);
    }

    [Fact]
    public void Parties_are_convened_and_a_supervision_case_is_ordered_once_for_each_step()
    {
        var opened = Open("""
            { "at": "50%", "do": "convene", "group": "flood", "parties": ["bureau", "city"], "to": "superior" },
            { "at": "75%", "do": "supervise", "package": "supervision", "to": "city" }
            """);

        opened.Pass(Hours(9));
        opened.Pass(Hours(9));

        Assert.Equal(
            [new PartiesConvened("standard", "reply", "flood", "bureau", ["bureau", "city"])],
            opened.Events<PartiesConvened>());
        var ordered = Assert.Single(opened.Events<SupervisionOrdered>());
        Assert.Equal(("supervision", "city"), (ordered.Package, ordered.Supervisor));
        Assert.StartsWith(opened.State.Id + "/", ordered.Key, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bureau", "bureau", null)]
    [InlineData("nobody", "bureau", "decision:On call")]
    public void A_decision_says_who_and_where_it_names_nobody_the_step_goes_up(string duty, string expected, string? sought)
    {
        var levels = ClockCase.Levels(Clock(""" "target": "PT4H" """), Ladder("""{ "at": "50%", "do": "remind", "by": { "decision": "On call" } }"""));
        var opened = TestCase.Opened(ClockCase.Package(levels, ("oncall.dmn", OnCall)), ("duty", duty));

        opened.Pass(Hours(2));

        Assert.Equal((expected, sought), opened.Events<EscalationTaken>().Select(taken => (taken.To, taken.Sought)).Single());
    }

    [Fact]
    public void A_matrix_says_who_holds_which_level()
    {
        var opened = Open("""
            { "at": "50%", "do": "raise", "by": { "matrix": [
              { "level": 1, "matter": "noise", "territory": "A", "party": "city" }, { "level": 2, "party": "office" } ] } },
            { "at": "75%", "do": "raise", "by": { "matrix": [ { "level": 2, "party": "bureau" } ] } },
            { "at": "100%", "do": "raise", "by": { "matrix": [ { "level": 7, "party": "bureau" } ] } }
            """);

        opened.Pass(Hours(5));

        Assert.Equal([("city", null), ("bureau", null), ("city", "matrix")], opened.Events<EscalationTaken>().Select(taken => (taken.To, taken.Sought)));
    }

    [Fact]
    public void A_case_that_nobody_leads_is_with_the_top()
    {
        var opened = TestCase.Opened(
            ClockCase.Package(ClockCase.Levels(Clock(""" "target": "PT4H" """), Ladder("""{ "at": "50%", "do": "remind" }"""), "\"top\": \"bureau\",")), ("lead", "unknown"));

        opened.Pass(Hours(2));

        Assert.Equal("bureau", opened.Events<EscalationTaken>().Single().To);
    }

    [Fact]
    public void A_clock_of_a_party_reminds_that_party()
    {
        var levels = ClockCase.Levels("""{ "id": "holding", "target": "PT4H", "calendar": "CN", "per": "lead", "whenHandedOn": "pause", "ladder": "l" }""", Ladder("""{ "at": "50%", "do": "remind" }"""));
        var opened = TestCase.Opened(ClockCase.Package(levels));
        opened.Note(Hours(1), ("lead", "bureau"));

        opened.Pass(Hours(3));

        Assert.Equal([("bureau", "bureau")], opened.Events<EscalationTaken>().Select(taken => (taken.To, taken.Subject!)));
    }

    [Fact]
    public void What_fell_due_before_a_command_is_done_before_it_by_the_engine()
    {
        var opened = Open("""{ "at": "50%", "do": "remind" }""");

        opened.Note(Hours(3), ("lead", "bureau"));

        var reminded = opened.Log.Single(recorded => recorded.Event is EscalationTaken);
        Assert.Equal(("office", Actor.Engine), (((EscalationTaken)reminded.Event).To, reminded.Actor));
        Assert.Equal(TestCase.Office, opened.Log[^1].Actor);
    }

    private static IEnumerable<(string Kind, double Hours)> Taken(TestCase opened) =>
        opened.Events<EscalationTaken>().Select(taken => (taken.Kind, (WholeSecond(taken.DueAt) - TestCase.Start).TotalHours));

    private static DateTimeOffset WholeSecond(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond));

    private static string Ladder(string steps) => $$"""{ "id": "l", "steps": [ {{steps}} ] }""";

    private static string Clock(string more) => $$"""{ "id": "reply", "calendar": "CN", "stop": "replied = true", "ladder": "l", {{more}} }""";

    private static TestCase Open(string steps, string clock = """ "target": "PT4H" """, string more = "") =>
        TestCase.Opened(ClockCase.Package(ClockCase.Levels(Clock(clock), Ladder(steps), more)));
}
