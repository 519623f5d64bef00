using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;
using Xiezhi.Foundation;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Calendars;

/// <summary>Takes holidays and make-up days from an iCalendar file (RFC 5545), such as a government or a mail program publishes.</summary>
/// <remarks>
/// An all-day event closes its dates; one whose summary ends in 班, or has it in brackets, as in 国庆节（班）or 春节补班, is a make-up day.
/// Recurring events are followed through the years asked for; cancelled ones and single exceptions are left out. Thread-safe.
/// </remarks>
public static class HolidayImport
{
    // What can be read must be read in seconds, whatever somebody put into the file; holidays stay far below all of these.
    private const int MaximumEvents = 2_000;
    private const int MaximumOccurrences = 5_000;
    private const int MaximumYearsBefore = 100;

    /// <summary>Reads the dates from <paramref name="firstYear"/> to <paramref name="lastYear"/>, in order.</summary>
    /// <param name="content">The file, UTF-8.</param>
    /// <param name="file">The name to use in diagnostics.</param>
    /// <param name="firstYear">The first year, inclusive.</param>
    /// <param name="lastYear">The last year, inclusive.</param>
    /// <param name="diagnostics">Receives what is wrong or was left out.</param>
    /// <returns>Entries for <see cref="CalendarDefinition.Dates"/>; none when the file is broken.</returns>
    public static ImmutableArray<DatedHours> Read(ReadOnlyMemory<byte> content, string file, int firstYear, int lastYear, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(diagnostics);
        ArgumentOutOfRangeException.ThrowIfLessThan(firstYear, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lastYear, 9999);
        ArgumentOutOfRangeException.ThrowIfLessThan(lastYear, firstYear);
        if (content.Length > CalendarReader.MaximumBytes)
        {
            diagnostics.Add(FoundationCodes.DocumentTooLarge, new Location(file), Text(CalendarReader.MaximumBytes));
            return [];
        }

        try
        {
            var calendar = Ical.Net.Calendar.Load(Encoding.UTF8.GetString(content.Span));
            if (calendar is null)
            {
                diagnostics.Add(CalendarsCodes.MalformedICalendar, new Location(file), "no VCALENDAR");
                return [];
            }

            if (calendar.Events.Count > MaximumEvents)
            {
                diagnostics.Add(CalendarsCodes.MalformedICalendar, new Location(file), $"more than {Text(MaximumEvents)} events");
                return [];
            }

            var dates = calendar.Events
                .Where(item => item.Status != "CANCELLED")
                .SelectMany(item => Entries(item, file, new DateOnly(firstYear, 1, 1), new DateOnly(lastYear, 12, 31), diagnostics))
                .Distinct()
                .OrderBy(entry => entry.First)
                .ToImmutableArray();
            if (dates.IsEmpty)
            {
                diagnostics.Add(CalendarsCodes.NoDatesFound, new Location(file), Text(firstYear), Text(lastYear));
            }

            return dates;
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            // The library says "malformed" in many ways, among them index and null reference errors.
            diagnostics.Add(CalendarsCodes.MalformedICalendar, new Location(file), problem.Message.ReplaceLineEndings(" "));
            return [];
        }
    }

    private static IEnumerable<DatedHours> Entries(CalendarEvent item, string file, DateOnly first, DateOnly last, DiagnosticBag diagnostics)
    {
        var summary = item.Summary ?? "";
        if (item.Start is not { HasTime: false } start || RecursWithinADay(item) || start.Year < first.Year - MaximumYearsBefore)
        {
            diagnostics.Add(CalendarsCodes.EventLeftOut, new Location(file, summary, item.Line), summary);
            yield break;
        }

        // DTEND is exclusive (RFC 5545, 3.6.1); without it an all-day event lasts one day.
        var length = Math.Clamp((item.End?.Date.DayNumber ?? 0) - start.Date.DayNumber, 1, 400);
        var from = first.DayNumber > length ? first.AddDays(-length) : first;
        var options = new EvaluationOptions { MaxUnmatchedIncrementsLimit = 1000 };
        foreach (var occurrence in item.GetOccurrences(new CalDateTime(from), options).Take(MaximumOccurrences))
        {
            var opens = occurrence.Period.StartTime.Date;
            if (opens > last)
            {
                yield break;
            }

            var closes = opens.DayNumber + length - 1 > last.DayNumber ? last : opens.AddDays(length - 1);
            if (closes >= first)
            {
                opens = opens < first ? first : opens;
                var entry = IsMadeUp(summary) ? DatedHours.Worked(opens, closes) : DatedHours.Closed(opens, closes);
                yield return entry with { Name = summary };
            }
        }
    }

    // Of the written rules, all of them: the library follows each, but shows one.
    private static bool RecursWithinADay(CalendarEvent item) =>
        item.Properties.AllOf("RRULE").Any(rule => rule.Value is not RecurrenceRule { Frequency: > Ical.Net.FrequencyType.Hourly });

    private static bool IsMadeUp(string summary) =>
        summary.EndsWith('班') || summary.Contains("（班）", StringComparison.Ordinal) || summary.Contains("(班)", StringComparison.Ordinal);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
