using System.Collections.Immutable;
using Xiezhi.AspNetCore.SignIn;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Deliberation;
using Xiezhi.Governance.Findings;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Parties;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Notifications;
using Xiezhi.Runtime.Packages;
using Xiezhi.Workflow.Events;

namespace Xiezhi.AspNetCore.Cases;

/// <summary>Reads a case for somebody. What a citizen may not see is not there for them.</summary>
internal sealed class CaseReading(CaseEngine engine, ICaseQueries queries, PackageRegistry packages)
{
    /// <summary>How the case stands, or <see langword="null"/> where there is none that <paramref name="who"/> may see.</summary>
    public async Task<CaseState?> FindAsync(SignedIn who, CaseId id, CancellationToken cancellationToken) =>
        await engine.FindAsync(who.Tenant, id, cancellationToken).ConfigureAwait(false) is { } state && MaySee(who, state) ? state : null;

    /// <summary>Whether <paramref name="who"/> decides, or is heard, in a deliberation of the case, though they may not see the case itself.</summary>
    public async Task<bool> TakesPartAsync(SignedIn who, CaseId id, CancellationToken cancellationToken) =>
        await engine.FindAsync(who.Tenant, id, cancellationToken).ConfigureAwait(false) is { } state
        && state.Deliberations.All.Any(deliberation => MaySee(who, deliberation));

    /// <summary>The deliberations of a case that <paramref name="who"/> may see; <see langword="null"/> where there is no such case for them.</summary>
    public async Task<ImmutableArray<DeliberationState>?> DeliberationsAsync(SignedIn who, CaseId id, CancellationToken cancellationToken)
    {
        if (await engine.FindAsync(who.Tenant, id, cancellationToken).ConfigureAwait(false) is not { } state)
        {
            return null;
        }

        var seen = state.Deliberations.All.Where(deliberation => MaySee(who, state) || MaySee(who, deliberation)).ToImmutableArray();
        return seen.IsEmpty && !MaySee(who, state) ? null : seen;
    }

    /// <summary>The case with all that is known of it.</summary>
    public async Task<CaseResponse?> DescribeAsync(SignedIn who, CaseState state, CancellationToken cancellationToken)
    {
        var summary = await queries.FindCaseAsync(state.Tenant, state.Id, cancellationToken).ConfigureAwait(false);
        var tasks = await queries.ListTasksAsync(new TaskFilter(state.Tenant, null, state.Id, 0, 1000), cancellationToken).ConfigureAwait(false);
        if (summary is null)
        {
            return null;
        }

        var variables = who.IsCitizen ? await ForPetitionerAsync(state, cancellationToken).ConfigureAwait(false) : state.Workflow.Variables;
        return CaseResponse.From(who, state, summary, tasks, variables);
    }

