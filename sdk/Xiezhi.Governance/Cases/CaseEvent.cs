using System.Collections.Immutable;
using Newtonsoft.Json;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Findings;
using Xiezhi.Governance.Handling.Joining;
using Xiezhi.Workflow.Events;

namespace Xiezhi.Governance.Cases;

/// <summary>Something that happened in a case. Events are appended and never altered; the state of a case is a fold over them.</summary>
public abstract record CaseEvent
{
    private protected CaseEvent()
    {
    }
}

/// <summary>The case was opened.</summary>
/// <param name="Key">The key that opened it.</param>
/// <param name="PackageId">The version of policy it began with, and keeps.</param>
/// <param name="Variables">What was known.</param>
public sealed record CaseOpened(string Key, string PackageId, ValueContext Variables) : CaseEvent
{
    /// <summary>Of which case it is a part (拆分); <see langword="null"/> where of none.</summary>
    [JsonProperty(NullValueHandling = NullValueHandling.Ignore)]
    public PartOf? PartOf { get; init; }
}

/// <summary>The procedure moved.</summary>
/// <param name="Event">How.</param>
public sealed record ProcedureMoved(WorkflowEvent Event) : CaseEvent;

/// <summary>It is now known what the case is about.</summary>
public sealed record TitleSet(string? Title) : CaseEvent;

/// <summary>The case was given a matter (事项).</summary>
public sealed record MatterClassified(string? Matter) : CaseEvent;

/// <summary>The case was given a territory.</summary>
public sealed record TerritoryLocated(string? Territory) : CaseEvent;

/// <summary>Who leads (主办) changed: the responsibility of those before ends and that of <paramref name="Leads"/> begins.</summary>
/// <param name="Leads">The parties that lead from now on; one, where all is well.</param>
/// <param name="ClearDuty">Whether a duty says so; false where this is only the backstop (缺位).</param>
public sealed record LeadAssigned(ImmutableArray<string> Leads, bool ClearDuty) : CaseEvent
{
    /// <summary>Why; not said where the package has neither a duty list nor a first receiver.</summary>
    [JsonProperty(NullValueHandling = NullValueHandling.Ignore)]
    public LeadBasis? Basis { get; init; }

    /// <inheritdoc/>
    public bool Equals(LeadAssigned? other) =>
        other is not null && ClearDuty == other.ClearDuty && Basis == other.Basis && Leads.AsSpan().SequenceEqual(other.Leads.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Leads.Length, ClearDuty);
}

/// <summary>The case was given a service level (服务时限).</summary>
public sealed record ServiceLevelSet(string? ServiceLevel) : CaseEvent;

/// <summary>A clock (计时) began to run.</summary>
/// <param name="ServiceLevel">The service level it belongs to.</param>
/// <param name="Clock">Its id there.</param>
/// <param name="Target">The amount of time promised, such as <c>15wd</c>.</param>
/// <param name="Calendar">The id of the calendar it is measured on.</param>
/// <param name="Due">When the promise is due.</param>
/// <param name="Provisional">Whether the due time rests on a year whose holidays were not published.</param>
public sealed record ClockStarted(string ServiceLevel, string Clock, string Target, string Calendar, DateTimeOffset Due, bool Provisional) : ClockEvent
{
    /// <summary>How its days are counted, such as <c>next-day/end-of-day</c>, where a decision said so and not the service level.</summary>
    [JsonProperty(NullValueHandling = NullValueHandling.Ignore)]
    public string? Counting { get; init; }

    /// <summary>The ladder that a decision chose for it.</summary>
    [JsonProperty(NullValueHandling = NullValueHandling.Ignore)]
    public string? Ladder { get; init; }

    /// <summary>The decision and the rules that gave the target, such as <c>Reply target#2</c>; <see langword="null"/> where the service level itself did.</summary>
    [JsonProperty(NullValueHandling = NullValueHandling.Ignore)]
    public string? Basis { get; init; }

    /// <summary>What its reset condition gave then; it resets when that changes.</summary>
    [JsonProperty(NullValueHandling = NullValueHandling.Ignore)]
    public string? ResetMark { get; init; }

