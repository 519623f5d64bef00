using Xiezhi.Calendars;

namespace Xiezhi.Governance.ServiceLevels;

/// <summary>A way of counting as words: <c>same-day</c> or <c>next-day</c>, <c>exact</c> or <c>end-of-day</c>.</summary>
internal static class CountingText
{
    public const string FromWords = "same-day, next-day";
    public const string EndWords = "exact, end-of-day";

    public static CountFrom? From(string? word) => word switch
    {
        null or "same-day" => CountFrom.SameDay,
        "next-day" => CountFrom.NextDay,
        _ => null,
    };

    public static DueEnd? End(string? word) => word switch
    {
        null or "exact" => DueEnd.Exact,
        "end-of-day" => DueEnd.EndOfWorkingDay,
        _ => null,
    };

    public static string Write(Counting counting) =>
        (counting.From == CountFrom.NextDay ? "next-day" : "same-day") + "/" + (counting.End == DueEnd.EndOfWorkingDay ? "end-of-day" : "exact");

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static Counting Read(string text)
    {
        var parts = text.Split('/');
        return Counting.FromTheStart with { From = From(parts[0]) ?? CountFrom.SameDay, End = End(parts[^1]) ?? DueEnd.Exact };
    }
}
