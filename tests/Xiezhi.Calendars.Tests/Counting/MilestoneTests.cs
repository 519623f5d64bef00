using CsCheck;

namespace Xiezhi.Calendars.Tests;

public class MilestoneTests
{
    private static readonly WorkingCalendar China = BuiltInCalendars.China;

    // Thursday 2024-09-12 10:00 with 8 working hours is due on Friday at 11:00.
    [Theory]
    [InlineData("8wh", 0, "2024-09-12T10:00")]
    [InlineData("8wh", 50, "2024-09-12T15:00")]
    [InlineData("8wh", 75, "2024-09-12T17:00")]
    [InlineData("8wh", 100, "2024-09-13T11:00")]
    [InlineData("8wh", 150, "2024-09-13T16:00")]
    [InlineData("PT8H", 50, "2024-09-12T14:00")]
    [InlineData("PT8H", 125, "2024-09-12T20:00")]
    [InlineData("4d", 75, "2024-09-15T10:00")]
    [InlineData("1wd", 50, "2024-09-12T14:30")]
    [InlineData("1wd", 100, "2024-09-13T10:00")]
    public void A_milestone_is_reached_when_that_share_of_the_time_has_passed(string amount, int percent, string expected)
    {
        var milestone = China.Milestone(DueTests.Shanghai("2024-09-12T10:00"), DueTests.Read(amount), percent, Counting.FromTheStart);

        Assert.Equal(DueTests.Shanghai(expected), milestone.Due);
    }

    [Fact]
    public void Time_past_the_due_moment_goes_on_as_working_time()
    {
        // Due on Friday at the close, an hour and a half late over the weekend: Saturday the 14th is made up for.
        var milestone = China.Milestone(DueTests.Shanghai("2024-09-13T14:00"), Amount.WorkingHours(3), 150, Counting.FromTheStart);

        Assert.Equal(DueTests.Shanghai("2024-09-14T10:30"), milestone.Due);
    }

    [Fact]
    public void The_whole_share_is_the_due_moment_itself() =>
        Gen.Select(AnyMoment, Gen.Int[1, 400], Gen.Int[0, 3], Calendars.Pick(Counting.FromTheStart, Counting.FromTheNextDay)).Sample((from, quantity, unit, counting) =>
        {
            var amount = Of(unit, quantity);

            Assert.Equal(China.Due(from, amount, counting), China.Milestone(from, amount, 100, counting));
        });

    [Fact]
    public void Shares_rise_with_time_and_meet_at_the_due_moment() =>
        Gen.Select(AnyMoment, Gen.Int[1, 400], Gen.Int[0, 3], Gen.Decimal[0, 200], Gen.Decimal[0, 200]).Sample((from, quantity, unit, one, other) =>
        {
            var amount = Of(unit, quantity);
            var due = China.Due(from, amount, Counting.FromTheNextDay).Due!.Value;

            var first = China.Milestone(from, amount, Math.Min(one, other), Counting.FromTheNextDay).Due!.Value;
            var second = China.Milestone(from, amount, Math.Max(one, other), Counting.FromTheNextDay).Due!.Value;

            Assert.True(first <= second);
            Assert.True(Math.Min(one, other) > 100 ? first >= due : first <= due || one == 100);
        }, iter: 2000);

    [Fact]
    public void At_a_milestone_its_share_has_been_worked_and_just_before_it_had_not() =>
        Gen.Select(AnyMoment, Gen.Long[1, TimeSpan.TicksPerDay * 30], Gen.Int[1, 999]).Sample((from, ticks, thousandths) =>
        {
            var (amount, percent) = (Amount.WorkingTime(TimeSpan.FromTicks(ticks)), thousandths / 10m);

            var reached = China.Milestone(from, amount, percent, Counting.FromTheStart).Due!.Value;

            Assert.True(China.WorkingTimeBetween(from, reached).Ticks * 100m >= percent * ticks);
            Assert.True(China.WorkingTimeBetween(from, reached.AddTicks(-1)).Ticks * 100m < percent * ticks);
        }, iter: 2000);

    [Fact]
    public void The_percentage_at_a_milestone_is_its_share() =>
        Gen.Select(AnyMoment, Gen.Int[1, 400], Gen.Int[0, 3], Gen.Int[1, 20000]).Sample((from, quantity, unit, hundredths) =>
        {
            var (amount, percent) = (Of(unit, quantity), hundredths / 100m);
            var due = China.Due(from, amount, Counting.FromTheNextDay).Due!.Value;

            var reached = China.Milestone(from, amount, percent, Counting.FromTheNextDay).Due!.Value;

            Assert.InRange(China.PercentPassed(from, due, reached, amount.Unit)!.Value, percent, percent + 0.0001m);
        }, iter: 2000);

    [Fact]
    public void A_share_just_short_of_the_whole_is_never_the_whole()
    {
        var (from, due) = (DueTests.Shanghai("2024-09-12T10:00"), DueTests.Shanghai("2024-09-20T10:00"));

        Assert.Equal(99.9999m, China.PercentPassed(from, due, due.AddTicks(-1), AmountUnit.WorkingDays));
        Assert.Equal(100m, China.PercentPassed(from, due, due, AmountUnit.WorkingDays));
        Assert.Equal(100m, China.PercentPassed(from, due, due.AddTicks(1), AmountUnit.WorkingDays));
        Assert.Equal(0m, China.PercentPassed(from, due, from, AmountUnit.WorkingDays));
        Assert.Equal(0m, China.PercentPassed(from, due, from.AddDays(-1), AmountUnit.WorkingDays));
    }

    [Fact]
    public void A_due_moment_in_the_lunch_break_is_not_reached_at_its_beginning()
    {
        var (from, due) = (DueTests.Shanghai("2024-09-12T12:30"), DueTests.Shanghai("2024-09-13T12:30"));

        Assert.Equal(99.9999m, China.PercentPassed(from, due, DueTests.Shanghai("2024-09-13T12:00"), AmountUnit.WorkingDays));
    }

    [Fact]
    public void A_pause_moves_the_milestones_behind_it()
    {
        var from = DueTests.Shanghai("2024-09-12T10:00");
        Pause[] pauses = [new Pause(from.AddHours(1), from.AddHours(2))];

        Assert.Equal(DueTests.Shanghai("2024-09-12T16:00"), China.Milestone(from, Amount.WorkingHours(8), 50, Counting.FromTheStart, pauses).Due);
        Assert.Equal(DueTests.Shanghai("2024-09-13T13:00").AddHours(-1), China.Milestone(from, Amount.WorkingHours(8), 100, Counting.FromTheStart, pauses).Due);
        Assert.Equal(50m, China.PercentPassed(from, DueTests.Shanghai("2024-09-13T12:00"), DueTests.Shanghai("2024-09-12T16:00"), AmountUnit.WorkingHours, pauses));
    }

    private static Gen<DateTimeOffset> AnyMoment { get; } =
        Gen.Int[0, 15 * 365 * 1440].Select(minutes => DueTests.Shanghai("2007-01-01T00:00").AddMinutes(minutes));

    private static Amount Of(int unit, int quantity) => unit switch
    {
        0 => Amount.Elapsed(TimeSpan.FromMinutes(quantity)),
        1 => Amount.WorkingTime(TimeSpan.FromMinutes(quantity)),
        2 => Amount.WorkingDays(quantity),
        _ => Amount.CalendarDays(quantity),
    };
}
