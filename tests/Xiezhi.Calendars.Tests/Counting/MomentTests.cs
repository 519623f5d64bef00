using System.Globalization;

namespace Xiezhi.Calendars.Tests;

public class MomentTests
{
    [Theory]
    [InlineData("2024-09-12", "2024-09-12T00:00:00+08:00")]
    [InlineData("2024-09-12T10:30", "2024-09-12T10:30:00+08:00")]
    [InlineData("2024-09-12 10:30:15", "2024-09-12T10:30:15+08:00")]
    [InlineData("2024-09-12T10:30:15.5", "2024-09-12T10:30:15.5+08:00")]
    [InlineData("2024-09-12T10:30:15Z", "2024-09-12T10:30:15+00:00")]
    [InlineData("2024-09-12T10:30-05:00", "2024-09-12T10:30:00-05:00")]
    public void A_moment_without_an_offset_is_local_to_the_calendar(string text, string expected)
    {
        Assert.True(BuiltInCalendars.China.TryParseMoment(text, out var moment));

        Assert.True(moment.EqualsExact(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("tomorrow")]
    [InlineData("2024-02-30")]
    [InlineData("2024-09-12T25:00")]
    [InlineData("12/09/2024")]
    [InlineData("1024-09-12")]
    public void What_is_not_a_moment_is_refused(string? text) => Assert.False(BuiltInCalendars.China.TryParseMoment(text, out _));
}
