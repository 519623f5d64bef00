using CsCheck;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Foundation.Tests.Values;

public class TemporalTests
{
    [Fact]
    public void Days_are_counted_as_dotnet_counts_them() => Gen.Date.Sample(date =>
    {
        var day = DateOnly.FromDateTime(date);
        var own = Date.From(day);

        Assert.Equal(day.DayNumber - new DateOnly(1970, 1, 1).DayNumber, own.ToEpochDay());
        Assert.Equal(own, Date.FromEpochDay(own.ToEpochDay()));
        Assert.Equal(day.DayOfYear, own.DayOfYear);
        Assert.Equal(((int)day.DayOfWeek + 6) % 7 + 1, own.DayOfWeek);
        Assert.Equal(System.Globalization.ISOWeek.GetWeekOfYear(date), own.WeekOfYear);
        Assert.Equal(day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), own.ToString());
    });

    [Fact]
    public void Dates_of_every_year_come_back_from_their_day_and_their_text() => Gen.Select(Gen.Int[-Date.MaxYear, Date.MaxYear], Gen.Int[1, 12], Gen.Int[1, 28]).Sample((year, month, day) =>
    {
        var date = new Date(year, month, day);

        Assert.Equal(date, Date.FromEpochDay(date.ToEpochDay()));
        Assert.True(Date.TryParse(date.ToString(), out var back));
        Assert.Equal(date, back);
    });

    [Theory]
    [InlineData("2024-02-30")]
    [InlineData("2023-02-29")]
    [InlineData("2024-13-01")]
    [InlineData("24-01-01")]
    [InlineData("02024-01-01")]
    [InlineData("2024-1-1")]
    [InlineData("2024-01-01Z")]
    [InlineData("9999999999-01-01")]
    public void What_is_not_a_date_is_refused(string text) => Assert.False(Date.TryParse(text, out _));

    [Fact]
    public void A_month_later_than_the_31st_is_the_last_day_of_a_shorter_month()
    {
        Assert.True(new Date(2024, 1, 31).TryAddMonths(1, out var date));
        Assert.Equal(new Date(2024, 2, 29), date);
    }

    [Fact]
    public void Dates_beyond_the_last_year_are_refused() => Assert.False(new Date(Date.MaxYear, 12, 31).TryAddDays(1, out _));

    [Theory]
    [InlineData("10:30:00")]
    [InlineData("10:30:00.123456789")]
    [InlineData("10:30:00Z")]
    [InlineData("10:30:00+08:00")]
    [InlineData("10:30:00-03:30")]
    [InlineData("10:30:00@Asia/Shanghai")]
    public void A_time_is_written_as_it_was_read(string text)
    {
        Assert.True(Time.TryParse(text, out var time));
        Assert.Equal(text, time.ToString());
    }

    [Theory]
    [InlineData("24:00:00")]
    [InlineData("10:60:00")]
    [InlineData("10:30")]
    [InlineData("10:30:00+19:00")]
    [InlineData("10:30:00@Nowhere/Land")]
    [InlineData("10:30:00.")]
    public void What_is_not_a_time_is_refused(string text) => Assert.False(Time.TryParse(text, out _));

    // Clocks in Paris went forward at 02:00 on 2024-03-31 and back at 03:00 on 2024-10-27.
    [Theory]
    [InlineData("2024-03-30T12:00:00@Europe/Paris", "2024-03-30T11:00:00+00:00")]
    [InlineData("2024-03-31T12:00:00@Europe/Paris", "2024-03-31T10:00:00+00:00")]
    [InlineData("2024-10-27T02:30:00@Europe/Paris", "2024-10-27T00:30:00+00:00")]
    [InlineData("2024-09-12T10:00:00@Asia/Shanghai", "2024-09-12T02:00:00+00:00")]
    public void A_zone_has_the_offset_of_its_date(string local, string utc)
    {
        Assert.True(DateAndTime.TryParse(local, out var moment));
        Assert.True(moment.TryToInstant(out var instant));
        Assert.Equal(DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture), instant);
    }

    [Fact]
    public void A_day_of_24_hours_over_a_change_of_clocks_ends_an_hour_later_on_the_clock()
    {
        Assert.True(DateAndTime.TryParse("2024-03-30T12:00:00@Europe/Paris", out var moment));

        Assert.True(moment.TryAdd(new DaysAndTimeDuration((Int128)86_400_000_000_000), out var later));

        Assert.Equal("2024-03-31T13:00:00@Europe/Paris", later.ToString());
    }

    [Fact]
    public void An_instant_comes_back_as_it_was() => Gen.DateTimeOffset.Where(at => at.Year is > 2 and < 9998).Sample(at =>
    {
        Assert.True(DateAndTime.From(at).TryToInstant(out var back));
        Assert.Equal(at, back);
        Assert.Equal(at.Offset, back.Offset);
        Assert.True(DateAndTime.TryParse(DateAndTime.From(at).ToString(), out var read));
        Assert.Equal(DateAndTime.From(at), read);
    });

    [Theory]
    [InlineData("P1DT2H3M4.5S", "P1DT2H3M4.5S")]
    [InlineData("-PT36H", "-P1DT12H")]
    [InlineData("P0D", "PT0S")]
    [InlineData("PT90S", "PT1M30S")]
    [InlineData("PT0.000000001S", "PT0.000000001S")]
    public void A_duration_of_days_is_written_in_its_shortest_form(string text, string expected)
    {
        Assert.True(DaysAndTimeDuration.TryParse(text, out var duration));
        Assert.Equal(expected, duration.ToString());
    }

    [Theory]
    [InlineData("P14M", "P1Y2M")]
    [InlineData("-P1Y", "-P1Y")]
    [InlineData("P0Y", "P0M")]
    public void A_duration_of_months_is_written_in_its_shortest_form(string text, string expected)
    {
        Assert.True(YearsAndMonthsDuration.TryParse(text, out var duration));
        Assert.Equal(expected, duration.ToString());
    }

    [Theory]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1DT")]
    [InlineData("1D")]
    [InlineData("P1H")]
    [InlineData("P1M2Y")]
    [InlineData("P1Y1D")]
    public void What_is_not_a_duration_is_refused(string text)
    {
        Assert.False(DaysAndTimeDuration.TryParse(text, out _));
        Assert.False(YearsAndMonthsDuration.TryParse(text, out _));
    }

    [Fact]
    public void A_duration_comes_back_from_its_text() => Gen.Long.Sample(nanoseconds =>
    {
        var duration = new DaysAndTimeDuration((Int128)nanoseconds * 1000);

        Assert.True(DaysAndTimeDuration.TryParse(duration.ToString(), out var back));
        Assert.Equal(duration, back);
    });
}
