using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Xiezhi.AspNetCore.SignIn;
using Xiezhi.AspNetCore.Tasks;
using Xiezhi.AspNetCore.Variables;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Deliberation;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Parties;
using Xiezhi.Runtime.Cases;

namespace Xiezhi.AspNetCore.Cases;

/// <summary>A case as lists show it.</summary>
/// <param name="Id">The case.</param>
/// <param name="Key">The key that opened it.</param>
/// <param name="PackageId">The version of policy it keeps.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Matter">The id of its matter.</param>
/// <param name="Territory">The code of its territory.</param>
/// <param name="Lead">The id of the party that leads it.</param>
/// <param name="ServiceLevel">The id of its service level.</param>
/// <param name="Level">How far it was raised; 0 where it was not.</param>
/// <param name="OpenedAt">When it was opened, UTC.</param>
/// <param name="EndedAt">When it ended, UTC.</param>
/// <param name="DueAt">When the next promise that is not met yet is due, UTC.</param>
/// <param name="Breached">Whether a promise was broken.</param>
/// <param name="Version">How many events its log has.</param>
/// <param name="Head">The hash of the last of them.</param>
public sealed record CaseSummaryResponse(
    string Id,
    string Key,
    string PackageId,
    [property: JsonConverter(typeof(WordConverter<CaseStatus>))] CaseStatus Status,
    string? Title,
    string? Matter,
    string? Territory,
    string? Lead,
    string? ServiceLevel,
    int Level,
    DateTimeOffset OpenedAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset? DueAt,
    bool Breached,
    long Version,
    string Head)
{
    internal static CaseSummaryResponse From(CaseSummary found) => new(
        found.Id.ToString(),
        found.Key,
        found.PackageId,
        found.Status,
        found.Title,
        found.Matter,
        found.Territory,
        found.Lead,
        found.ServiceLevel,
        found.Level,
        found.OpenedAt,
        found.EndedAt,
        found.DueAt,
        found.Breached,
        found.Version,
        found.Head.ToString());
}

/// <summary>A case with all that is known of it now.</summary>
/// <param name="Summary">The case as lists show it.</param>
/// <param name="OpenedBy">Who opened it.</param>
/// <param name="Facts">What was found out about it.</param>
/// <param name="Variables">The variables of its procedure.</param>
/// <param name="Tasks">The tasks that wait for somebody.</param>
/// <param name="Clocks">Its clocks, in the order in which they started.</param>
/// <param name="Incidents">What can't go on until somebody mends it.</param>
public sealed record CaseResponse(
    CaseSummaryResponse Summary,
    ActorResponse? OpenedBy,
    CaseFactsResponse Facts,
    ValueContext Variables,
    ImmutableArray<TaskResponse> Tasks,
    ImmutableArray<ClockResponse> Clocks,
    ImmutableArray<IncidentResponse> Incidents)
{
    internal static CaseResponse From(SignedIn who, CaseState state, CaseSummary summary, ImmutableArray<OpenTask> tasks, ValueContext variables) => new(
        CaseSummaryResponse.From(summary),
        state.OpenedBy is { } opener ? ActorResponse.From(opener) : null,
        new CaseFactsResponse(state.Facts.Leads, state.Facts.ClearDuty, state.LevelHolder, state.Returns, state.Reworks, state.RepliedAt, FindingsFor(who, state)),
        variables,
        [.. tasks.Select(task => TaskResponse.From(who.IsCitizen ? task with { Holder = null, HeldUntil = null } : task))],
        [.. state.Clocks.Where(clock => CaseReading.MaySee(who, clock)).Select(ClockResponse.From)],
        [.. state.Workflow.Incidents.Where(_ => !who.IsCitizen).Select(incident => new IncidentResponse(incident.Id, incident.Element, incident.Code, incident.Message))]);

    private static int FindingsFor(SignedIn who, CaseState state) =>
        who.IsCitizen ? state.Accountability.Findings.Count(finding => CaseReading.MaySee(who, finding)) : state.Findings;
}

/// <summary>Who acted.</summary>
/// <param name="Kind">The kind of the party.</param>
/// <param name="Party">The party's id.</param>
/// <param name="Person">The person who acted for it.</param>
public sealed record ActorResponse([property: JsonConverter(typeof(WordConverter<PartyKind>))] PartyKind Kind, string Party, string? Person)
{
    /// <summary>The person by whose delegation (委托) <see cref="Person"/> acted; <see langword="null"/> where by nobody's.</summary>
    public string? OnBehalfOf { get; init; }

