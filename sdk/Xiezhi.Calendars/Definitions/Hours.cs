using System.Collections.Immutable;

namespace Xiezhi.Calendars;

/// <summary>What can be said of several intervals on one date.</summary>
internal static class Hours
{
    public static ImmutableArray<WorkingInterval> Sorted(ImmutableArray<WorkingInterval> hours) =>
        hours.IsDefaultOrEmpty ? [] : hours.Sort(static (a, b) => a.Opens.CompareTo(b.Opens));

    /// <summary>The first interval of sorted <paramref name="hours"/> that begins before the one ahead of it has ended.</summary>
    public static WorkingInterval? FirstOverlap(ImmutableArray<WorkingInterval> hours)
    {
        for (var i = 1; i < hours.Length; i++)
        {
            if (hours[i].Opens.Ticks < hours[i - 1].ClosesAfterMidnight)
            {
                return hours[i];
            }
        }

        return null;
    }

    /// <summary>Whether <paramref name="today"/> runs over midnight into the hours of the date after it.</summary>
    public static bool RunInto(ImmutableArray<WorkingInterval> today, ImmutableArray<WorkingInterval> tomorrow) =>
        !today.IsEmpty && !tomorrow.IsEmpty && today[^1].ClosesAfterMidnight - TimeSpan.TicksPerDay > tomorrow[0].Opens.Ticks;
}