    /// <summary>What its restart expression gave then; it begins its next round when that changes.</summary>
    [JsonProperty(NullValueHandling = NullValueHandling.Ignore)]
    public string? RestartMark { get; init; }
}

/// <summary>A clock was paused.</summary>
/// <param name="ServiceLevel">The service level it belongs to.</param>
/// <param name="Clock">Its id there.</param>
/// <param name="Used">How much of its time was used up, in working time where the target is.</param>
/// <param name="Left">How much of it is left, likewise; zero once it is breached.</param>
public sealed record ClockPaused(string ServiceLevel, string Clock, TimeSpan Used, TimeSpan Left) : ClockEvent;

/// <summary>A paused clock runs again.</summary>
/// <param name="ServiceLevel">The service level it belongs to.</param>
/// <param name="Clock">Its id there.</param>
/// <param name="Due">When the promise is due now.</param>
public sealed record ClockResumed(string ServiceLevel, string Clock, DateTimeOffset Due) : ClockEvent
{
    /// <summary>Whether the due time rests on a year whose holidays were not published.</summary>
    [JsonProperty(DefaultValueHandling = DefaultValueHandling.Ignore)]
    public bool Provisional { get; init; }
}

/// <summary>What was promised was done: in time, unless the clock was breached before.</summary>
/// <param name="ServiceLevel">The service level it belongs to.</param>
/// <param name="Clock">Its id there.</param>
public sealed record ClockStopped(string ServiceLevel, string Clock) : ClockEvent;

/// <summary>A clock passed its due time before what was promised was done.</summary>
/// <param name="ServiceLevel">The service level it belongs to.</param>
/// <param name="Clock">Its id there.</param>
/// <param name="Due">The due time that passed.</param>
public sealed record ClockBreached(string ServiceLevel, string Clock, DateTimeOffset Due) : ClockEvent;

/// <summary>A clock no longer counts.</summary>
/// <param name="ServiceLevel">The service level it belonged to.</param>
/// <param name="Clock">Its id there.</param>
public sealed record ClockCancelled(string ServiceLevel, string Clock) : ClockEvent
{
    /// <summary>Another service level was set.</summary>
    public const string LevelChanged = "level-changed";

    /// <summary>The case ended without what was promised.</summary>
    public const string Ended = "case-ended";

    /// <summary>Its cancel condition holds.</summary>
    public const string Condition = "condition";

    /// <summary>Its reset condition came to hold: the next clock of its name begins at once.</summary>
    public const string Reset = "reset";

    /// <summary>The party that it was for no longer holds the case, or the task that it was for was taken away undone.</summary>
    public const string HandedOn = "handed-on";

    /// <summary>Why: one of the words above; <see langword="null"/> in logs that do not say.</summary>
    [JsonProperty(NullValueHandling = NullValueHandling.Ignore)]
    public string? Reason { get; init; }
}

/// <summary>A step of an escalation ladder was taken (升级).</summary>
/// <param name="ServiceLevel">The service level of the clock.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Step">Which step of the ladder, counted from 0.</param>
/// <param name="Kind">What was done: <c>remind</c>, <c>remind-superior</c>, <c>reassign</c>, <c>raise</c>, <c>convene</c>, <c>supervise</c>, <c>finding</c>.</param>
/// <param name="To">The party that it reached.</param>
/// <param name="Level">The level of the case after it.</param>
/// <param name="DueAt">When the step was due; the event's own time is later where the host was down.</param>
public sealed record EscalationTaken(string ServiceLevel, string Clock, int Step, string Kind, string To, int Level, DateTimeOffset DueAt) : ClockEvent
{
    /// <summary>Whom the step looked for where it found nobody and went up from there, such as <c>decision:On call</c>; else <see langword="null"/>.</summary>
    [JsonProperty(NullValueHandling = NullValueHandling.Ignore)]
    public string? Sought { get; init; }
}

