using CsCheck;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Calendars.Tests;

public class WorkingTimeTests
{
    private const int Days = 28;

    private static readonly DateTimeOffset[] Seasons =
        [Calendars.Moment("2024-03-04T00:00+00:00"), Calendars.Moment("2024-03-20T00:00+00:00"), Calendars.Moment("2024-10-20T00:00+00:00")];

    [Fact]
    public void Adding_and_measuring_are_what_counting_minutes_gives()
    {
        var compared = 0;
        Gen.Select(Calendars.Any, Calendars.Pick(Seasons), Gen.Int[5 * 1440, 20 * 1440].Array[8], Gen.Int[1, 4000].Array[8])
            .Sample((definition, start, minutes, amounts) =>
            {
                if (WorkingCalendar.Compile(definition, new DiagnosticBag()) is not { } calendar)
                {
                    return; // hours that run into those of the next date are refused
                }

                Interlocked.Increment(ref compared);
                var oracle = new MinuteByMinute(definition, start, Days);
                for (var i = 0; i < minutes.Length; i++)
                {
                    var from = start.AddMinutes(minutes[i]);
                    var to = start.AddMinutes(minutes[(i + 1) % minutes.Length]);
                    Assert.Equal(oracle.Works(from), calendar.IsWorkingTime(from));
                    var worked = from <= to ? oracle.Between(from, to) : -oracle.Between(to, from);
                    Assert.Equal(TimeSpan.FromMinutes(worked), calendar.WorkingTimeBetween(from, to));
                    if (oracle.Add(from, amounts[i]) is { } reached && reached < start.AddDays(Days - 4))
                    {
                        Assert.Equal(reached, calendar.AddWorkingTime(from, TimeSpan.FromMinutes(amounts[i])));
                    }
                }
            }, iter: 100);
        Assert.InRange(compared, 40, 100);
    }

    [Fact]
    public void What_was_added_is_measured_again() =>
        Gen.Select(AnyMoment, AnyTime).Sample((from, time) =>
            China.WorkingTimeBetween(from, China.AddWorkingTime(from, time)) == time);

    [Fact]
    public void What_was_added_can_be_taken_away() =>
        Gen.Select(AnyMoment, AnyTime).Sample((from, time) =>
            China.WorkingTimeBetween(China.AddWorkingTime(from, -time), from) == time);

    [Fact]
    public void A_later_start_and_a_longer_time_never_end_earlier() =>
        Gen.Select(AnyMoment, AnyMoment, AnyTime, AnyTime).Sample((a, b, s, t) =>
            China.AddWorkingTime(a < b ? a : b, s < t ? s : t) <= China.AddWorkingTime(a < b ? b : a, s < t ? t : s));

    [Fact]
    public void Time_taken_away_ends_at_the_latest_moment()
    {
        var monday = Calendars.Moment("2024-09-09T13:00+08:00");

        Assert.Equal(Calendars.Moment("2024-09-09T11:00+08:00"), China.AddWorkingTime(monday, TimeSpan.FromHours(-1)));
        Assert.Equal(monday, China.AddWorkingTime(Calendars.Moment("2024-09-09T17:00+08:00"), TimeSpan.FromHours(-4)));
    }

    // Germany 2024: on 31 March 02:00 becomes 03:00, on 27 October 03:00 becomes 02:00 again.
    [Theory]
    [InlineData("2024-03-30T20:00+01:00", "2024-03-31T12:00+02:00", 7.0)]
    [InlineData("2024-10-26T20:00+02:00", "2024-10-27T12:00+01:00", 9.0)]
    [InlineData("2024-06-01T20:00+02:00", "2024-06-02T12:00+02:00", 8.0)]
    public void A_night_shift_is_an_hour_shorter_in_spring_and_longer_in_autumn(string from, string to, double hours)
    {
        var nights = Calendars.Weekly("Europe/Berlin", EveryDay("22:00-06:00"));

        Assert.Equal(hours, nights.WorkingTimeBetween(Calendars.Moment(from), Calendars.Moment(to)).TotalHours);
    }

