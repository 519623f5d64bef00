using Newtonsoft.Json;
using Xiezhi.Governance.Cases;

namespace Xiezhi.Governance.Clocks;

/// <summary>Something that happened to a clock, or because of one. It is about the last clock of its name and subject.</summary>
public abstract record ClockEvent : CaseEvent
{
    private protected ClockEvent()
    {
    }

    /// <summary>The service level that the clock belongs to.</summary>
    public abstract string ServiceLevel { get; init; }

    /// <summary>The clock's id there.</summary>
    public abstract string Clock { get; init; }

    /// <summary>What the clock is for, where there is one for each: <c>task:12</c>, or a party's id; <see langword="null"/> where it is for the case.</summary>
    [JsonProperty(NullValueHandling = NullValueHandling.Ignore)]
    public string? Subject { get; init; }

    /// <summary>When it happened, where that is before it was recorded: a start or a pause that counts from earlier, or what a host that was down caught up with.</summary>
    [JsonProperty(NullValueHandling = NullValueHandling.Ignore)]
    public DateTimeOffset? Since { get; init; }
}

/// <summary>What a clock's reset condition or restart expression gives became null or false, so that the next value counts as a change.</summary>
/// <param name="ServiceLevel">The service level it belongs to.</param>
/// <param name="Clock">Its id there.</param>
/// <param name="ResetMark">What the reset condition gives now; <see langword="null"/> for null and false.</param>
/// <param name="RestartMark">What the restart expression gives now, likewise.</param>
public sealed record ClockMarked(string ServiceLevel, string Clock, string? ResetMark, string? RestartMark) : ClockEvent;

/// <summary>A clock that runs or rests is due at another time than before: what it had used and has left is measured anew.</summary>
/// <param name="ServiceLevel">The service level it belongs to.</param>
/// <param name="Clock">Its id there.</param>
/// <param name="Reason">Why: one of the constants of this type.</param>
/// <param name="Due">When the promise is due now; for a clock that rests, if it went on at once.</param>
/// <param name="Used">How much of its time is used up, in working time where the target is.</param>
/// <param name="Left">How much of it is left, likewise.</param>
public sealed record ClockDueChanged(string ServiceLevel, string Clock, string Reason, DateTimeOffset Due, TimeSpan Used, TimeSpan Left) : ClockEvent
{
    /// <summary>The target, the calendar or the way of counting changed, and the time counts from the start all the same.</summary>
    public const string FromStart = "changed-from-start";

    /// <summary>They changed, and the new target begins now.</summary>
    public const string FromNow = "changed-from-now";

    /// <summary>A year on the way was published, of which the due time was provisional.</summary>
    public const string YearPublished = "year-published";

    /// <summary>More time was granted (延期).</summary>
    public const string Extended = "extended";

    /// <summary>The new target, where it changed.</summary>
    [JsonProperty(NullValueHandling = NullValueHandling.Ignore)]
    public string? Target { get; init; }

    /// <summary>The id of the new calendar, where it or the target changed.</summary>
    [JsonProperty(NullValueHandling = NullValueHandling.Ignore)]
    public string? Calendar { get; init; }

    /// <summary>How days are counted, where a decision says so.</summary>
    [JsonProperty(NullValueHandling = NullValueHandling.Ignore)]
    public string? Counting { get; init; }

    /// <summary>The ladder that a decision chose.</summary>
    [JsonProperty(NullValueHandling = NullValueHandling.Ignore)]
    public string? Ladder { get; init; }

    /// <summary>The decision and the rules that gave the target.</summary>
    [JsonProperty(NullValueHandling = NullValueHandling.Ignore)]
    public string? Basis { get; init; }

    /// <summary>Whether the due time rests on a year whose holidays were not published.</summary>
    public bool Provisional { get; init; }
}

/// <summary>More time was asked for (申请延期).</summary>
/// <param name="ServiceLevel">The service level of the clock.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Number">Which request on this clock, counted from 1.</param>
/// <param name="Amount">How much, such as <c>5wd</c>.</param>
/// <param name="Reason">Why.</param>
public sealed record ExtensionRequested(string ServiceLevel, string Clock, int Number, string Amount, string Reason) : ClockEvent;

/// <summary>More time was granted (准予延期); that the due time changed is an event of its own.</summary>
/// <param name="ServiceLevel">The service level of the clock.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Number">The request.</param>
/// <param name="Amount">How much was granted.</param>
/// <param name="Reason">Why.</param>
public sealed record ExtensionGranted(string ServiceLevel, string Clock, int Number, string Amount, string Reason) : ClockEvent;

/// <summary>More time was denied (不予延期).</summary>
/// <param name="ServiceLevel">The service level of the clock.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Number">The request.</param>
/// <param name="Reason">Why.</param>
public sealed record ExtensionDenied(string ServiceLevel, string Clock, int Number, string Reason) : ClockEvent;

/// <summary>A clock was suspended (挂账), or its suspension was given another review date.</summary>
/// <param name="ServiceLevel">The service level of the clock.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Reason">Why, in writing.</param>
/// <param name="ReviewAt">When it is looked at again.</param>
public sealed record ClockSuspended(string ServiceLevel, string Clock, string Reason, DateTimeOffset ReviewAt) : ClockEvent;

/// <summary>The review date of a suspension has come.</summary>
/// <param name="ServiceLevel">The service level of the clock.</param>
/// <param name="Clock">The clock.</param>
/// <param name="ReviewAt">The review date.</param>
public sealed record SuspensionReviewDue(string ServiceLevel, string Clock, DateTimeOffset ReviewAt) : ClockEvent;

/// <summary>A suspension has ended.</summary>
/// <param name="ServiceLevel">The service level of the clock.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Reason">Why; empty where it ended by itself at the review date.</param>
public sealed record SuspensionEnded(string ServiceLevel, string Clock, string Reason) : ClockEvent;
