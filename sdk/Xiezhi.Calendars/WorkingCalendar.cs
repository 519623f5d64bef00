using System.Collections.Frozen;
using System.Collections.Immutable;
using NodaTime;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Calendars;

/// <summary>When work is done: a calendar compiled for its horizon, in which adding and measuring working time are look-ups.</summary>
/// <remarks>
/// Dates and hours are local to <see cref="Zone"/>, taken from NodaTime's bundled database and never from the machine; moments may have any
/// offset. A night shift belongs, with all its time, to the date on which it opens. Immutable and safe to share between threads.
/// </remarks>
public sealed partial class WorkingCalendar
{
    private readonly ImmutableArray<int> _unpublishedBefore;
    private readonly FrozenDictionary<int, DatedHours> _dates;

    internal WorkingCalendar(CalendarDefinition definition, CompiledCalendar compiled)
    {
        Definition = definition;
        Week = compiled.Week;
        Offsets = compiled.Offsets;
        Timeline = compiled.Timeline;
        FirstYear = compiled.FirstYear;
        LastYear = compiled.LastYear;
        PublishedYears = compiled.PublishedYears;
        AllowsProvisional = compiled.AllowsProvisional;
        _dates = compiled.Dates;
        _unpublishedBefore = compiled.UnpublishedBefore;
    }

    /// <summary>The name by which service levels and other calendars refer to it.</summary>
    public string Id => Definition.Id;

    /// <summary>The IANA name of its zone.</summary>
    public string Zone => Offsets.Zone.Id;

    /// <summary>What it was compiled from.</summary>
    public CalendarDefinition Definition { get; }

    /// <summary>Its weekly hours, its own or inherited.</summary>
    public WorkingWeek Week { get; }

    /// <summary>The first year for which it knows working time.</summary>
    public int FirstYear { get; }

    /// <summary>The last year for which it knows working time.</summary>
    public int LastYear { get; }

    /// <summary>The years whose holidays are known; <see langword="null"/> when it has no holidays that somebody must publish, so that all are.</summary>
    public ImmutableSortedSet<int>? PublishedYears { get; }

    /// <summary>Whether an answer that needs a year that is not published is given from the weekly hours and marked provisional.</summary>
    public bool AllowsProvisional { get; }

    internal ZoneOffsets Offsets { get; }

    internal WorkingTimeline Timeline { get; }

    internal FrozenDictionary<int, DatedHours> Dates => _dates;

    /// <summary>Checks and compiles <paramref name="definition"/>.</summary>
    /// <param name="definition">What to compile.</param>
    /// <param name="diagnostics">Receives what is wrong or doubtful.</param>
    /// <param name="location">Where the definition stands, for diagnostics; the calendar's name when left out.</param>
    /// <returns>The calendar, or <see langword="null"/> when the definition has errors; then <paramref name="diagnostics"/> says which.</returns>
    public static WorkingCalendar? Compile(CalendarDefinition definition, DiagnosticBag diagnostics, Location? location = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(diagnostics);
        location ??= new Location("", $"calendar \"{definition.Id}\"");
        return new CalendarCompiler(definition, diagnostics, location).Compile();
    }

    /// <summary>Whether work begins on <paramref name="date"/>; in a year that is not published by the weekly hours alone.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The date is outside <see cref="FirstYear"/> to <see cref="LastYear"/>.</exception>
    public bool IsWorkingDay(DateOnly date)
    {
        ThrowIfOutside(date);
        return Timeline.IsWorkingDay(date.DayNumber);
    }

    /// <summary>The hours of <paramref name="date"/>, in order of opening; none when it is closed.</summary>
    public ImmutableArray<WorkingInterval> HoursOn(DateOnly date) =>
        _dates.TryGetValue(date.DayNumber, out var entry) ? entry.In(Week) : Week[date.DayOfWeek];

    /// <summary>What the calendar calls <paramref name="date"/>, such as 春节; empty when it has no entry or no name.</summary>
    public string NameOf(DateOnly date) => _dates.TryGetValue(date.DayNumber, out var entry) ? entry.Name : "";

    /// <summary>Whether the holidays of <paramref name="year"/> are known.</summary>
    public bool IsPublished(int year) => PublishedYears?.Contains(year) ?? true;

    /// <summary>Whether work is done at <paramref name="moment"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The moment is outside <see cref="FirstYear"/> to <see cref="LastYear"/>.</exception>
    public bool IsWorkingTime(DateTimeOffset moment)
    {
        ThrowIfOutside(moment);
        return Timeline.IsWorking(moment.UtcTicks);
    }

    /// <summary><paramref name="moment"/> itself if work is done then, else the next moment at which work begins.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The moment or the answer is outside <see cref="FirstYear"/> to <see cref="LastYear"/>.</exception>
    public DateTimeOffset NextWorkingTime(DateTimeOffset moment)
    {
        ThrowIfOutside(moment);
        var span = Timeline.SpanEndingAfter(moment.UtcTicks);
        return span < Timeline.Starts.Length
            ? ToMoment(Math.Max(moment.UtcTicks, Timeline.Starts[span]))
            : throw new ArgumentOutOfRangeException(nameof(moment), moment, "No work follows in the calendar's horizon.");
    }