    internal static ActorResponse From(Actor actor) => new(actor.Kind, actor.Party, actor.Person) { OnBehalfOf = actor.OnBehalfOf };
}

/// <summary>What was found out about a case.</summary>
/// <param name="Leads">The parties that lead it: one, where all is well.</param>
/// <param name="ClearDuty">Whether a duty names the lead, and not the backstop.</param>
/// <param name="LevelHolder">The party that holds it since it was raised.</param>
/// <param name="Returns">How often it was returned (退单).</param>
/// <param name="Reworks">How often it was handled again (重办).</param>
/// <param name="RepliedAt">When the one who raised the issue was last answered, UTC.</param>
/// <param name="Findings">How many findings were proposed.</param>
public sealed record CaseFactsResponse(
    ImmutableArray<string> Leads, bool ClearDuty, string? LevelHolder, int Returns, int Reworks, DateTimeOffset? RepliedAt, int Findings);

/// <summary>A service level's clock on a case.</summary>
/// <param name="ServiceLevel">The service level it belongs to.</param>
/// <param name="Clock">Its id there.</param>
/// <param name="Standing">How it stands.</param>
/// <param name="StartedAt">When it began, UTC.</param>
/// <param name="Due">When what was promised is due, UTC.</param>
/// <param name="PausedAt">Since when it is paused, UTC.</param>
/// <param name="BreachedAt">When its breach was recorded, UTC.</param>
/// <param name="StoppedAt">When what was promised was done, UTC.</param>
/// <param name="StepsTaken">How many steps of its ladder were taken.</param>
public sealed record ClockResponse(
    string ServiceLevel,
    string Clock,
    [property: JsonConverter(typeof(WordConverter<ClockStanding>))] ClockStanding Standing,
    DateTimeOffset StartedAt,
    DateTimeOffset Due,
    DateTimeOffset? PausedAt,
    DateTimeOffset? BreachedAt,
    DateTimeOffset? StoppedAt,
    int StepsTaken)
{
    /// <summary>What it is for, where there is one for each: <c>task:12</c>, or a party's id.</summary>
    public string? Subject { get; init; }

    internal static ClockResponse From(ClockState clock) => new(
        clock.ServiceLevel, clock.Clock, clock.Standing, clock.StartedAt, clock.Due, clock.PausedAt, clock.BreachedAt, clock.StoppedAt, clock.StepsTaken)
    {
        Subject = clock.Subject,
    };
}

/// <summary>What can't go on until somebody mends it.</summary>
/// <param name="Id">Its id within the case.</param>
/// <param name="Element">The id of the element of the procedure.</param>
/// <param name="Code">The stable code of what went wrong.</param>
/// <param name="Message">What went wrong, in English.</param>
public sealed record IncidentResponse(int Id, string Element, string Code, string Message);

/// <summary>An event of a case's log.</summary>
/// <param name="Sequence">Its place in the log, counted from 1 without gaps.</param>
/// <param name="At">When it was recorded, UTC.</param>
/// <param name="Actor">Who acted.</param>
/// <param name="Cause">What brought it about.</param>
/// <param name="Type">What happened, in a word: <c>opened</c>, <c>escalation</c>, <c>finding</c>, <c>refused</c>, ….</param>
/// <param name="Data">What happened, in full; empty where whoever asks may not see it.</param>
/// <param name="Hash">The hash of the event before it and of this one.</param>
public sealed record LoggedEventResponse(long Sequence, DateTimeOffset At, ActorResponse Actor, string Cause, string Type, JsonElement Data, string Hash)
{
    internal static LoggedEventResponse From(RecordedEvent recorded, SignedIn who)
    {
        using var text = JsonDocument.Parse(recorded.Text, new JsonDocumentOptions { MaxDepth = 256 });
        return new(
            recorded.Sequence,
            recorded.At,
            ActorResponse.From(CaseReading.ActorFor(who, recorded.Actor)),
            CaseReading.CauseFor(who, recorded),
            EventText.TypeName(recorded.Event),
            Shown(recorded, who, text.RootElement.GetProperty("data")),
            recorded.Hash.ToString());
    }

    // What somebody chose in a secret ballot is told to nobody; that they cast one is.
    private static JsonElement Shown(RecordedEvent recorded, SignedIn who, JsonElement data) => recorded.Event switch
    {
        BallotCast { IsSecret: true } cast => JsonSerializer.SerializeToElement(new { deliberation = cast.Deliberation, participant = cast.Participant, isSecret = true }),
        _ => CaseReading.MaySee(who, recorded) ? data.Clone() : JsonSerializer.SerializeToElement(new { }),
    };
}
