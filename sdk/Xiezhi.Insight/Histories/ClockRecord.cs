using Xiezhi.Governance.Clocks;

namespace Xiezhi.Insight.Histories;

/// <summary>A service level's clock (计时) on a case, as the log tells it.</summary>
/// <remarks>Immutable. All instants are UTC.</remarks>
public sealed record ClockRecord
{
    /// <summary>The service level it belongs to.</summary>
    public required string ServiceLevel { get; init; }

    /// <summary>Its id there.</summary>
    public required string Clock { get; init; }

    /// <summary>What it is for, where there is one for each: <c>task:12</c>, or a party's id.</summary>
    public string? Subject { get; init; }

    /// <summary>The amount of time promised, such as <c>15wd</c>; after a change the last.</summary>
    public required string Target { get; init; }

    /// <summary>The id of the calendar it is measured on.</summary>
    public string Calendar { get; init; } = "";

    /// <summary>The decision and the rules that gave the target; <see langword="null"/> where the service level itself did.</summary>
    public string? Basis { get; init; }

    /// <summary>From when it counts; before it was recorded where it began retroactively.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When what was promised is due, after all pauses, extensions and changes so far.</summary>
    public required DateTimeOffset Due { get; init; }

    /// <summary>Whether the due time rests on a year whose holidays were not published.</summary>
    public bool Provisional { get; init; }

    /// <summary>Since when it is paused, or <see langword="null"/> while it is not.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>When its breach was recorded.</summary>
    public DateTimeOffset? BreachedAt { get; init; }

    /// <summary>The sequence number of the event that recorded the breach; 0 where there is none.</summary>
    public long BreachedIn { get; init; }

    /// <summary>When what was promised was done, in time or late.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>The sequence number of the event that recorded it; 0 where there is none.</summary>
    public long StoppedIn { get; init; }

    /// <summary>When it ceased to count.</summary>
    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>Why it ceased to count: a word of <see cref="Governance.Cases.ClockCancelled"/>.</summary>
    public string? CancelReason { get; init; }

    /// <summary>How often more time was asked for (延期).</summary>
    public int ExtensionsRequested { get; init; }

    /// <summary>How often it was granted.</summary>
    public int ExtensionsGranted { get; init; }

    /// <summary>How often it was denied.</summary>
    public int ExtensionsDenied { get; init; }

    /// <summary>How often it was suspended (挂账).</summary>
    public int Suspensions { get; init; }

    /// <summary>Since when it is suspended, or <see langword="null"/> while it is not.</summary>
    public DateTimeOffset? SuspendedAt { get; init; }

    /// <summary>How it stands. A breach stays a breach, whatever came after it.</summary>
    public ClockStanding Standing => this switch
    {
        { BreachedAt: not null } => ClockStanding.Breached,
        { CancelledAt: not null } => ClockStanding.Cancelled,
        { StoppedAt: not null } => ClockStanding.Met,
        { PausedAt: not null } => ClockStanding.Paused,
        _ => ClockStanding.Running,
    };
}
