using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Xiezhi.AspNetCore.SignIn;
using Xiezhi.AspNetCore.Variables;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.CallBacks;
using Xiezhi.Governance.Handling.Claims;
using Xiezhi.Governance.Handling.Closing;
using Xiezhi.Governance.Handling.CoHandling;
using Xiezhi.Governance.Handling.Returns;
using Xiezhi.Governance.Handling.Whistles;

namespace Xiezhi.AspNetCore.Handling;

/// <summary>How parties handle a case between them. A citizen is told of <see cref="Joining"/> only, and there only how their own case stands.</summary>
/// <param name="CoHandlers">Who handles it beside the lead (协办), those no longer present too.</param>
/// <param name="Whistles">Who was called to it (吹哨报到).</param>
/// <param name="Closings">What is closed together.</param>
/// <param name="Claims">Who holds its open tasks.</param>
/// <param name="CallBacks">Its call-backs (回访), those that were not drawn too.</param>
/// <param name="Arbitration">Its arbitration (仲裁); <see langword="null"/> where there was none.</param>
/// <param name="Joining">What it has to do with other cases.</param>
public sealed record HandlingResponse(
    ImmutableArray<CoHandlerResponse> CoHandlers,
    ImmutableArray<WhistleResponse> Whistles,
    ImmutableArray<ClosingResponse> Closings,
    ImmutableArray<ClaimResponse> Claims,
    ImmutableArray<CallBackResponse> CallBacks,
    ArbitrationResponse? Arbitration,
    JoiningResponse Joining)
{
    // What parties say to each other is theirs: whatever is added here is not for citizens unless it is put into the first branch.
    internal static HandlingResponse From(SignedIn who, CaseState state) => who.IsCitizen
        ? new([], [], [], [], [], null, JoiningResponse.ForPetitioner(state))
        : new(
            [.. state.CoHandling.All.Select(CoHandlerResponse.From)],
            [.. state.Whistles.All.Select(WhistleResponse.From)],
            [.. state.Closings.All.Values.Select(ClosingResponse.From)],
            [.. state.Claims.ByTask.Values.Where(claim => state.Workflow.Tasks.Has(claim.TaskId)).Select(ClaimResponse.From)],
            [.. state.CallBacks.All.Select(CallBackResponse.From)],
            ArbitrationResponse.From(state.Arbitration),
            JoiningResponse.From(state));
}

/// <summary>A co-handler.</summary>
/// <param name="Party">The party.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Owes">Whether what it owes still stands out.</param>
/// <param name="InvitedAt">When it was invited, UTC.</param>
/// <param name="ByDuty">Whether the duty list names it.</param>
/// <param name="Unacknowledged">Whether the time to acknowledge passed before it did.</param>
/// <param name="Overdue">Whether the time to contribute passed before it did.</param>
/// <param name="Text">What it contributed.</param>
/// <param name="Variables">What it added to the case under its name.</param>
public sealed record CoHandlerResponse(
    string Party,
    [property: JsonConverter(typeof(WordConverter<CoHandlerStatus>))] CoHandlerStatus Status,
    bool Owes,
    DateTimeOffset InvitedAt,
    bool ByDuty,
    bool Unacknowledged,
    bool Overdue,
    string Text,
    ValueContext Variables)
{
    internal static CoHandlerResponse From(CoHandler one) =>
        new(one.Party, one.Status, one.Owes, one.InvitedAt, one.ByDuty, one.IsUnacknowledged, one.IsOverdue, one.Text, one.Variables);
}

/// <summary>A whistle.</summary>
/// <param name="Number">Its number within the case.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Caller">Who blew it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Place">Where the called parties report.</param>
/// <param name="Over">Whether it was closed, or the case ended before it was.</param>
/// <param name="Calls">Whom it called.</param>
public sealed record WhistleResponse(int Number, string Kind, string Caller, string Reason, string Place, bool Over, ImmutableArray<CalledPartyResponse> Calls)
{
    internal static WhistleResponse From(WhistleState whistle) =>
        new(whistle.Id, whistle.Kind, whistle.Caller, whistle.Reason, whistle.Place, whistle.IsOver, [.. whistle.Calls.Select(CalledPartyResponse.From)]);
}

/// <summary>A party that was called.</summary>
/// <param name="Party">The party.</param>
/// <param name="CalledAt">When it was called, UTC.</param>
/// <param name="AcknowledgedAt">When it said that it heard the call, UTC.</param>
/// <param name="ArrivedAt">When it reported on site, UTC.</param>
/// <param name="Unacknowledged">Whether the time to acknowledge passed before it did.</param>
/// <param name="NoShow">Whether the time to report passed before it did.</param>
/// <param name="Points">What its grades are worth; <see langword="null"/> where it was not judged.</param>
/// <param name="Grades">Its grades.</param>
/// <param name="Words">What was said to it.</param>
public sealed record CalledPartyResponse(
    string Party,
    DateTimeOffset CalledAt,
    DateTimeOffset? AcknowledgedAt,
    DateTimeOffset? ArrivedAt,
    bool Unacknowledged,
    bool NoShow,
    int? Points,
    ImmutableArray<GradeBody> Grades,
    string? Words)
{
    internal static CalledPartyResponse From(PartyCall call) => new(
        call.Party,
        call.CalledAt,
        call.AcknowledgedAt,
        call.ArrivedAt,
        call.IsUnacknowledged,
        call.IsNoShow,
        call.Evaluation?.Points,
        [.. (call.Evaluation?.Grades ?? []).Select(grade => new GradeBody(grade.Criterion, grade.Grade))],
        call.Evaluation?.Words);
}

