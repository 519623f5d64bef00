using System.Xml;

namespace Xiezhi.Foundation.Values;

/// <summary>A length of time in days, hours, minutes and seconds; a day is 24 hours. May be negative. The default value is zero.</summary>
/// <param name="Nanoseconds">The whole length in nanoseconds.</param>
public readonly record struct DaysAndTimeDuration(Int128 Nanoseconds)
{
    /// <summary>The same length.</summary>
    public static DaysAndTimeDuration From(TimeSpan span) => new((Int128)span.Ticks * 100);

    /// <summary>Reads <c>P1DT2H3M4.5S</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DaysAndTimeDuration duration)
    {
        duration = default;
        try
        {
            duration = From(XmlConvert.ToTimeSpan(text.ToString()));
            return true;
        }
        catch (Exception problem) when (problem is FormatException or OverflowException)
        {
            return false;
        }
    }

    /// <summary>The same length; false when it is longer than a <see cref="TimeSpan"/> can hold. Below 100 ns it is cut.</summary>
    public bool TryToTimeSpan(out TimeSpan span)
    {
        var ticks = Nanoseconds / 100;
        span = ticks > long.MaxValue || ticks < long.MinValue ? default : new TimeSpan((long)ticks);
        return ticks <= long.MaxValue && ticks >= long.MinValue;
    }

    /// <summary>As ISO 8601 writes it.</summary>
    public override string ToString() => TryToTimeSpan(out var span) ? XmlConvert.ToString(span) : "P" + (Nanoseconds / 86_400_000_000_000) + "D";
}
