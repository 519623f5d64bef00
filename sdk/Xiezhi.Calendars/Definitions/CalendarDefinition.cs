using System.Collections.Immutable;

namespace Xiezhi.Calendars;

/// <summary>A calendar as it was written, before it is compiled by <see cref="WorkingCalendar.Compile"/>.</summary>
/// <remarks>Immutable. What is left out comes from <see cref="Parent"/>, where there is one.</remarks>
public sealed record CalendarDefinition
{
    /// <summary>The name by which service levels and other calendars refer to it.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it.</summary>
    public string Title { get; init; } = "";

    /// <summary>The calendar that this one is built on: its hours, dates and published years hold where this one says nothing.</summary>
    public WorkingCalendar? Parent { get; init; }

    /// <summary>The IANA zone, such as <c>Asia/Shanghai</c>, in NodaTime's bundled database; the parent's when left out.</summary>
    public string? Zone { get; init; }

    /// <summary>The weekly hours; the parent's when left out.</summary>
    public WorkingWeek? Week { get; init; }

    /// <summary>Holidays, make-up days and dates with their own hours. They win over the weekly hours and over the parent's dates.</summary>
    public ImmutableArray<DatedHours> Dates { get; init; } = [];

    /// <summary>
    /// The years whose holidays are known, besides the parent's. <see langword="null"/> here and in all parents: the calendar has no
    /// holidays that somebody has yet to publish, so that it answers for every year of its horizon.
    /// </summary>
    public ImmutableSortedSet<int>? PublishedYears { get; init; }

    /// <summary>Whether a date in a year that is not published is answered from the weekly hours, and the answer marked provisional; the parent's choice when left out, else no.</summary>
    public bool? AllowsProvisional { get; init; }

    /// <summary>The first year for which working time is compiled; the parent's, else 2000.</summary>
    public int? FirstYear { get; init; }

    /// <summary>The last year for which working time is compiled; the parent's, else 2049.</summary>
    public int? LastYear { get; init; }
}