/// <summary>Something that is closed together.</summary>
/// <param name="Of">What: <c>co-handling</c>, or <c>whistle:1</c>.</param>
/// <param name="ProposedBy">Who proposed it.</param>
/// <param name="Account">What was done.</param>
/// <param name="Positions">What each party said.</param>
/// <param name="Silent">Whose time to speak has passed.</param>
/// <param name="Closed">Whether it is closed.</param>
/// <param name="ClosedBy">Who closed it over silence.</param>
/// <param name="Reason">Why they did.</param>
public sealed record ClosingResponse(
    string Of,
    string ProposedBy,
    string Account,
    ImmutableArray<PositionResponse> Positions,
    ImmutableArray<string> Silent,
    bool Closed,
    string? ClosedBy,
    string? Reason)
{
    internal static ClosingResponse From(ClosingState closing) => new(
        closing.Of,
        closing.ProposedBy,
        closing.Account,
        [.. closing.Positions.Select(entry => new PositionResponse(entry.Key, entry.Value.Agrees, entry.Value.Words))],
        [.. closing.Outcome is { } outcome ? outcome.Silent : closing.Silent.Where(party => !closing.HasSpoken(party))],
        !closing.IsOpen,
        closing.Outcome?.ClosedBy,
        closing.Outcome?.Reasons);
}

/// <summary>What a party said to a closing.</summary>
/// <param name="Party">The party.</param>
/// <param name="Agrees">Whether it agrees; else it dissents.</param>
/// <param name="Words">What it said.</param>
public sealed record PositionResponse(string Party, bool Agrees, string Words);

/// <summary>Who has, or is offered, a task.</summary>
/// <param name="Party">The party; a citizen is <c>citizen:</c> and theirs.</param>
/// <param name="Person">The person, where one is named.</param>
public sealed record HolderResponse(string Party, string? Person)
{
    internal static HolderResponse From(TaskHolder holder) => new(holder.Party, holder.Person);
}

/// <summary>A claim on an open task.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="Holder">Who holds it.</param>
/// <param name="Since">Since when, UTC.</param>
/// <param name="Until">When it ends by itself, UTC.</param>
/// <param name="Offered">Who is asked to take it over and has not answered.</param>
/// <param name="Givers">Who passed it on, the first first.</param>
public sealed record ClaimResponse(
    int TaskId, HolderResponse Holder, DateTimeOffset Since, DateTimeOffset? Until, HolderResponse? Offered, ImmutableArray<HolderResponse> Givers)
{
    internal static ClaimResponse From(TaskClaim claim) => new(
        claim.TaskId,
        HolderResponse.From(claim.Holder),
        claim.Since,
        claim.Ends?.At,
        claim.Offered is { } offered ? HolderResponse.From(offered) : null,
        [.. claim.Givers.Select(HolderResponse.From)]);
}

/// <summary>A call-back, or that none was drawn.</summary>
/// <param name="Number">Its number within the case.</param>
/// <param name="Drawn">Whether the case is called back.</param>
/// <param name="Share">The share of cases like this that is, in percent.</param>
/// <param name="At">When it was drawn, UTC.</param>
/// <param name="Due">Until when it is to be done, UTC.</param>
/// <param name="Party">The party whose work is asked about.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Waits">Whether somebody has yet to be called.</param>
/// <param name="Overdue">Whether its time passed before it was over.</param>
/// <param name="Reached">Whether somebody was reached; <see langword="null"/> while it is not over.</param>
/// <param name="Satisfied">Whether they are satisfied.</param>
/// <param name="Words">What they said.</param>
/// <param name="Rework">Whether the case is handled again for it.</param>
public sealed record CallBackResponse(
    int Number,
    bool Drawn,
    decimal Share,
    DateTimeOffset At,
    DateTimeOffset? Due,
    string? Party,
    int Attempts,
    bool Waits,
    bool Overdue,
    bool? Reached,
    bool? Satisfied,
    string? Words,
    bool Rework)
{
    internal static CallBackResponse From(CallBackState one) => new(
        one.Draw.Number,
        one.Draw.Drawn,
        one.Draw.Share,
        one.At,
        one.Draw.Due,
        one.Draw.Party,
        one.Attempts,
        one.Waits,
        one.IsOverdue,
        one.Conclusion?.Reached,
        one.Conclusion?.Satisfied,
        one.Conclusion?.Words,
        one.Conclusion?.Rework ?? false);
}

/// <summary>What the arbiter has to decide, or decided last.</summary>
/// <param name="Number">How many arbitrations there were.</param>
/// <param name="Open">Whether the arbiter has the case.</param>
/// <param name="Arbiter">Who decides, or decided last.</param>
/// <param name="Due">Until when, UTC.</param>
/// <param name="Appointed">The party appointed to lead.</param>
/// <param name="ReturnedBy">The parties that returned the case, or tried to.</param>
public sealed record ArbitrationResponse(int Number, bool Open, string? Arbiter, DateTimeOffset? Due, string? Appointed, ImmutableArray<string> ReturnedBy)
{
    internal static ArbitrationResponse? From(ArbitrationState state) => state.Number == 0
        ? null
        : new(state.Number, state.IsOpen, state.Arbiter, state.Due, state.Appointed, [.. state.Parties]);
}
