using System.Collections.Immutable;
using Xiezhi.Calendars;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Governance.Packages;

/// <summary>What calendars learn of years that were not published when they were written.</summary>
internal static class LaterYears
{
    /// <summary>The calendars that learn something, by id; those that learn nothing are left out.</summary>
    public static ImmutableDictionary<string, WorkingCalendar> Learn(
        IReadOnlyDictionary<string, WorkingCalendar> calendars, IReadOnlyDictionary<string, WorkingCalendar> later)
    {
        var learned = ImmutableDictionary.CreateBuilder<string, WorkingCalendar>(StringComparer.Ordinal);
        foreach (var (id, calendar) in calendars)
        {
            if (later.TryGetValue(id, out var other) && Learn(calendar, other) is { } better)
            {
                // A calendar is known by its file and by its own id.
                learned[id] = better;
                learned[calendar.Id] = better;
            }
        }

        return learned.ToImmutable();
    }

    private static WorkingCalendar? Learn(WorkingCalendar calendar, WorkingCalendar later)
    {
        if (calendar.PublishedYears is not { } known)
        {
            return null;
        }

        var years = Enumerable.Range(calendar.FirstYear, calendar.LastYear - calendar.FirstYear + 1)
            .Where(year => !known.Contains(year) && year >= later.FirstYear && year <= later.LastYear && later.IsPublished(year))
            .ToImmutableSortedSet();
        if (years.IsEmpty)
        {
            return null;
        }

        var definition = new CalendarDefinition
        {
            Id = calendar.Id,
            Title = calendar.Definition.Title,
            Parent = calendar,
            PublishedYears = years,
            Dates = [.. years.SelectMany(year => Differences(calendar, later, year))],
        };
        return WorkingCalendar.Compile(definition, new DiagnosticBag());
    }

    private static IEnumerable<DatedHours> Differences(WorkingCalendar calendar, WorkingCalendar later, int year)
    {
        for (var date = new DateOnly(year, 1, 1); date.Year == year; date = date.AddDays(1))
        {
            var hours = later.HoursOn(date);
            if (!hours.AsSpan().SequenceEqual(calendar.HoursOn(date).AsSpan()))
            {
                yield return (hours.IsEmpty ? DatedHours.Closed(date, date) : DatedHours.WithHours(date, date, hours)) with { Name = later.NameOf(date) };
            }

            if (date == DateOnly.MaxValue)
            {
                yield break;
            }
        }
    }
}
