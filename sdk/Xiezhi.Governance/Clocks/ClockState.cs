using System.Collections.Immutable;

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
/// <remarks>Immutable. All instants are UTC. A fold over the clock's events: <see cref="ClockFold"/>.</remarks>
public sealed record ClockState
{
    /// <summary>The service level it belongs to.</summary>
    public required string ServiceLevel { get; init; }

    /// <summary>Its id there.</summary>
    public required string Clock { get; init; }

    /// <summary>What it is for, where there is one for each: <c>task:12</c>, or a party's id.</summary>
    public string? Subject { get; init; }

    /// <summary>How much time is promised, such as <c>15wd</c>.</summary>
    public string Target { get; init; } = "";

    /// <summary>The id of the calendar it is measured on.</summary>
    public string Calendar { get; init; } = "";

    /// <summary>How its days are counted, where a decision said so.</summary>
    public string? Counting { get; init; }

    /// <summary>The ladder that a decision chose for it.</summary>
    public string? Ladder { get; init; }

    /// <summary>The decision and the rules that gave the target.</summary>
    public string? Basis { get; init; }

    /// <summary>Whether <see cref="Due"/> rests on a year whose holidays were not published.</summary>
    public bool Provisional { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>From when its target is measured: <see cref="StartedAt"/>, or when a changed target began anew.</summary>
    public DateTimeOffset MeasuredFrom { get; init; }

    /// <summary>When what was promised is due; while it is paused, if it went on at the moment of the pause.</summary>
    public required DateTimeOffset Due { get; init; }

    /// <summary>From when the time that is left is counted: when it began, when it was last resumed, or when its due time was last changed.</summary>
    public required DateTimeOffset CountedFrom { get; init; }

    /// <summary>How much of its time was used up before <see cref="CountedFrom"/>.</summary>
    public TimeSpan UsedBefore { get; init; }

    /// <summary>How much of its time was left when it was last paused.</summary>
    public TimeSpan Left { get; init; }

    /// <summary>Since when it is paused.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>Why and until when it is suspended (挂账), or <see langword="null"/> while it is not.</summary>
    public Suspension? Suspension { get; init; }

    /// <summary>When the breach of its due time was recorded.</summary>
    public DateTimeOffset? BreachedAt { get; init; }

    /// <summary>When what was promised was done.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>Whether it no longer counts.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>The sequence number of the event that began it.</summary>
    public long StartedIn { get; init; }

    /// <summary>How many steps of its ladder were taken, repetitions included.</summary>
    public int StepsTaken { get; init; }

    /// <summary>The requests for more time (延期), in order.</summary>
    public ImmutableArray<ExtensionRequest> Extensions => Requests.Items;

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

    internal string? ResetMark { get; init; }

    internal string? RestartMark { get; init; }

    internal Sequence<ExtensionRequest> Requests { get; init; }

    internal Sequence<StepProgress> Steps { get; init; }

    /// <summary>What has moved the due time since <see cref="MeasuredFrom"/>, in order.</summary>
    internal Sequence<DueShift> Shifts { get; init; }

    internal bool IsOf(string serviceLevel, string clock, string? subject) => Clock == clock && ServiceLevel == serviceLevel && Subject == subject;

    internal StepProgress? Progress(int step) => Steps.Items.FirstOrDefault(progress => progress.Step == step);
}

/// <summary>That a clock is suspended (挂账).</summary>
/// <param name="Since">Since when.</param>
/// <param name="Reason">Why, in writing.</param>
/// <param name="ReviewAt">When it is looked at again.</param>
/// <param name="Reviewed">Whether that date has come and was recorded.</param>
public sealed record Suspension(DateTimeOffset Since, string Reason, DateTimeOffset ReviewAt, bool Reviewed);

/// <summary>How a request for more time stands.</summary>
public enum ExtensionStanding
{
    /// <summary>Nobody has decided yet.</summary>
    Requested,

    /// <summary>The time was granted.</summary>
    Granted,

    /// <summary>It was denied.</summary>
    Denied,
}

/// <summary>A request for more time (延期).</summary>
/// <param name="Number">Which request on its clock, counted from 1.</param>
/// <param name="Amount">How much was asked for; once granted, how much was granted.</param>
/// <param name="Reason">Why it was asked for.</param>
/// <param name="RequestedBy">The party that asked.</param>
/// <param name="RequestedByPerson">The person who asked for it, where known.</param>
/// <param name="Standing">How it stands.</param>
public sealed record ExtensionRequest(int Number, string Amount, string Reason, string RequestedBy, string? RequestedByPerson, ExtensionStanding Standing);

/// <summary>How far a step of a ladder has come.</summary>
/// <param name="Step">Which step, counted from 0.</param>
/// <param name="Times">How often it was taken.</param>
/// <param name="LastDueAt">When it was last due.</param>
/// <param name="IsOver">Whether it is not taken again, because what it waits for has happened.</param>
internal sealed record StepProgress(int Step, int Times, DateTimeOffset LastDueAt, bool IsOver);

/// <summary>What moved a due time: a pause, or an amount of time that was granted.</summary>
internal readonly record struct DueShift(DateTimeOffset From, DateTimeOffset To, string? Granted);
