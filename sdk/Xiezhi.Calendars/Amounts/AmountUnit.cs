namespace Xiezhi.Calendars;

/// <summary>What an <see cref="Amount"/> counts.</summary>
public enum AmountUnit
{
    /// <summary>Time as it passes, day and night: <c>PT4H</c>.</summary>
    Elapsed,

    /// <summary>Working time (工作时): <c>4wh</c>.</summary>
    WorkingHours,

    /// <summary>Working days (工作日): <c>5wd</c>.</summary>
    WorkingDays,

    /// <summary>Calendar days (自然日): <c>7d</c>.</summary>
    CalendarDays,
}
