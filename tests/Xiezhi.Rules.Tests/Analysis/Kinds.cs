using Xiezhi.Foundation.Values;

namespace Xiezhi.Rules.Tests.Analysis;

/// <summary>A type of column for random tables: the texts of its constants, and values that stand for all that lie at and between them.</summary>
/// <param name="Type">The type as a model names it.</param>
/// <param name="Constants">Constants, ascending.</param>
/// <param name="Values">At every constant, and between, below and above them.</param>
/// <param name="Aside">Values that are not asked about.</param>
/// <param name="IsOrdered">Whether its values have an order.</param>
internal sealed record Kind(string Type, string[] Constants, Value[] Values, Value[] Aside, bool IsOrdered)
{
    public static readonly Kind[] All =
    [
        new("number", ["-5", "0", "1.5", "10"], [-6, -5, -1, 0, 1, 1.5m, 3, 10, 11], [Value.Null], true),
        new("string", ["\"a\"", "\"b\"", "\"c\""], ["", "a", "aa", "b", "bb", "c", "z"], [Value.Null], true),
        new("boolean", ["true", "false"], [true, false], [Value.Null], false),
        new("date", ["@\"2024-01-01\"", "date(\"2024-01-02\")", "@\"2024-01-05\""], [.. Days("2023-12-31", "2024-01-01", "2024-01-02", "2024-01-03", "2024-01-05", "2024-01-06")], [Value.Null], true),
        new("time", ["@\"09:00:00\"", "time(\"17:00:00\")"], [.. Times("08:00:00", "09:00:00", "12:00:00", "17:00:00", "18:00:00")], [Value.Null, .. Times("10:00:00Z")], true),
        new("date and time", ["@\"2024-01-01T00:00:00Z\"", "@\"2024-01-01T10:00:00+01:00\""], [.. Moments("2023-12-31T23:00:00Z", "2024-01-01T01:00:00+01:00", "2024-01-01T05:00:00Z", "2024-01-01T09:00:00Z", "2024-02-01T00:00:00Z")], [Value.Null, .. Moments("2024-01-01T00:00:00")], true),
        new("days and time duration", ["@\"PT0S\"", "@\"P1D\""], [.. Lengths("-PT1H", "PT0S", "PT3H", "PT24H", "P2D")], [Value.Null], true),
        new("years and months duration", ["@\"P1M\"", "duration(\"P2M\")", "@\"P1Y\""], [.. Months(0, 1, 2, 5, 12, 13)], [Value.Null], true),
        new("Any", ["1", "2", "\"a\""], [0, 1, 1.5m, 2, 3, "a", "b"], [Value.Null, true, Value.List(1)], false),
    ];

    private static IEnumerable<Value> Days(params string[] texts) => texts.Select(text => Date.TryParse(text, out var date) ? Value.From(date) : throw new FormatException(text));

    private static IEnumerable<Value> Times(params string[] texts) => texts.Select(text => Time.TryParse(text, out var time) ? Value.From(time) : throw new FormatException(text));

    private static IEnumerable<Value> Moments(params string[] texts) => texts.Select(text => DateAndTime.TryParse(text, out var moment) ? Value.From(moment) : throw new FormatException(text));

    private static IEnumerable<Value> Lengths(params string[] texts) => texts.Select(text => DaysAndTimeDuration.TryParse(text, out var length) ? Value.From(length) : throw new FormatException(text));

    private static IEnumerable<Value> Months(params int[] months) => months.Select(count => Value.From(new YearsAndMonthsDuration(count)));
}
