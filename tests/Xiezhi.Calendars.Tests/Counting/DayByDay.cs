namespace Xiezhi.Calendars.Tests;

/// <summary>The plain meaning of counting days by dates, one date after the other, in a zone without summer time.</summary>
internal static class DayByDay
{
    /// <summary>The end of the n-th working day: on the day of the start or after it, if its hours are not over, or from the next date on.</summary>
    public static DateTime EndOfWorkingDay(WorkingCalendar calendar, DateTime start, int days, CountFrom from)
    {
        var date = DateOnly.FromDateTime(start);
        if (from == CountFrom.NextDay || (Closes(calendar, date) is { } end && start >= end))
        {
            date = date.AddDays(1);
        }

        while (Closes(calendar, date) is null || --days > 0)
        {
            date = date.AddDays(1);
        }

        return Closes(calendar, date)!.Value;
    }

    /// <summary>The start's time of day, within the hours of that day, on the n-th working day after the start's date; its end if the start's date is none.</summary>
    public static DateTime SameTimeOfDay(WorkingCalendar calendar, DateTime start, int days)
    {
        var date = DateOnly.FromDateTime(start);
        var works = Closes(calendar, date) is not null;
        while (days > 0)
        {
            date = date.AddDays(1);
            days -= Closes(calendar, date) is null ? 0 : 1;
        }

        var (opens, closes) = (date.ToDateTime(calendar.HoursOn(date)[0].Opens), Closes(calendar, date)!.Value);
        var due = date.ToDateTime(TimeOnly.FromDateTime(start));
        return !works || due > closes ? closes : due < opens ? opens : due;
    }

    private static DateTime? Closes(WorkingCalendar calendar, DateOnly date) =>
        calendar.HoursOn(date) is { IsEmpty: false } hours ? date.ToDateTime(hours[^1].Closes) : null;
}
