using Xiezhi.Governance.Clocks;

namespace Xiezhi.Governance.Tests.Clocks;

/// <summary>The order when several conditions hold at once: cancel, stop, restart, reset, pause, resume, start.</summary>
public sealed class ClockConditionsTests
{
    [Theory]
    [InlineData("idle", "start", "Start")]
    [InlineData("idle", "start stop", "None")]
    [InlineData("idle", "start cancel", "None")]
    [InlineData("idle", "start pause reset restart", "Start")]
    [InlineData("idle", "pause resume stop restart reset cancel", "None")]
    [InlineData("running", "", "None")]
    [InlineData("running", "start", "None")]
    [InlineData("running", "start pause resume stop restart reset cancel", "Cancel")]
    [InlineData("running", "start pause resume stop restart reset", "Stop")]
    [InlineData("running", "start pause resume restart reset", "Restart")]
    [InlineData("running", "start pause resume reset", "Reset")]
    [InlineData("running", "start pause resume", "Pause")]
    [InlineData("running", "start resume", "None")]
    [InlineData("paused", "start pause resume stop restart reset cancel", "Cancel")]
    [InlineData("paused", "start pause resume stop restart reset", "Stop")]
    [InlineData("paused", "start pause resume restart reset", "Restart")]
    [InlineData("paused", "start pause resume reset", "Reset")]
    [InlineData("paused", "start pause resume", "None")]
    [InlineData("paused", "resume", "Resume")]
    [InlineData("paused", "start", "None")]
    public void The_first_condition_in_the_order_that_has_something_to_do_wins(string phase, string holding, string expected)
    {
        var held = holding.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var conditions = new ClockConditions(
            held.Contains("start"), held.Contains("pause"), held.Contains("resume"), held.Contains("stop"), held.Contains("restart"), held.Contains("reset"), held.Contains("cancel"));

        Assert.Equal(expected, conditions.From(Enum.Parse<ClockPhase>(phase, ignoreCase: true)).ToString());
    }
}
