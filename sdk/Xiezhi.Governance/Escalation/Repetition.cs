using Xiezhi.Calendars;

namespace Xiezhi.Governance.Escalation;

/// <summary>How a step is repeated after it was first taken, for as long as its clock runs.</summary>
/// <param name="Every">The first gap.</param>
/// <param name="Growth">How many times longer each gap is than the one before; at least 1.</param>
/// <param name="Times">How often it is repeated, at most.</param>
public sealed record Repetition(Amount Every, decimal Growth, int Times)
{
    /// <summary>The gap after it was taken <paramref name="taken"/> times; days are rounded up to whole ones.</summary>
    public Amount GapAfter(int taken)
    {
        var factor = 1m;
        for (var i = 1; i < taken && factor < 1_000_000m; i++)
        {
            factor *= Growth;
        }

        factor = Math.Min(factor, 1_000_000m);
        return Every.Unit switch
        {
            AmountUnit.Elapsed => Amount.Elapsed(Longer(Every.Time, factor)),
            AmountUnit.WorkingHours => Amount.WorkingTime(Longer(Every.Time, factor)),
            AmountUnit.WorkingDays => Amount.WorkingDays(Longer(Every.Days, factor)),
            _ => Amount.CalendarDays(Longer(Every.Days, factor)),
        };
    }

    private static TimeSpan Longer(TimeSpan time, decimal factor) =>
        TimeSpan.FromTicks((long)Math.Min(time.Ticks * factor, TimeSpan.FromDays(Amount.MaximumDays).Ticks));

    private static int Longer(int days, decimal factor) => (int)Math.Min(decimal.Ceiling(days * factor), Amount.MaximumDays);
}