    /// <summary>The moment at which <paramref name="time"/> has been worked since <paramref name="from"/>: the earliest one.</summary>
    /// <param name="from">The start.</param>
    /// <param name="time">The working time; none gives the start itself; a negative one goes back, to the latest moment since which so much was worked.</param>
    /// <exception cref="ArgumentOutOfRangeException">The start or the answer is outside <see cref="FirstYear"/> to <see cref="LastYear"/>.</exception>
    /// <remarks>Years that are not published count by the weekly hours; ask <see cref="Due(DateTimeOffset, Amount, Counting)"/> to be told of them.</remarks>
    public DateTimeOffset AddWorkingTime(DateTimeOffset from, TimeSpan time)
    {
        ThrowIfOutside(from);
        var moment = AddWorked(from.UtcTicks, time.Ticks);
        return moment >= 0
            ? ToMoment(moment)
            : throw new ArgumentOutOfRangeException(nameof(time), time, $"The answer lies outside {FirstYear} to {LastYear}.");
    }

    /// <summary>The working time from <paramref name="from"/>, inclusive, to <paramref name="to"/>, exclusive; negative when they are in reverse.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A moment is outside <see cref="FirstYear"/> to <see cref="LastYear"/>.</exception>
    /// <remarks>Years that are not published count by the weekly hours; ask <see cref="Elapsed"/> to be told of them.</remarks>
    public TimeSpan WorkingTimeBetween(DateTimeOffset from, DateTimeOffset to)
    {
        ThrowIfOutside(from);
        ThrowIfOutside(to);
        return TimeSpan.FromTicks(Timeline.Until(to.UtcTicks) - Timeline.Until(from.UtcTicks));
    }

    /// <summary>
    /// Reads a moment: <c>2024-09-12T10:00:00+08:00</c> or <c>…Z</c>; without an offset, <c>2024-09-12T10:00</c> or <c>2024-09-12 10:00:00</c>, the
    /// local time of <see cref="Zone"/>; a date alone is its midnight.
    /// </summary>
    /// <remarks>A local time that a change of the clocks skips is the end of the gap, one that it repeats is the first of the two.</remarks>
    /// <returns>False when the text is none of these, or a local time outside the calendar's years.</returns>
    public bool TryParseMoment(string? text, out DateTimeOffset moment)
    {
        if (Moments.TryParseWithOffset(text, out moment))
        {
            return true;
        }

        if (!Moments.TryParseLocal(text, out var local) || !Timeline.HasDate(DateOnly.FromDateTime(local).DayNumber))
        {
            return false;
        }

        moment = ToMoment(Offsets.FirstAtOrAfter(local.Ticks));
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Id;

    internal long AddWorked(long moment, long ticks) => ticks switch
    {
        0 => moment,
        > 0 => ticks <= Timeline.Before[^1] ? Timeline.EarliestWith(Timeline.Until(moment) + ticks) : -1,
        _ => ticks >= -Timeline.Before[^1] ? Timeline.LatestWith(Timeline.Until(moment) + ticks) : -1,
    };

    internal bool IsInside(long moment)
    {
        var date = LocalDate(moment);
        return Timeline.HasDate(date);
    }

    internal int LocalDate(long moment) => (int)Math.Clamp((moment + Offsets.At(moment)) / TimeSpan.TicksPerDay, 0, int.MaxValue);

    internal int YearsUnpublished(int first, int last) => _unpublishedBefore[last - FirstYear + 1] - _unpublishedBefore[first - FirstYear];

    internal DateTimeOffset ToMoment(long utc)
    {
        var offset = IsInside(utc)
            ? Offsets.At(utc)
            : Offsets.Zone.GetUtcOffset(Instant.FromUtc(1, 1, 1, 0, 0).PlusTicks(utc)).Ticks;

        // A DateTimeOffset has whole minutes; zones before the railways did not.
        offset -= offset % TimeSpan.TicksPerMinute;
        return new DateTimeOffset(utc + offset, TimeSpan.FromTicks(offset));
    }

    private void ThrowIfOutside(DateTimeOffset moment)
    {
        if (!IsInside(moment.UtcTicks))
        {
            throw new ArgumentOutOfRangeException(nameof(moment), moment, $"Calendar \"{Id}\" is compiled for {FirstYear} to {LastYear}.");
        }
    }

    private void ThrowIfOutside(DateOnly date)
    {
        if (!Timeline.HasDate(date.DayNumber))
        {
            throw new ArgumentOutOfRangeException(nameof(date), date, $"Calendar \"{Id}\" is compiled for {FirstYear} to {LastYear}.");
        }
    }
}
