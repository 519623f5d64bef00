using Xiezhi.Workflow.Time;

namespace Xiezhi.Workflow.Tests.Time;

public sealed class IsoDurationTests
{
    [Theory]
    [InlineData("PT15M", 0, "00:15:00")]
    [InlineData("P1Y2M", 14, "00:00:00")]
    [InlineData("P2W", 0, "14.00:00:00")]
    [InlineData("P1DT0.5S", 0, "1.00:00:00.5")]
    [InlineData("-PT1H", 0, "-01:00:00")]
    [InlineData("PT36H", 0, "1.12:00:00")]
    public void A_duration_is_read_as_iso_8601_writes_it(string text, int months, string span)
    {
        Assert.True(IsoDuration.TryParse(text, out var duration));
        Assert.Equal(new IsoDuration(months, TimeSpan.Parse(span, System.Globalization.CultureInfo.InvariantCulture)), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1")]
    [InlineData("1H")]
    [InlineData("PT1M1H")]
    [InlineData("P1DT")]
    [InlineData("P1.5D")]
    [InlineData("P1H")]
    [InlineData("P99999999999999999999D")]
    [InlineData("P1D2D")]
    public void What_is_no_duration_is_refused(string text) => Assert.False(IsoDuration.TryParse(text, out _));

    [Fact]
    public void A_month_is_the_calendars_and_the_end_of_time_is_no_error()
    {
        Assert.True(new IsoDuration(1, default).TryAddTo(new DateTimeOffset(2024, 1, 31, 0, 0, 0, TimeSpan.Zero), out var due));
        Assert.Equal(new DateTimeOffset(2024, 2, 29, 0, 0, 0, TimeSpan.Zero), due);
        Assert.False(new IsoDuration(120_000, default).TryAddTo(due, out _));
    }
}
