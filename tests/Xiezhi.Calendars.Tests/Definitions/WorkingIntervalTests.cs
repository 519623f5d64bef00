namespace Xiezhi.Calendars.Tests;

public class WorkingIntervalTests
{
    [Theory]
    [InlineData("09:00-12:00", 3.0, false)]
    [InlineData("09:15:30-09:15:31", 1.0 / 3600, false)]
    [InlineData("22:00-06:00", 8.0, true)]
    [InlineData("18:00-24:00", 6.0, true)]
    [InlineData("00:00-24:00", 24.0, true)]
    public void An_interval_is_read_and_written(string text, double hours, bool endsNextDate)
    {
        Assert.True(WorkingInterval.TryParse(text, out var interval));

        Assert.Equal(hours, interval.Length.TotalHours, 9);
        Assert.Equal(endsNextDate, interval.EndsNextDate);
        Assert.Equal(text, interval.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("09:00")]
    [InlineData("9:00-12:00")]
    [InlineData("09:00-25:00")]
    [InlineData("24:00-06:00")]
    [InlineData("09:00-12:00-13:00")]
    [InlineData("09.00-12.00")]
    public void What_is_not_an_interval_is_refused(string? text) => Assert.False(WorkingInterval.TryParse(text, out _));

    [Fact]
    public void The_default_is_the_whole_date() => Assert.Equal(TimeSpan.FromHours(24), default(WorkingInterval).Length);
}
