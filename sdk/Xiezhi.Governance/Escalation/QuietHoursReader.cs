using System.Globalization;
using Xiezhi.Calendars;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;

namespace Xiezhi.Governance.Escalation;

/// <summary>Reads the quiet hours of <c>service-levels.json</c>: <c>{"calendar": "city"}</c>, all that is not working time, or <c>{"from": "22:00", "to": "07:00"}</c>.</summary>
internal sealed class QuietHoursReader(IReadOnlyDictionary<string, WorkingCalendar> calendars, string packageCalendar, DiagnosticBag diagnostics)
{
    public QuietHours? Read(JsonDocumentObject root)
    {
        if (root.Object("quietHours") is not { } item)
        {
            return null;
        }

        item.Allow("calendar", "from", "to");
        var id = item.Text("calendar") ?? packageCalendar;
        if (!calendars.TryGetValue(id, out var calendar))
        {
            diagnostics.Add(GovernanceCodes.UnknownCalendar, item.LocationOf("calendar"), id, Nearest.To(id, calendars.Keys) ?? "");
            return null;
        }

        var (from, to) = (item.Text("from"), item.Text("to"));
        if (from is null && to is null && item.Has("calendar"))
        {
            return QuietHours.OutsideWork(calendar);
        }

        if (TryTime(from, out var begins) && TryTime(to, out var ends) && begins != ends)
        {
            return QuietHours.Daily(begins, ends, calendar);
        }

        diagnostics.Add(GovernanceCodes.MalformedQuietHours, item.Location, from ?? "", to ?? "");
        return null;
    }

    private static bool TryTime(string? text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
