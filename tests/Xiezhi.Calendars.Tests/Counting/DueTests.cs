namespace Xiezhi.Calendars.Tests;

public class DueTests
{
    private static readonly WorkingCalendar China = BuiltInCalendars.China;

    // Around the Mid-Autumn holiday of 2024: the 14th, a Saturday, is made up for, the 15th to the 17th are off.
    [Theory]
    [InlineData("2024-09-12T10:00", "5wd", CountFrom.NextDay, DueEnd.EndOfWorkingDay, "2024-09-20T17:00")]
    [InlineData("2024-09-12T10:00", "5wd", CountFrom.NextDay, DueEnd.Exact, "2024-09-20T10:00")]
    [InlineData("2024-09-12T10:00", "5wd", CountFrom.SameDay, DueEnd.EndOfWorkingDay, "2024-09-19T17:00")]
    [InlineData("2024-09-12T10:00", "5wd", CountFrom.SameDay, DueEnd.Exact, "2024-09-20T10:00")]
    [InlineData("2024-09-12T00:00", "5wd", CountFrom.NextDay, DueEnd.Exact, "2024-09-20T09:00")]
    [InlineData("2024-09-12T18:30", "1wd", CountFrom.SameDay, DueEnd.EndOfWorkingDay, "2024-09-13T17:00")]
    [InlineData("2024-09-15T10:00", "1wd", CountFrom.SameDay, DueEnd.EndOfWorkingDay, "2024-09-18T17:00")]
    [InlineData("2024-09-15T10:00", "1wd", CountFrom.NextDay, DueEnd.Exact, "2024-09-18T17:00")]
    [InlineData("2024-09-14T15:00", "4wh", CountFrom.SameDay, DueEnd.Exact, "2024-09-18T11:00")]
    [InlineData("2024-09-14T10:00", "4wh", CountFrom.SameDay, DueEnd.Exact, "2024-09-14T15:00")]
    [InlineData("2024-09-14T10:00", "4wh", CountFrom.NextDay, DueEnd.Exact, "2024-09-18T14:00")]
    [InlineData("2024-09-14T10:00", "4wh", CountFrom.SameDay, DueEnd.EndOfWorkingDay, "2024-09-14T17:00")]
    [InlineData("2024-09-14T15:00", "PT4H", CountFrom.SameDay, DueEnd.Exact, "2024-09-14T19:00")]
    [InlineData("2024-09-14T15:00", "PT4H", CountFrom.NextDay, DueEnd.Exact, "2024-09-15T04:00")]
    [InlineData("2024-09-12T10:00", "7d", CountFrom.SameDay, DueEnd.Exact, "2024-09-19T10:00")]
    [InlineData("2024-09-12T10:00", "7d", CountFrom.NextDay, DueEnd.EndOfWorkingDay, "2024-09-19T17:00")]
    [InlineData("2024-09-12T10:00", "7d", CountFrom.SameDay, DueEnd.EndOfWorkingDay, "2024-09-18T17:00")]
    [InlineData("2024-09-08T10:00", "7d", CountFrom.NextDay, DueEnd.EndOfWorkingDay, "2024-09-16T00:00")]
    public void An_amount_is_due_as_its_counting_says(string from, string amount, CountFrom count, DueEnd end, string expected)
    {
        var counting = new Counting { From = count, End = end };

        var due = China.Due(Shanghai(from), Read(amount), counting);

        Assert.Equal(Shanghai(expected), due.Due);
        Assert.False(due.Provisional);
    }

    internal static DateTimeOffset Shanghai(string local) => DateTimeOffset.Parse(local + ":00+08:00", System.Globalization.CultureInfo.InvariantCulture);

    internal static Amount Read(string text) => Amount.TryParse(text, out var amount) ? amount : throw new ArgumentException(text);
}
