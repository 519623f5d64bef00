using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Clocks;

namespace Xiezhi.Governance.Tests.Clocks;

public sealed class ClockTargetTests
{
    private const string Decision = """
        <?xml version="1.0" encoding="UTF-8"?>
        <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" name="targets" namespace="urn:test:targets">
          <inputData id="i" name="urgency"><variable name="urgency" typeRef="string"/></inputData>
          <decision id="t" name="Reply target">
            <variable name="Reply target"/>
            <informationRequirement id="r"><requiredInput href="#i"/></informationRequirement>
            <decisionTable id="table" hitPolicy="UNIQUE">
              <input id="in"><inputExpression typeRef="string"><text>urgency</text></inputExpression></input>
              <output id="out"/>
              <rule id="r1"><inputEntry><text>"high"</text></inputEntry><outputEntry><text>"PT2H"</text></outputEntry></rule>
              <rule id="r2"><inputEntry><text>"low"</text></inputEntry><outputEntry><text>"PT8H"</text></outputEntry></rule>
              <rule id="r3"><inputEntry><text>"days"</text></inputEntry><outputEntry><text>{ target: "5wd", calendar: "CN", from: "next-day", end: "end-of-day", ladder: "other" }</text></outputEntry></rule>
              <rule id="r4"><inputEntry><text>"odd"</text></inputEntry><outputEntry><text>"soon"</text></outputEntry></rule>
            </decisionTable>
          </decision>
        </definitions>
        """;

    private static readonly Func<double, TimeSpan> Hours = TimeSpan.FromHours;

    [Fact]
    public void A_decision_gives_the_target_and_the_clock_tells_which_rule_did()
    {
        var opened = Open("", ("urgency", "high"));

        var report = opened.Report(Hours(1));

        Assert.Equal(("PT2H", "CN", "Reply target#1", TestCase.Start + Hours(2)), (report.Target, report.Calendar, report.Basis, report.Due));
        Assert.Equal((50m, Hours(1), Hours(1), ClockStanding.Running), (report.Percent, report.Elapsed, report.Remaining, report.Standing));
    }

    [Theory]
    [InlineData("from-start", 8, 3, "changed-from-start")]
    [InlineData("from-now", 11, 0, "changed-from-now")]
    [InlineData("keep", 4, 3, "")]
    public void A_change_of_target_counts_from_the_start_or_from_now_or_not(string onChange, int dueHours, int usedHours, string reason)
    {
        var opened = Open($", \"onChange\": \"{onChange}\"", ("urgency", "middle"));

        opened.Note(Hours(3), ("urgency", "low"));

        Assert.Equal(TestCase.Start + Hours(dueHours), opened.Clock().Due);
        Assert.Equal(Hours(usedHours), opened.Report(Hours(3)).Elapsed);
        Assert.Equal(reason, opened.Events<ClockDueChanged>().SingleOrDefault()?.Reason ?? "");
    }

    [Fact]
    public void A_change_from_the_start_keeps_the_pauses_that_were()
    {
        var opened = Open(", \"pause\": \"waiting = true\"", ("urgency", "middle"));
        opened.Note(Hours(1), ("waiting", true));
        opened.Note(Hours(2), ("waiting", false));

        opened.Note(Hours(3), ("urgency", "low"));

        Assert.Equal((TestCase.Start + Hours(9), Hours(2)), (opened.Clock().Due, opened.Report(Hours(3)).Elapsed));
    }

    [Fact]
    public void A_change_while_the_clock_rests_moves_what_is_left()
    {
        var opened = Open(", \"pause\": \"waiting = true\"", ("urgency", "middle"));
        opened.Note(Hours(1), ("waiting", true));

        opened.Note(Hours(2), ("urgency", "low"));
        Assert.Equal((Hours(1), Hours(7)), (opened.Report(Hours(2)).Elapsed, opened.Report(Hours(2)).Remaining));
        opened.Note(Hours(5), ("waiting", false));

        Assert.Equal(TestCase.Start + Hours(12), opened.Clock().Due);
    }

    [Fact]
    public void A_shorter_target_that_has_passed_is_a_breach_and_a_breach_takes_no_other_target()
    {
        var opened = Open("", ("urgency", "middle"));

        opened.Note(Hours(3), ("urgency", "high"));
        opened.Pass(Hours(3));
        opened.Note(Hours(3), ("urgency", "low"));

        Assert.Equal((ClockStanding.Breached, TestCase.Start + Hours(2)), (opened.Clock().Standing, opened.Clock().Due));
    }

    [Fact]
    public void A_decision_can_give_calendar_counting_and_ladder_as_well()
    {
        // As in ClockKeepingTests: 5 working days from 2024-09-12, counting from the next day, end on 2024-09-20.
        var opened = Open("", ("urgency", "days"));

        Assert.Equal(new DateOnly(2024, 9, 20), DateOnly.FromDateTime(opened.Clock().Due.ToOffset(TimeSpan.FromHours(8)).Date));
        opened.Pass(TimeSpan.FromDays(7));
        Assert.Equal("raise>bureau", opened.Story().Split(' ')[^1]);
    }

    [Fact]
    public void A_decision_that_gives_no_amount_is_recorded_once_and_the_clock_waits()
    {
        var opened = Open("", ("urgency", "odd"));

        opened.Note(Hours(1));
        Assert.Single(opened.Events<Governance.Cases.FactUnfit>());
        Assert.Empty(opened.State.Clocks);
        opened.Note(Hours(2), ("urgency", "high"));

        Assert.Equal(TestCase.Start + Hours(4), opened.Clock().Due);
    }

    [Fact]
    public void A_target_decision_that_is_not_there_is_refused_when_the_package_is_read()
    {
        var levels = ClockCase.Levels("""{ "id": "reply", "target": { "decision": "Reply targit" }, "stop": "false" }""");

        var refused = TestPackage.Refuse(("service-levels.json", levels), ("targets.dmn", Decision));

        Assert.Equal(("XZ5201", "Reply target"), (refused[0].Code, refused[0].Arguments[1]));
    }

    private static TestCase Open(string more, params (string Name, Value Value)[] variables)
    {
        var clock = $$"""{ "id": "reply", "target": { "decision": "Reply target" }, "stop": "replied = true" {{more}} }""";
        var ladders = ClockCase.Ladder + """, { "id": "other", "steps": [ { "at": "50%", "do": "raise" } ] }""";
        var middle = Decision.Replace("</decisionTable>", """<rule id="r5"><inputEntry><text>"middle"</text></inputEntry><outputEntry><text>"PT4H"</text></outputEntry></rule></decisionTable>""", StringComparison.Ordinal);
        return TestCase.Opened(ClockCase.Package(ClockCase.Levels(clock, ladders), ("targets.dmn", middle)), variables);
    }
}
