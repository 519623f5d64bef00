using System.Globalization;

namespace Xiezhi.Insight.Reports;

/// <summary>Figures and times as people read them, the same in every language.</summary>
internal static class Format
{
    public const string Nothing = "–";

    public static string Count(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Days(double? days) => days?.ToString(days < 1 ? "0.000" : "#,0.0", CultureInfo.InvariantCulture) ?? Nothing;

    public static string Percent(double? share) => share is { } known ? (known * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%" : Nothing;

    public static string Points(decimal points) => points.ToString("#,0.##", CultureInfo.InvariantCulture);

    public static string Minute(DateTimeOffset? local) => local?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";

    public static string Second(DateTimeOffset? local) => local?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "";

    public static string Date(DateTimeOffset local) => local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A number without grouping, for files that programs read.</summary>
    public static string Plain(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
