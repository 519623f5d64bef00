using Xiezhi.Calendars;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Packages;

namespace Xiezhi.Governance.Clocks;

/// <summary>What a clock tells at an instant.</summary>
/// <remarks>Immutable, a function of its inputs. All instants are UTC; amounts of time are working time where <see cref="CountsWorkingTime"/> says so.</remarks>
public sealed record ClockReport
{
    private const decimal Whole = 100m;
    private const decimal SmallestShare = 0.0001m;

    /// <summary>The service level it belongs to.</summary>
    public required string ServiceLevel { get; init; }

    /// <summary>Its id there.</summary>
    public required string Clock { get; init; }

    /// <summary>What it is for, where there is one for each: <c>task:12</c>, or a party's id.</summary>
    public string? Subject { get; init; }

    /// <summary>How it stands at the instant: a clock that is past due is breached, also where nobody has recorded it yet.</summary>
    public required ClockStanding Standing { get; init; }

    /// <summary>From when it counts.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When what was promised is due; for a clock that rests, if it went on at the instant.</summary>
    public required DateTimeOffset Due { get; init; }

    /// <summary>Whether <see cref="Due"/> rests on a year whose holidays were not published; it is worked out again when they are.</summary>
    public bool Provisional { get; init; }

    /// <summary>How much of its time has passed.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>How much of it is left; none once it is over.</summary>
    public required TimeSpan Remaining { get; init; }

    /// <summary>The share that has passed: cut off, not rounded, to four decimals; below 100 until due, 100 at due, never below it after.</summary>
    public required decimal Percent { get; init; }

    /// <summary>Whether <see cref="Elapsed"/> and <see cref="Remaining"/> are working time.</summary>
    public required bool CountsWorkingTime { get; init; }

    /// <summary>How much time was promised, such as <c>15wd</c>; extensions are not in it.</summary>
    public required string Target { get; init; }

    /// <summary>The id of the calendar it is measured on.</summary>
    public required string Calendar { get; init; }

    /// <summary>The rule that gave the target: a decision and its rules, such as <c>Reply target#2</c>; <see langword="null"/> where the service level itself did.</summary>
    public string? Basis { get; init; }

    /// <summary>Why and until when it is suspended (挂账), or <see langword="null"/> while it is not.</summary>
    public Suspension? Suspension { get; init; }

    /// <summary>What <paramref name="clock"/> tells at <paramref name="now"/>.</summary>
    /// <param name="package">The package that the case keeps.</param>
    /// <param name="clock">A clock of the case.</param>
    /// <param name="now">The instant; for a clock that has ended, no later than its end counts.</param>
    /// <exception cref="ArgumentException">The package has no such clock.</exception>
    public static ClockReport Of(GovernancePackage package, ClockState clock, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(clock);
        var definition = ClockKeeping.Definition(package, clock)
            ?? throw new ArgumentException($"The package has no clock {clock.ServiceLevel}/{clock.Clock}.", nameof(clock));
        var spec = ClockSpec.Of(package, definition, clock);
        var measure = new ClockMeasure(spec);
        var at = clock.StoppedAt is { } stopped && stopped < now ? stopped : now.ToUniversalTime();
        var (used, total) = (measure.Used(clock, at), measure.Total(clock));
        var due = clock is { PausedAt: not null, HasEnded: false } ? measure.DueAfterPause(clock, at) : clock.Due;
        var isOver = clock.PausedAt is null && at > clock.Due;
        return new ClockReport
        {
            ServiceLevel = clock.ServiceLevel,
            Clock = clock.Clock,
            Subject = clock.Subject,
            Standing = clock is { HasEnded: false, BreachedAt: null } && isOver ? ClockStanding.Breached : clock.Standing,
            StartedAt = clock.StartedAt,
            Due = due,
            Provisional = clock.Provisional,
            Elapsed = used,
            Remaining = measure.Left(clock, at),
            Percent = Share(used, total, at, clock),
            CountsWorkingTime = measure.IsWorkingTime,
            Target = clock.Target,
            Calendar = clock.Calendar,
            Basis = clock.Basis,
            Suspension = clock.Suspension,
        };
    }

    /// <summary>What all clocks of a case tell at <paramref name="now"/>, in the order in which they started.</summary>
    /// <inheritdoc cref="Of(GovernancePackage, ClockState, DateTimeOffset)"/>
    public static IEnumerable<ClockReport> Of(GovernancePackage package, CaseState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(state);
        return state.Clocks.Where(clock => ClockKeeping.Definition(package, clock) is not null).Select(clock => Of(package, clock, now));
    }

    private static decimal Share(TimeSpan used, TimeSpan total, DateTimeOffset at, ClockState clock)
    {
        var passed = total == TimeSpan.Zero ? 0 : decimal.Floor((decimal)used.Ticks * Whole / total.Ticks / SmallestShare) * SmallestShare;
        return clock.BreachedAt is not null && clock.PausedAt is not null ? Math.Max(passed, Whole)
            : clock.PausedAt is not null || at < clock.Due ? Math.Min(passed, Whole - SmallestShare)
            : at == clock.Due ? Whole
            : Math.Max(passed, Whole);
    }
}
