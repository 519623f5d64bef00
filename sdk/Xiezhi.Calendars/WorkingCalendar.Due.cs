using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Calendars;

/// <content>Due times, milestones and elapsed amounts, with pauses.</content>
public sealed partial class WorkingCalendar
{
    /// <summary>When <paramref name="amount"/> is over if it begins at <paramref name="from"/>.</summary>
    /// <param name="from">The start.</param>
    /// <param name="amount">How much time there is; none is due at the start.</param>
    /// <param name="counting">How it is counted.</param>
    /// <returns>
    /// The moment; or a diagnostic where the way from start to due needs a year that is not published and the calendar allows no provisional
    /// answers, or leads outside the calendar's years. Never before the start, and never earlier for a later start.
    /// </returns>
    public DueResult Due(DateTimeOffset from, Amount amount, Counting counting) => Due(from, amount, counting, []);

    /// <summary>When <paramref name="amount"/> is over if it begins at <paramref name="from"/> and rests during <paramref name="pauses"/>.</summary>
    /// <inheritdoc cref="Due(DateTimeOffset, Amount, Counting)"/>
    /// <param name="from">The start.</param>
    /// <param name="amount">How much time there is; none is due at the start.</param>
    /// <param name="counting">How it is counted.</param>
    /// <param name="pauses">What does not count. A day that ends during a pause does not count; nothing is due during a pause.</param>
    public DueResult Due(DateTimeOffset from, Amount amount, Counting counting, ReadOnlySpan<Pause> pauses)
    {
        ArgumentNullException.ThrowIfNull(counting);
        var due = new DueCalculation(this, counting, PausedTime.From(pauses)).Due(from.UtcTicks, amount);
        return Answer(from.UtcTicks, due, NeedsCalendar(amount, counting));
    }

    /// <summary>When <paramref name="percent"/> of the time from <paramref name="from"/> to the due time of <paramref name="amount"/> has passed.</summary>
    /// <param name="from">The start.</param>
    /// <param name="amount">What defines the due time.</param>
    /// <param name="percent">The share: none is the start, 100 is the due time exactly, and more goes on after it in the same time.</param>
    /// <param name="counting">How the amount is counted.</param>
    /// <param name="pauses">What does not count.</param>
    /// <returns>
    /// The first moment at which at least that share has passed; what is measured is elapsed time for <see cref="AmountUnit.Elapsed"/> and
    /// <see cref="AmountUnit.CalendarDays"/>, working time for the others. Below 100 it is never after the due time, above never before it.
    /// </returns>
    public DueResult Milestone(DateTimeOffset from, Amount amount, decimal percent, Counting counting, ReadOnlySpan<Pause> pauses = default)
    {
        ArgumentNullException.ThrowIfNull(counting);
        var calculation = new DueCalculation(this, counting, PausedTime.From(pauses));
        var due = calculation.Due(from.UtcTicks, amount);
        var moment = due < 0 ? due : calculation.Milestone(from.UtcTicks, due, percent, MeasuresWork(amount.Unit));
        return Answer(from.UtcTicks, moment, NeedsCalendar(amount, counting));
    }

    /// <summary>How much of the time from <paramref name="from"/> to <paramref name="due"/> has passed at <paramref name="at"/>, in percent.</summary>
    /// <param name="from">The start.</param>
    /// <param name="due">The due time, as <see cref="Due(DateTimeOffset, Amount, Counting)"/> gave it.</param>
    /// <param name="at">The moment asked about.</param>
    /// <param name="unit">The unit of the amount: whether working time or elapsed time is measured.</param>
    /// <param name="pauses">What does not count.</param>
    /// <returns>
    /// Cut off, not rounded, to four decimals: less than 100 before the due time, 100 at it, never less than 100 after it. None before the start.
    /// <see langword="null"/> where a moment is outside the calendar's years.
    /// </returns>
    public decimal? PercentPassed(DateTimeOffset from, DateTimeOffset due, DateTimeOffset at, AmountUnit unit, ReadOnlySpan<Pause> pauses = default)
    {
        var works = MeasuresWork(unit);
        if (works && !(IsInside(from.UtcTicks) && IsInside(due.UtcTicks) && IsInside(at.UtcTicks)))
        {
            return null;
        }

        return new DueCalculation(this, Counting.FromTheStart, PausedTime.From(pauses)).Percent(from.UtcTicks, due.UtcTicks, at.UtcTicks, works);
    }

