namespace Xiezhi.Calendars.Tests;

public class PauseTests
{
    private static readonly WorkingCalendar China = BuiltInCalendars.China;

    [Theory]
    [InlineData("4wh", DueEnd.Exact, "2024-09-12T10:00", "2024-09-12T11:00/2024-09-12T14:00", "2024-09-12T17:00")]
    [InlineData("4wh", DueEnd.Exact, "2024-09-12T10:00", "2024-09-12T11:00/2024-09-13T10:00", "2024-09-13T14:00")]
    [InlineData("PT4H", DueEnd.Exact, "2024-09-12T10:00", "2024-09-12T11:00/2024-09-13T11:00", "2024-09-13T14:00")]
    [InlineData("4wh", DueEnd.Exact, "2024-09-12T10:00", "2024-09-12T15:00/2024-09-13T15:00", "2024-09-12T15:00")]
    // Three working days from Thursday: Friday, Saturday (made up for), Wednesday. Friday ends in the pause, so Thursday counts in its place.
    [InlineData("3wd", DueEnd.EndOfWorkingDay, "2024-09-12T10:00", "2024-09-13T10:00/2024-09-14T10:00", "2024-09-19T17:00")]
    [InlineData("3wd", DueEnd.EndOfWorkingDay, "2024-09-12T10:00", "2024-09-13T10:00/2024-09-13T16:00", "2024-09-18T17:00")]
    [InlineData("1wd", DueEnd.Exact, "2024-09-12T10:00", "2024-09-12T11:00/2024-09-12T15:00", "2024-09-13T14:00")]
    [InlineData("7d", DueEnd.EndOfWorkingDay, "2024-09-02T10:00", "2024-09-03T10:00/2024-09-05T10:00", "2024-09-11T17:00")]
    [InlineData("7d", DueEnd.Exact, "2024-09-02T10:00", "2024-09-03T10:00/2024-09-04T22:00", "2024-09-10T22:00")]
    public void What_is_paused_does_not_count(string amount, DueEnd end, string from, string pause, string expected)
    {
        Assert.True(Pause.TryParse(pause, China, out var rest));
        var counting = new Counting { From = amount.EndsWith('d') ? CountFrom.NextDay : CountFrom.SameDay, End = end };

        var due = China.Due(DueTests.Shanghai(from), DueTests.Read(amount), counting, [rest]);

        Assert.Equal(DueTests.Shanghai(expected), due.Due);
    }

    [Fact]
    public void Time_that_was_paused_is_not_measured()
    {
        var from = DueTests.Shanghai("2024-09-12T10:00");
        Pause[] pauses = [new Pause(from.AddHours(1), from.AddHours(5))];

        Assert.Equal(Amount.WorkingHours(3), China.Elapsed(from, from.AddHours(8), AmountUnit.WorkingHours, Counting.FromTheStart, pauses).Elapsed);
        Assert.Equal(Amount.Elapsed(TimeSpan.FromHours(4)), China.Elapsed(from, from.AddHours(8), AmountUnit.Elapsed, Counting.FromTheStart, pauses).Elapsed);
    }

    [Theory]
    [InlineData("2024-09-12T10:00/2024-09-12T09:00")]
    [InlineData("2024-09-12T10:00")]
    [InlineData("a/b")]
    [InlineData(null)]
    public void What_is_not_a_pause_is_refused(string? text) => Assert.False(Pause.TryParse(text, China, out _));

    [Fact]
    public void A_pause_is_read_with_or_without_offsets_and_written_with_them()
    {
        Assert.True(Pause.TryParse("2024-09-12/2024-09-12T02:00:00Z", China, out var pause));

        Assert.Equal("2024-09-12T00:00:00+08:00/2024-09-12T02:00:00+00:00", pause.ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => new Pause(pause.To, pause.From));
    }
}
