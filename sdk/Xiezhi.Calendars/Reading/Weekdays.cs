namespace Xiezhi.Calendars;

/// <summary>The days of the week as calendars write them.</summary>
internal static class Weekdays
{
    public static string[] Names { get; } = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    public static DayOfWeek? Find(string name)
    {
        var index = Array.IndexOf(Names, name);
        return index < 0 ? null : (DayOfWeek)((index + 1) % 7);
    }
}
