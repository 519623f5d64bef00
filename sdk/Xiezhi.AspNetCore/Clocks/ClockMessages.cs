using System.Collections.Immutable;
using System.Text.Json.Serialization;
using System.Xml;
using Xiezhi.AspNetCore.Variables;
using Xiezhi.Governance.Clocks;

namespace Xiezhi.AspNetCore.Clocks;

/// <summary>More time is asked for.</summary>
/// <param name="Amount">How much: <c>4wh</c> working hours, <c>5wd</c> working days, <c>7d</c> calendar days, <c>PT4H</c> elapsed.</param>
/// <param name="Reason">Why.</param>
/// <param name="Subject">What the clock is for, where there is one for each: <c>task:12</c>, or a party's id.</param>
public sealed record ExtensionRequestBody(string Amount, string Reason, string? Subject = null);

/// <summary>More time is granted.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Amount">How much, where that is less than was asked for.</param>
/// <param name="Subject">What the clock is for, where there is one for each.</param>
public sealed record ExtensionGrantBody(string Reason, string? Amount = null, string? Subject = null);

/// <summary>Something is asked of a clock that needs no more than a reason.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Subject">What the clock is for, where there is one for each.</param>
public sealed record ClockReasonBody(string Reason, string? Subject = null);

/// <summary>A clock is to be suspended.</summary>
/// <param name="Reason">Why, in writing.</param>
/// <param name="ReviewAt">When it is looked at again, with an offset.</param>
/// <param name="Subject">What the clock is for, where there is one for each.</param>
public sealed record SuspensionBody(
    string Reason,
    [property: JsonConverter(typeof(InstantConverter))] DateTimeOffset ReviewAt,
    string? Subject = null);

/// <summary>What a clock tells.</summary>
/// <param name="ServiceLevel">The service level it belongs to.</param>
/// <param name="Clock">Its id there.</param>
/// <param name="Subject">What it is for, where there is one for each: <c>task:12</c>, or a party's id.</param>
/// <param name="Standing">How it stands now: past due it is breached, also where that is not recorded yet.</param>
/// <param name="StartedAt">From when it counts, UTC.</param>
/// <param name="Due">When what was promised is due, UTC; while it is paused, if it went on now.</param>
/// <param name="Provisional">Whether <paramref name="Due"/> rests on a year whose holidays were not published; it is worked out again when they are.</param>
/// <param name="Elapsed">How much of its time has passed, as an ISO 8601 duration.</param>
/// <param name="Remaining">How much of it is left; none once it is over.</param>
/// <param name="Percent">The share that has passed, cut off after four decimals: below 100 until due, 100 at due, never below it after.</param>
/// <param name="CountsWorkingTime">Whether <paramref name="Elapsed"/> and <paramref name="Remaining"/> are working time.</param>
/// <param name="Target">How much time was promised, such as <c>15wd</c>; extensions are not in it.</param>
/// <param name="Calendar">The id of the calendar it is measured on.</param>
/// <param name="Rule">The decision and its rules that gave the target, such as <c>Reply target#2</c>; <see langword="null"/> where the service level itself did.</param>
public sealed record ClockReportResponse(
    string ServiceLevel,
    string Clock,
    string? Subject,
    [property: JsonConverter(typeof(WordConverter<ClockStanding>))] ClockStanding Standing,
    DateTimeOffset StartedAt,
    DateTimeOffset Due,
    bool Provisional,
    string Elapsed,
    string Remaining,
    decimal Percent,
    bool CountsWorkingTime,
    string Target,
    string Calendar,
    string? Rule)
{
    /// <summary>Since when it is paused, UTC.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>When its breach was recorded, UTC.</summary>
    public DateTimeOffset? BreachedAt { get; init; }

    /// <summary>When what was promised was done, UTC.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>How many steps of its ladder were taken.</summary>
    public int StepsTaken { get; init; }

    /// <summary>Why and until when it is suspended (挂账).</summary>
    public SuspensionResponse? Suspension { get; init; }

    /// <summary>The requests for more time (延期), in order.</summary>
    public required ImmutableArray<ExtensionResponse> Extensions { get; init; }

    internal static ClockReportResponse From(ClockReport report, ClockState clock) => new(
        report.ServiceLevel,
        report.Clock,
        report.Subject,
        report.Standing,
        report.StartedAt,
        report.Due,
        report.Provisional,
        XmlConvert.ToString(report.Elapsed),
        XmlConvert.ToString(report.Remaining),
        report.Percent,
        report.CountsWorkingTime,
        report.Target,
        report.Calendar,
        report.Basis)
    {
        PausedAt = clock.PausedAt,
        BreachedAt = clock.BreachedAt,
        StoppedAt = clock.StoppedAt,
        StepsTaken = clock.StepsTaken,
        Suspension = report.Suspension is { } suspension ? new SuspensionResponse(suspension.Since, suspension.Reason, suspension.ReviewAt, suspension.Reviewed) : null,
        Extensions = [.. clock.Extensions.Select(asked => new ExtensionResponse(asked.Number, asked.Amount, asked.Reason, asked.RequestedBy, asked.RequestedByPerson, asked.Standing))],
    };
}

/// <summary>That a clock is suspended.</summary>
/// <param name="Since">Since when, UTC.</param>
/// <param name="Reason">Why, in writing.</param>
/// <param name="ReviewAt">When it is looked at again, UTC.</param>
/// <param name="Reviewed">Whether that date has come and was recorded.</param>
public sealed record SuspensionResponse(DateTimeOffset Since, string Reason, DateTimeOffset ReviewAt, bool Reviewed);

/// <summary>A request for more time.</summary>
/// <param name="Number">Which request on its clock, counted from 1.</param>
/// <param name="Amount">How much was asked for; once granted, how much was granted.</param>
/// <param name="Reason">Why it was asked for.</param>
/// <param name="RequestedBy">The party that asked.</param>
/// <param name="RequestedByPerson">The person who asked for it, where known.</param>
/// <param name="Standing">How it stands.</param>
public sealed record ExtensionResponse(
    int Number,
    string Amount,
    string Reason,
    string RequestedBy,
    string? RequestedByPerson,
    [property: JsonConverter(typeof(WordConverter<ExtensionStanding>))] ExtensionStanding Standing);
