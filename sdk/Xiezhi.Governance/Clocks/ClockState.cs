namespace Xiezhi.Governance.Clocks;

/// <summary>How a clock (计时) stands.</summary>
public enum ClockStanding
{
    /// <summary>It runs and is within its time.</summary>
    Running,

    /// <summary>It does not run for now.</summary>
    Paused,

    /// <summary>What was promised was done in time; exactly at due is in time.</summary>
    Met,

    /// <summary>Its due time passed before what was promised was done.</summary>
    Breached,

    /// <summary>It no longer counts.</summary>
    Cancelled,
}

/// <summary>A service level's clock on a case.</summary>
/// <remarks>Immutable. All instants are UTC.</remarks>
public sealed record ClockState
{
    /// <summary>The service level it belongs to.</summary>
    public required string ServiceLevel { get; init; }

    /// <summary>Its id there.</summary>
    public required string Clock { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When what was promised is due.</summary>
    public required DateTimeOffset Due { get; init; }

    /// <summary>From when the time that is left is counted: when it began, or when it was last resumed.</summary>
    public required DateTimeOffset CountedFrom { get; init; }

    /// <summary>How much of its time was used up before <see cref="CountedFrom"/>.</summary>
    public TimeSpan UsedBefore { get; init; }

    /// <summary>How much of its time was left when it was last paused.</summary>
    public TimeSpan Left { get; init; }

    /// <summary>Since when it is paused.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>When the breach of its due time was recorded.</summary>
    public DateTimeOffset? BreachedAt { get; init; }

    /// <summary>When what was promised was done.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>Whether it no longer counts.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>The sequence number of the event that began it.</summary>
    public long StartedIn { get; init; }

    /// <summary>How many steps of its ladder were taken.</summary>
    public int StepsTaken { get; init; }

    /// <summary>Whether nothing more will happen to it.</summary>
    public bool HasEnded => StoppedAt is not null || IsCancelled;

    /// <summary>How it stands.</summary>
    public ClockStanding Standing => this switch
    {
        { BreachedAt: not null } => ClockStanding.Breached,
        { IsCancelled: true } => ClockStanding.Cancelled,
        { StoppedAt: not null } => ClockStanding.Met,
        { PausedAt: not null } => ClockStanding.Paused,
        _ => ClockStanding.Running,
    };
}