/// <summary>A rule holds something against a party (问责事实).</summary>
/// <param name="FindingId">Its id within the case.</param>
/// <param name="Kind">What, such as <c>overdue</c>.</param>
/// <param name="Against">The party.</param>
/// <param name="Evidence">The sequence numbers of the events it rests on.</param>
public sealed record FindingProposed(int FindingId, string Kind, string Against, ImmutableArray<long> Evidence) : CaseEvent
{
    /// <summary>What else it rests on; <see langword="null"/> where a ladder proposed it.</summary>
    [JsonProperty(NullValueHandling = NullValueHandling.Ignore)]
    public FindingGrounds? Grounds { get; init; }

    /// <inheritdoc/>
    public bool Equals(FindingProposed? other) =>
        other is not null && FindingId == other.FindingId && Kind == other.Kind && Against == other.Against
        && Evidence.AsSpan().SequenceEqual(other.Evidence.AsSpan()) && Equals(Grounds, other.Grounds);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(FindingId, Kind, Against);
}

/// <summary>The receiver said that the case is not theirs (退单).</summary>
/// <param name="Party">The lead that returned it.</param>
/// <param name="Count">Which return this is, counted from 1.</param>
public sealed record CaseReturned(string? Party, int Count) : CaseEvent
{
    /// <summary>The id of the reason given; not said where the package asks for none.</summary>
    [JsonProperty(NullValueHandling = NullValueHandling.Ignore)]
    public string? Reason { get; init; }

    /// <summary>What the party wrote.</summary>
    [JsonProperty(NullValueHandling = NullValueHandling.Ignore)]
    public string? Explanation { get; init; }

    /// <summary>Whether the reason says that the case went to the wrong party; not said where no reason was given.</summary>
    [JsonProperty(NullValueHandling = NullValueHandling.Ignore)]
    public bool? Misdirected { get; init; }
}

/// <summary>The result was not accepted, and the case goes back to be handled again (重办).</summary>
/// <param name="Party">The lead whose result it was.</param>
/// <param name="Count">Which rework this is, counted from 1.</param>
public sealed record CaseReworked(string? Party, int Count) : CaseEvent
{
    /// <summary>The id of the reason given; not said where the package asks for none.</summary>
    [JsonProperty(NullValueHandling = NullValueHandling.Ignore)]
    public string? Reason { get; init; }

    /// <summary>What was written.</summary>
    [JsonProperty(NullValueHandling = NullValueHandling.Ignore)]
    public string? Explanation { get; init; }
}

/// <summary>The one who raised the issue was answered.</summary>
/// <param name="Party">The lead that answered.</param>
public sealed record ReplyGiven(string? Party) : CaseEvent;

/// <summary>Somebody tried to act beyond their duty and was refused (越位).</summary>
/// <param name="Command">What was tried.</param>
/// <param name="Element">The id of the element of the procedure that it was tried on, or empty.</param>
/// <param name="Allowed">Who may.</param>
public sealed record CommandRefused(string Command, string Element, ImmutableArray<string> Allowed) : CaseEvent
{
    /// <summary>The code of what else stood against it: a claim to be another kind of party, a person who does not act for the party; not said where they are simply not among <see cref="Allowed"/>.</summary>
    [JsonProperty(NullValueHandling = NullValueHandling.Ignore)]
    public string? Reason { get; init; }

    /// <inheritdoc/>
    public bool Equals(CommandRefused? other) =>
        other is not null && Command == other.Command && Element == other.Element && Reason == other.Reason && Allowed.AsSpan().SequenceEqual(other.Allowed.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Command, Element, Allowed.Length);
}

/// <summary>An expression under <c>case</c> in <c>package.json</c> gave what can't be used; the fact is treated as unknown.</summary>
/// <param name="Member">Which one.</param>
/// <param name="Given">What it gave.</param>
public sealed record FactUnfit(string Member, string Given) : CaseEvent;

/// <summary>The case has ended: its procedure did, or it was cancelled.</summary>
/// <param name="Status">How.</param>
/// <param name="Reason">Why it was cancelled; empty where the procedure ended.</param>
public sealed record CaseEnded(CaseStatus Status, string Reason) : CaseEvent;