    // What parties say to each other stands in variables too, so that the procedure can look at it.
    private async Task<ValueContext> ForPetitionerAsync(CaseState state, CancellationToken cancellationToken)
    {
        var package = await packages.ForCaseAsync(state.Tenant, state.PackageId, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidDataException($"Case {state.Id} keeps package {state.PackageId}, which is not in the store.");
        var handling = package.Handling;
        string?[] names =
        [
            handling.CoHandling?.Result,
            handling.CoHandling?.Closing?.Result,
            .. handling.Whistles.Select(whistle => whistle.Closing.Result),
            handling.Returns?.Reasons.Variable,
            handling.Returns?.Reasons.ExplanationVariable,
            handling.Reworks?.Reasons?.Variable,
            handling.Reworks?.Reasons?.ExplanationVariable,
        ];
        return ValueContext.From(state.Workflow.Variables.Where(variable => !names.Contains(variable.Key, StringComparer.Ordinal)));
    }

    /// <summary>Whether a notification that bears the name of a citizen is for them: about their own case, or what whoever takes part in a deliberation is told.</summary>
    public async Task<bool> MayReadAsync(SignedIn who, Notification notification, CancellationToken cancellationToken)
    {
        if (await engine.FindAsync(who.Tenant, notification.Case, cancellationToken).ConfigureAwait(false) is not { } state)
        {
            return false;
        }

        var name = DeliberationState.NameOf(who.Actor);
        return MaySee(who, state) || notification.Content["about"].AsString switch
        {
            "comment-answered" => state.Deliberations.All.Any(deliberation => deliberation.Comments.Any(comment => comment.By == name)),
            "deliberation" or "deliberation-concluded" => state.Deliberations.All.Any(deliberation => deliberation.Participants.Any(one => one.Id == name)),
            _ => false,
        };
    }

    // Whoever the package lets comment may read what there is to comment on, and how it went on.
    private static bool MaySee(SignedIn who, DeliberationState deliberation) =>
        deliberation.Participants.Any(participant => participant.Id == DeliberationState.NameOf(who.Actor))
        || deliberation.Heard.Contains(PartyKinds.Word(who.Actor.Kind)) || deliberation.Heard.Contains(DeliberationState.NameOf(who.Actor));

    /// <summary>Whether <paramref name="who"/> may see the case: a citizen only one they opened themselves, a party any of its tenant.</summary>
    public static bool MaySee(SignedIn who, CaseState state) =>
        !who.IsCitizen || (state.OpenedBy is { } opener && opener.Kind == who.Actor.Kind && opener.Party == who.Actor.Party);

    /// <summary>Whether <paramref name="who"/> may see the clock: a citizen those of the promises made to them, not those that parties run for each other.</summary>
    public static bool MaySee(SignedIn who, ClockState clock) => !who.IsCitizen || clock.Subject is null;

    /// <summary>Whether <paramref name="who"/> may see the finding: a citizen only one that they proposed.</summary>
    public static bool MaySee(SignedIn who, FindingState finding) =>
        !who.IsCitizen || (finding.ProposedBy.Kind == who.Actor.Kind && finding.ProposedBy.Party == who.Actor.Party);

    /// <summary>
    /// Whether <paramref name="who"/> may see what is in an event of a case that they may see: a citizen what they did themselves and what is
    /// listed here, and nothing else; nobody what somebody else chose in a secret ballot.
    /// </summary>
    public static bool MaySee(SignedIn who, RecordedEvent recorded) => recorded.Event switch
    {
        BallotCast { IsSecret: true } => IsOwn(who, recorded.Actor),
        _ when !who.IsCitizen || IsOwn(who, recorded.Actor) => true,
        _ when CaseCause(recorded) => false,
        CaseOpened or TitleSet or MatterClassified or TerritoryLocated or LeadAssigned or ServiceLevelSet or ReplyGiven => true,

        // How it goes on, and not who said what in it.
        DeliberationOpened or VoteOpened or DeliberationExtended or DeliberationConcluded or DeliberationWithdrawn => true,
        ClockStarted or ClockPaused or ClockResumed or ClockStopped or ClockBreached or ClockCancelled or ClockDueChanged => recorded.Event is ClockEvent { Subject: null },
        EscalationTaken taken => taken is { Subject: null, Kind: not "finding" },
        ProcedureMoved moved => moved.Event is ElementCompleted or ElementPassed or TokenArrived or ProcessCompleted,
        _ => false,
    };

    /// <summary>What brought an event about, for <paramref name="who"/>: a citizen is not told which other case did.</summary>
    public static string CauseFor(SignedIn who, RecordedEvent recorded) => who.IsCitizen && CaseCause(recorded) ? "case" : recorded.Cause;

    // As the engine words it where another case says something to this one: "case" and its id.
    private static bool CaseCause(RecordedEvent recorded) => recorded.Cause.StartsWith("case ", StringComparison.Ordinal);

    /// <summary>Who acted, as it is told: of another citizen no more than that it was one.</summary>
    public static Actor ActorFor(SignedIn who, Actor actor) =>
        who.IsCitizen && actor.Kind == PartyKind.Citizen && actor.Party != who.Actor.Party ? Actor.Citizen("") : actor;

    private static bool IsOwn(SignedIn who, Actor actor) => actor.Kind == who.Actor.Kind && actor.Party == who.Actor.Party && actor.Person == who.Actor.Person;
}
