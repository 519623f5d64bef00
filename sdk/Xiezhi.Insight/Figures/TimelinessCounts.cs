using Xiezhi.Insight.Histories;

namespace Xiezhi.Insight.Figures;

/// <summary>How many cases kept what was promised.</summary>
/// <param name="OnTime">Every clock that counts was met; exactly at due is in time.</param>
/// <param name="Late">A clock was breached.</param>
/// <param name="Running">A clock runs or is paused, and none was breached.</param>
/// <param name="NoClock">Nothing was promised that counts.</param>
public sealed record TimelinessCounts(int OnTime, int Late, int Running, int NoClock)
{
    /// <summary>All of them.</summary>
    public int Total => OnTime + Late + Running + NoClock;

    /// <summary>Those on which the promise was kept or broken.</summary>
    public int Decided => OnTime + Late;

    /// <summary>The share on time of those decided, from 0 to 1; <see langword="null"/> where none is.</summary>
    public double? ShareOnTime => Decided == 0 ? null : (double)OnTime / Decided;

    internal static TimelinessCounts Of(IEnumerable<CaseRecord> cases)
    {
        var counts = cases.CountBy(record => record.Timeliness).ToDictionary();
        int Count(Timeliness timeliness) => counts.GetValueOrDefault(timeliness);
        return new TimelinessCounts(Count(Timeliness.OnTime), Count(Timeliness.Late), Count(Timeliness.Running), Count(Timeliness.NoClock));
    }
}