    /// <summary>How much time has passed from <paramref name="from"/> to <paramref name="to"/>, in <paramref name="unit"/>.</summary>
    /// <param name="from">The start.</param>
    /// <param name="to">The end; before the start nothing has passed.</param>
    /// <param name="unit">What to count.</param>
    /// <param name="counting">How it is counted; the end of the day matters for days alone.</param>
    /// <param name="pauses">What does not count.</param>
    /// <returns>
    /// The time; days in whole days that are complete: the largest amount that is due no later than <paramref name="to"/>. So what
    /// <see cref="Due(DateTimeOffset, Amount, Counting)"/> added is measured again.
    /// </returns>
    public ElapsedResult Elapsed(DateTimeOffset from, DateTimeOffset to, AmountUnit unit, Counting counting, ReadOnlySpan<Pause> pauses = default)
    {
        ArgumentNullException.ThrowIfNull(counting);
        var needsCalendar = NeedsCalendar(unit, counting);
        var failure = Check(from.UtcTicks, Math.Max(from.UtcTicks, to.UtcTicks), needsCalendar, out var provisional);
        if (failure is not null)
        {
            return ElapsedResult.Failure(failure);
        }

        var elapsed = new DueCalculation(this, counting, PausedTime.From(pauses)).Elapsed(from.UtcTicks, to.UtcTicks, unit);
        return ElapsedResult.Of(elapsed, provisional);
    }

    private static bool MeasuresWork(AmountUnit unit) => unit is AmountUnit.WorkingHours or AmountUnit.WorkingDays;

    private static bool NeedsCalendar(Amount amount, Counting counting) => !amount.IsZero && NeedsCalendar(amount.Unit, counting);

    private static bool NeedsCalendar(AmountUnit unit, Counting counting) =>
        MeasuresWork(unit) || counting.End == DueEnd.EndOfWorkingDay || counting.LastDay == LastDay.NextWorkingDay;

    private DueResult Answer(long from, long due, bool needsCalendar)
    {
        var failure = Check(from, due, needsCalendar, out var provisional);
        return failure is null ? DueResult.At(ToMoment(due), provisional) : DueResult.Failure(failure);
    }

    // What lies just before the due time is what was needed: midnight at the end of a year does not need the next one.
    // A due time of -1 is one that was not reached within the horizon: the first unpublished year on the way is the better reason to give.
    private Diagnostic? Check(long from, long due, bool needsCalendar, out bool provisional)
    {
        provisional = false;
        if (!needsCalendar)
        {
            return due is >= TimeSpan.TicksPerDay and <= 3_155_378_975_999_999_999 - TimeSpan.TicksPerDay ? null : Outside();
        }

        if (!IsInside(from))
        {
            return Outside();
        }

        var first = YearOf(from);
        var reached = Math.Max(from, due - 1);
        var last = due >= 0 && IsInside(reached) ? YearOf(reached) : LastYear;
        provisional = YearsUnpublished(first, last) > 0;
        if (provisional && !AllowsProvisional)
        {
            var year = Enumerable.Range(first, last - first + 1).First(candidate => !IsPublished(candidate));
            return CalendarsCodes.YearNotPublished.At(Location.None.In($"calendar \"{Id}\""), Id, year.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return due >= 0 && IsInside(reached) ? null : Outside();
    }

    private Diagnostic Outside() => CalendarsCodes.OutsideHorizon.At(
        Location.None.In($"calendar \"{Id}\""),
        Id,
        FirstYear.ToString(System.Globalization.CultureInfo.InvariantCulture),
        LastYear.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private int YearOf(long moment) => DateOnly.FromDayNumber(LocalDate(moment)).Year;
}
