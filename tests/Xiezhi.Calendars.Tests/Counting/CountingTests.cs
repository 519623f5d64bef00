namespace Xiezhi.Calendars.Tests;

public class CountingTests
{
    private static readonly WorkingCalendar China = BuiltInCalendars.China;

    [Fact]
    public void A_working_day_can_stand_for_a_number_of_hours()
    {
        var counting = new Counting { WorkingDayLength = TimeSpan.FromHours(8) };

        // 8 hours from Thursday 10:00 at 7 hours a day.
        var due = China.Due(DueTests.Shanghai("2024-09-12T10:00"), Amount.WorkingDays(1), counting);

        Assert.Equal(DueTests.Shanghai("2024-09-13T11:00"), due.Due);
        Assert.Equal(Amount.WorkingDays(1), China.Elapsed(DueTests.Shanghai("2024-09-12T10:00"), due.Due!.Value, AmountUnit.WorkingDays, counting).Elapsed);
    }

    [Fact]
    public void Calendar_days_that_end_on_a_day_of_rest_can_move_to_the_next_working_day()
    {
        // Seven days from Sunday the 8th end on Sunday the 15th, the first day of the Mid-Autumn holiday.
        var counting = Counting.FromTheNextDay with { LastDay = LastDay.NextWorkingDay };

        var due = China.Due(DueTests.Shanghai("2024-09-08T10:00"), Amount.CalendarDays(7), counting);
        var exact = China.Due(DueTests.Shanghai("2024-09-08T10:00"), Amount.CalendarDays(7), counting with { End = DueEnd.Exact });

        Assert.Equal(DueTests.Shanghai("2024-09-18T17:00"), due.Due);
        Assert.Equal(DueTests.Shanghai("2024-09-18T09:00"), exact.Due);
    }

    [Fact]
    public void Hours_are_usually_counted_from_the_start_and_days_from_the_next()
    {
        Assert.Equal(Counting.FromTheStart, Counting.Usual(AmountUnit.WorkingHours));
        Assert.Equal(Counting.FromTheStart, Counting.Usual(AmountUnit.Elapsed));
        Assert.Equal(Counting.FromTheNextDay, Counting.Usual(AmountUnit.WorkingDays));
        Assert.Equal(Counting.FromTheNextDay, Counting.Usual(AmountUnit.CalendarDays));
    }

    [Fact]
    public void A_working_day_is_longer_than_nothing_and_no_longer_than_a_day()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Counting { WorkingDayLength = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Counting { WorkingDayLength = TimeSpan.FromHours(25) });
    }

    [Fact]
    public void Days_on_a_night_shift_go_by_the_date_on_which_it_opens()
    {
        var nights = Calendars.Weekly("Asia/Shanghai", WorkingTimeTests.EveryDay("22:00-06:00"));
        var tuesdayMorning = DueTests.Shanghai("2024-09-10T02:00"); // the shift of Monday

        Assert.Equal(DueTests.Shanghai("2024-09-11T06:00"), nights.Due(tuesdayMorning, Amount.WorkingDays(1), Counting.FromTheNextDay).Due);
        Assert.Equal(DueTests.Shanghai("2024-09-11T02:00"), nights.Due(tuesdayMorning, Amount.WorkingDays(1), Counting.FromTheStart).Due);
        Assert.Equal(DueTests.Shanghai("2024-09-10T06:00"), nights.Due(tuesdayMorning, Amount.WorkingDays(1), Counting.FromTheNextDay with { From = CountFrom.SameDay }).Due);
    }

    [Fact]
    public void A_night_shift_is_over_at_the_moment_at_which_it_closes()
    {
        var nights = Calendars.Weekly("Asia/Shanghai", WorkingTimeTests.EveryDay("22:00-06:00"));

        var due = nights.Due(DueTests.Shanghai("2024-09-10T06:00"), Amount.WorkingDays(1), Counting.FromTheNextDay);

        Assert.Equal(DueTests.Shanghai("2024-09-12T06:00"), due.Due); // the shift of Tuesday does not count, that of Wednesday does
    }

    [Fact]
    public void The_same_time_of_day_on_a_date_that_skips_it_is_the_end_of_the_gap()
    {
        var always = Calendars.Weekly("Europe/Berlin", WorkingWeek.Always);

        var due = always.Due(Calendars.Moment("2024-03-30T02:30+01:00"), Amount.CalendarDays(1), Counting.FromTheStart);

        Assert.Equal(Calendars.Moment("2024-03-31T03:00+02:00"), due.Due);
    }

    [Fact]
    public void Nothing_is_over_at_the_start() =>
        Assert.Equal(DueTests.Shanghai("2024-09-15T10:00"), China.Due(DueTests.Shanghai("2024-09-15T10:00"), Amount.WorkingDays(0), Counting.FromTheNextDay).Due);
}
