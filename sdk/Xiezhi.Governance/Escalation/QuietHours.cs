using System.Globalization;
using Xiezhi.Calendars;

namespace Xiezhi.Governance.Escalation;

/// <summary>When nobody is disturbed: outside the working time of a calendar, or between two local times of every day.</summary>
public sealed record QuietHours
{
    private QuietHours(WorkingCalendar calendar, TimeOnly? from, TimeOnly? to)
    {
        Calendar = calendar;
        From = from;
        To = to;
    }

    /// <summary>The calendar whose working time is not quiet, or in whose zone the local times are.</summary>
    public WorkingCalendar Calendar { get; }

    /// <summary>When they begin each day, or <see langword="null"/> where they are all that is not working time.</summary>
    public TimeOnly? From { get; }

    /// <summary>When they end; at or before <see cref="From"/> it is the next morning.</summary>
    public TimeOnly? To { get; }

    /// <summary>All that is not working time of a calendar.</summary>
    public static QuietHours OutsideWork(WorkingCalendar calendar) => new(calendar, null, null);

    /// <summary>From one local time to another, every day.</summary>
    public static QuietHours Daily(TimeOnly from, TimeOnly to, WorkingCalendar calendar) => new(calendar, from, to);

    /// <summary><paramref name="moment"/> itself where it is not quiet, else when the quiet hours end.</summary>
    public DateTimeOffset End(DateTimeOffset moment)
    {
        try
        {
            return From is { } from && To is { } to ? Daily(moment, from, to) : Calendar.NextWorkingTime(moment).ToUniversalTime();
        }
        catch (ArgumentOutOfRangeException)
        {
            // Where the calendar knows nothing, nothing is quiet.
            return moment;
        }
    }

    private DateTimeOffset Daily(DateTimeOffset moment, TimeOnly from, TimeOnly to)
    {
        var local = Calendar.AddWorkingTime(moment, TimeSpan.Zero);
        var time = TimeOnly.FromTimeSpan(local.TimeOfDay);
        var overnight = to <= from;
        var quiet = overnight ? time >= from || time < to : time >= from && time < to;
        if (!quiet)
        {
            return moment;
        }

        var date = DateOnly.FromDateTime(local.Date).AddDays(overnight && time >= from ? 1 : 0);
        var text = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T" + to.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        return Calendar.TryParseMoment(text, out var end) && end > moment ? end.ToUniversalTime() : moment;
    }
}
