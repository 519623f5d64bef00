using System.Globalization;

namespace Xiezhi.Calendars;

/// <summary>How much time a promise gives: elapsed time, working hours, working days or calendar days.</summary>
/// <remarks>
/// Never negative. Immutable; the default value is no elapsed time, <c>PT0S</c>. Two amounts are equal when unit and quantity are:
/// <c>P1D</c>, 24 hours elapsed, is not <c>1d</c>, a date later.
/// </remarks>
public readonly record struct Amount
{
    /// <summary>The most days that an amount can have.</summary>
    public const int MaximumDays = 1_000_000;

    private Amount(AmountUnit unit, long quantity)
    {
        Unit = unit;
        Quantity = quantity;
    }

    /// <summary>What is counted.</summary>
    public AmountUnit Unit { get; }

    /// <summary>Ticks for elapsed time and working hours, days for the others.</summary>
    internal long Quantity { get; }

    /// <summary>The time, for elapsed time and working hours; zero for days.</summary>
    public TimeSpan Time => IsTime ? TimeSpan.FromTicks(Quantity) : TimeSpan.Zero;

    /// <summary>The number of days, for working days and calendar days; zero for the others.</summary>
    public int Days => IsTime ? 0 : (int)Quantity;

    /// <summary>Whether it is none at all.</summary>
    public bool IsZero => Quantity == 0;

    internal bool IsTime => Unit is AmountUnit.Elapsed or AmountUnit.WorkingHours;

    /// <summary>Time as it passes.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative.</exception>
    public static Amount Elapsed(TimeSpan time) => OfTime(AmountUnit.Elapsed, time);

    /// <summary>Working time.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative.</exception>
    public static Amount WorkingTime(TimeSpan time) => OfTime(AmountUnit.WorkingHours, time);

    /// <summary>Whole working hours.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="hours"/> is negative.</exception>
    public static Amount WorkingHours(int hours) => WorkingTime(TimeSpan.FromHours(hours));

    /// <summary>Working days.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is negative or more than <see cref="MaximumDays"/>.</exception>
    public static Amount WorkingDays(int days) => OfDays(AmountUnit.WorkingDays, days);

    /// <summary>Calendar days.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is negative or more than <see cref="MaximumDays"/>.</exception>
    public static Amount CalendarDays(int days) => OfDays(AmountUnit.CalendarDays, days);

    /// <summary>Reads <c>PT4H</c> (an ISO 8601 duration without years, months or weeks), <c>4wh</c> (a fraction such as <c>1.5wh</c> is allowed), <c>5wd</c> or <c>7d</c>.</summary>
    /// <returns>False when the text is none of these, is negative, or is too large to be held.</returns>
    public static bool TryParse(string? text, out Amount amount)
    {
        amount = default;
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        if (text[0] == 'P')
        {
            return IsoDuration.TryParse(text, out var ticks) && Set(AmountUnit.Elapsed, ticks, out amount);
        }

        if (text.EndsWith("wh", StringComparison.Ordinal))
        {
            return decimal.TryParse(text.AsSpan(..^2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours)
                && hours <= TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerHour
                && Set(AmountUnit.WorkingHours, (long)decimal.Round(hours * TimeSpan.TicksPerHour), out amount);
        }

        var unit = text.EndsWith("wd", StringComparison.Ordinal) ? AmountUnit.WorkingDays : AmountUnit.CalendarDays;
        var digits = text.AsSpan(..^(unit == AmountUnit.WorkingDays ? 2 : 1));
        return text[^1] == 'd'
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            && days <= MaximumDays
            && Set(unit, days, out amount);
    }

    /// <summary>As <see cref="TryParse"/> reads it.</summary>
    public override string ToString() => Unit switch
    {
        AmountUnit.Elapsed => IsoDuration.Write(Quantity),
        AmountUnit.WorkingHours => string.Create(CultureInfo.InvariantCulture, $"{WrittenHours()}wh"),
        AmountUnit.WorkingDays => string.Create(CultureInfo.InvariantCulture, $"{Quantity}wd"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Quantity}d"),
    };

    // Enough digits that reading it again rounds to the same tick, and none that are zero.
    private string WrittenHours() =>
        ((decimal)Quantity / TimeSpan.TicksPerHour).ToString("0.###########", CultureInfo.InvariantCulture);

    private static Amount OfTime(AmountUnit unit, TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        return new(unit, time.Ticks);
    }

    private static Amount OfDays(AmountUnit unit, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, MaximumDays);
        return new(unit, days);
    }

    private static bool Set(AmountUnit unit, long quantity, out Amount amount)
    {
        amount = new Amount(unit, quantity);
        return true;
    }
}
