using System.Globalization;
using Newtonsoft.Json.Linq;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Calendars;

/// <summary>Reads one entry of a calendar's dates: a date or a run of dates, and what holds on it.</summary>
internal sealed class DatedHoursReading(string file, DiagnosticBag diagnostics)
{
    private const string OrdinaryDay = "working-day";

    public DatedHours? Entry(JToken token)
    {
        var members = JsonMembers.Of(token, file, diagnostics, "date", "from", "to", "closed", "like", "hours", "name");
        if (members is null || Dates(members) is not var (first, last))
        {
            return null;
        }

        var entry = What(members, first, last);
        return entry is null ? null : entry with { Name = members.Text("name") ?? "" };
    }

    private DatedHours? What(JsonMembers members, DateOnly first, DateOnly last)
    {
        var (closed, like, hours) = (members.Get("closed"), members.Get("like"), members.Get("hours"));
        if (new[] { closed, like, hours }.Count(member => member is not null) != 1)
        {
            JsonMembers.Unexpected(members.Token, "an entry with exactly one of \"closed\", \"like\" and \"hours\"", file, diagnostics);
            return null;
        }

        if (closed is not null)
        {
            if (members.Truth("closed") == false)
            {
                JsonMembers.Unexpected(closed, "true; for a day that is worked write \"like\": \"working-day\"", file, diagnostics);
            }

            return DatedHours.Closed(first, last);
        }

        if (hours is not null)
        {
            var intervals = new HoursReading(file, diagnostics).Hours(hours);
            if (hours is JArray { Count: 0 })
            {
                JsonMembers.Unexpected(hours, "a list of at least one interval; for a closed day write \"closed\": true", file, diagnostics);
            }

            return intervals.IsEmpty ? null : DatedHours.WithHours(first, last, intervals);
        }

        var name = members.Text("like");
        if (name == OrdinaryDay)
        {
            return DatedHours.Worked(first, last);
        }

        if (name is not null && Weekdays.Find(name) is { } day)
        {
            return DatedHours.Worked(first, last, day);
        }

        if (name is not null)
        {
            JsonMembers.Unexpected(like!, "\"working-day\" or a day from \"monday\" to \"sunday\"", file, diagnostics);
        }

        return null;
    }

    private (DateOnly First, DateOnly Last)? Dates(JsonMembers members)
    {
        var (date, from, to) = (members.Get("date"), members.Get("from"), members.Get("to"));
        if (date is not null && from is null && to is null)
        {
            return Date(date) is { } single ? (single, single) : null;
        }

        if (date is not null || from is null || to is null)
        {
            JsonMembers.Unexpected(members.Token, "an entry with either \"date\" or both \"from\" and \"to\"", file, diagnostics);
            return null;
        }

        if (Date(from) is not { } first || Date(to) is not { } last)
        {
            return null;
        }

        if (first <= last)
        {
            return (first, last);
        }

        JsonMembers.Unexpected(to, "a date on or after \"from\"", file, diagnostics);
        return null;
    }

    private DateOnly? Date(JToken token)
    {
        if (token.Type == JTokenType.String
            && DateOnly.TryParseExact((string?)token, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        JsonMembers.Unexpected(token, "a date such as 2024-10-01", file, diagnostics);
        return null;
    }
}
