using Xiezhi.Foundation.Values;

namespace Xiezhi.Rules.Feel.Semantics;

/// <summary>Dates, times and durations from text.</summary>
internal static class Temporal
{
    /// <summary>What stands behind <c>@</c>: any of the temporal values.</summary>
    public static bool TryParse(string text, out Value value)
    {
        value = Value.Null;
        if (Date.TryParse(text, out var date))
        {
            value = Value.From(date);
        }
        else if (DateAndTime.TryParse(text, out var moment))
        {
            value = Value.From(moment);
        }
        else if (Time.TryParse(text.StartsWith('T') ? text[1..] : text, out var time))
        {
            value = Value.From(time);
        }
        else
        {
            return TryParseDuration(text, out value);
        }

        return true;
    }

    public static bool TryParseDuration(string text, out Value value)
    {
        value = Value.Null;
        if (YearsAndMonthsDuration.TryParse(text, out var months))
        {
            value = Value.From(months);
        }
        else if (DaysAndTimeDuration.TryParse(text, out var days))
        {
            value = Value.From(days);
        }

        return !value.IsNull;
    }
}
