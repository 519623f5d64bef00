using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Feel.Semantics;
using static Xiezhi.Rules.Feel.Functions.Builtins;

namespace Xiezhi.Rules.Feel.Functions;

/// <summary>The calendar and the given instant (DMN 1.5, 10.3.4.7).</summary>
internal static class TemporalFunctions
{
    private static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    private static readonly string[] Months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    public static BuiltinFunction[] All =>
    [
        Define("day of year", FeelType.Number, ("date: date|datetime", call => DateOf(call).DayOfYear)),
        Define("day of week", FeelType.String, ("date: date|datetime", call => Days[DateOf(call).DayOfWeek - 1])),
        Define("month of year", FeelType.String, ("date: date|datetime", call => Months[DateOf(call).Month - 1])),
        Define("week of year", FeelType.Number, ("date: date|datetime", call => DateOf(call).WeekOfYear)),
        Define("now", FeelType.DateAndTime, isPure: false, ("", call => Value.From(call.Session.Options.Now))),
        Define("today", FeelType.Date, isPure: false, ("", call => Value.From(DateAndTime.From(call.Session.Options.Now).Date))),
        Define("years and months duration", FeelType.YearsAndMonthsDuration, ("from: date|datetime, to: date|datetime", Between)),
    ];

    private static Date DateOf(BuiltinCall call) => call[0].AsDate ?? call[0].AsDateAndTime!.Value.Date;

    // Whole months from one date to the other; a month is whole when its day is reached, whatever the time.
    private static Value Between(BuiltinCall call)
    {
        var (from, to) = (Arithmetic.MomentOf(call[0]), Arithmetic.MomentOf(call[1]));
        var months = ((to.Date.Year - (long)from.Date.Year) * 12) + to.Date.Month - from.Date.Month;
        var rest = to.Date.Day.CompareTo(from.Date.Day);
        months += months > 0 && rest < 0 ? -1 : months < 0 && rest > 0 ? 1 : 0;
        return Value.From(new YearsAndMonthsDuration(months));
    }
}
