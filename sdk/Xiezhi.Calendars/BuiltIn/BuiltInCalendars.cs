namespace Xiezhi.Calendars;

/// <summary>The calendars that come with Xiezhi.</summary>
/// <remarks>Compiled when first asked for, then shared; safe from any thread.</remarks>
public static class BuiltInCalendars
{
    private static readonly Lazy<WorkingCalendar> LazyChina = new(() => ChinaCalendar.Compile());

    /// <summary>
    /// China (<c>CN</c>): Asia/Shanghai, Monday to Friday 09:00–12:00 and 13:00–17:00, with the public holidays and make-up working days of the
    /// State Council's yearly notices for 2007 to 2026. Other years are not published in it; compiled for 2000 to 2049.
    /// </summary>
    /// <remarks>
    /// No law fixes the hours of all agencies: these are the usual ones, seven a day. An agency that keeps others builds its own calendar on
    /// this one (<c>"basedOn": "CN"</c>) and gives its week; make-up days then have its hours. The notice for a year can also name days of the
    /// year before, so that an answer for late December may still change when the next notice comes.
    /// </remarks>
    public static WorkingCalendar China => LazyChina.Value;

    /// <summary>The built-in calendar of that name, or <see langword="null"/>: the parents that every calendar file can name.</summary>
    public static WorkingCalendar? Find(string id) => id == "CN" ? China : null;
}