    [Fact]
    public void Hours_that_the_clocks_skip_are_not_worked()
    {
        var calendar = Calendars.Weekly("Europe/Berlin", EveryDay("02:00-03:00"));

        Assert.False(calendar.IsWorkingDay(Calendars.Date("2024-03-31")));
        Assert.True(calendar.IsWorkingDay(Calendars.Date("2024-03-30")));
    }

    [Fact]
    public void Hours_that_the_clocks_repeat_are_worked_twice()
    {
        var calendar = Calendars.Weekly("Europe/Berlin", EveryDay("02:00-03:00"));
        var midnight = Calendars.Moment("2024-10-27T00:00+02:00");

        Assert.Equal(TimeSpan.FromHours(2), calendar.WorkingTimeBetween(midnight, midnight.AddHours(12)));
        Assert.Equal(Calendars.Moment("2024-10-27T02:30+01:00"), calendar.AddWorkingTime(midnight, TimeSpan.FromMinutes(90)));
    }

    [Fact]
    public void The_answer_has_the_offset_of_its_own_moment()
    {
        var calendar = Calendars.Weekly("Europe/Berlin", EveryDay("09:00-17:00"));

        var due = calendar.AddWorkingTime(Calendars.Moment("2024-03-30T16:00+01:00"), TimeSpan.FromHours(2));

        Assert.Equal("2024-03-31T10:00:00+02:00", due.ToString("yyyy-MM-ddTHH:mm:sszzz"));
    }

    [Fact]
    public void A_night_shift_belongs_to_the_date_on_which_it_opens()
    {
        var calendar = Calendars.Weekly("Asia/Shanghai", WorkingWeek.Empty.With(DayOfWeek.Monday, Calendars.Hours("22:00-06:00")));

        Assert.True(calendar.IsWorkingDay(Calendars.Date("2024-09-09")));
        Assert.False(calendar.IsWorkingDay(Calendars.Date("2024-09-10")));
        Assert.True(calendar.IsWorkingTime(Calendars.Moment("2024-09-10T05:59+08:00")));
        Assert.False(calendar.IsWorkingTime(Calendars.Moment("2024-09-10T06:00+08:00")));
    }

    [Fact]
    public void Work_that_is_asked_for_outside_the_horizon_is_refused()
    {
        var calendar = Calendars.Weekly("Asia/Shanghai", EveryDay("09:00-17:00"));

        Assert.Throws<ArgumentOutOfRangeException>(() => calendar.AddWorkingTime(DateTimeOffset.MinValue, TimeSpan.FromHours(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => calendar.AddWorkingTime(DateTimeOffset.MaxValue, TimeSpan.FromHours(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => calendar.AddWorkingTime(Calendars.Moment("2024-09-09T09:00+08:00"), TimeSpan.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => calendar.AddWorkingTime(Calendars.Moment("2024-09-09T09:00+08:00"), TimeSpan.MinValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => calendar.IsWorkingDay(Calendars.Date("2019-12-31")));
    }

    internal static WorkingWeek EveryDay(params string[] hours) =>
        Enum.GetValues<DayOfWeek>().Aggregate(WorkingWeek.Empty, (week, day) => week.With(day, Calendars.Hours(hours)));

    private static WorkingCalendar China => BuiltInCalendars.China;

    private static Gen<DateTimeOffset> AnyMoment { get; } =
        Gen.Long[0, TimeSpan.TicksPerDay * 365 * 20].Select(ticks => Calendars.Moment("2007-01-01T00:00+08:00").AddTicks(ticks));

    private static Gen<TimeSpan> AnyTime { get; } =
        Gen.OneOf(Gen.Long[0, TimeSpan.TicksPerHour * 8 * 600], Gen.Int[0, 400].Select(hours => hours * TimeSpan.TicksPerHour)).Select(TimeSpan.FromTicks);
}
