using System.Globalization;

namespace Xiezhi.Calendars;

/// <summary>Moments as text.</summary>
internal static class Moments
{
    private static readonly string[] LocalForms =
        ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];

    private static readonly string[] FormsWithOffset =
        [.. LocalForms.Skip(1).SelectMany(form => new[] { form + "zzz", form + "'Z'" })];

    public static bool TryParseLocal(string? text, out DateTime local) =>
        DateTime.TryParseExact(text, LocalForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out local);

    public static bool TryParseWithOffset(string? text, out DateTimeOffset moment) =>
        DateTimeOffset.TryParseExact(text, FormsWithOffset, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment);

    public static string Write(DateTimeOffset moment) => moment.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);
}
