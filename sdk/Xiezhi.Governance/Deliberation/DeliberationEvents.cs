using System.Collections.Immutable;
using Xiezhi.Governance.Cases;

namespace Xiezhi.Governance.Deliberation;

/// <summary>Something that happened in a deliberation.</summary>
/// <param name="Deliberation">Its id within the case.</param>
public abstract record DeliberationEvent(int Deliberation) : CaseEvent;

/// <summary>Somebody who takes part.</summary>
/// <param name="Id">A party's id, or <c>citizen:</c> and the id by which a citizen is known.</param>
/// <param name="Classes">The stakeholder classes that they belong to.</param>
/// <param name="Weight">What their vote weighs.</param>
public sealed record Participant(string Id, ImmutableArray<string> Classes, decimal Weight);

/// <summary>A deliberation was opened, because the procedure reached its task.</summary>
/// <param name="Deliberation">Its id within the case.</param>
/// <param name="Definition">Its id in the package.</param>
/// <param name="TaskId">The task that waits for its result.</param>
/// <param name="Participants">Who decides.</param>
/// <param name="Chair">Who leads it.</param>
/// <param name="Options">What can be chosen.</param>
/// <param name="ConsultedUntil">Until when the public may comment; <see langword="null"/> where the vote is open at once.</param>
/// <param name="Heard">Who may comment: ids of parties, and words for kinds of parties; none where nobody is asked.</param>
public sealed record DeliberationOpened(
    int Deliberation,
    string Definition,
    int TaskId,
    ImmutableArray<Participant> Participants,
    string Chair,
    ImmutableArray<string> Options,
    DateTimeOffset? ConsultedUntil,
    ImmutableArray<string> Heard) : DeliberationEvent(Deliberation);

/// <summary>Ballots are taken from now on.</summary>
/// <param name="Deliberation">Its id within the case.</param>
/// <param name="Closes">Until when.</param>
public sealed record VoteOpened(int Deliberation, DateTimeOffset Closes) : DeliberationEvent(Deliberation);

/// <summary>A participant was taken out for conflict of interest (回避); a ballot that they had cast no longer counts.</summary>
/// <param name="Deliberation">Its id within the case.</param>
/// <param name="Participant">Who.</param>
/// <param name="Reasons">Why.</param>
/// <param name="ByRule">Whether a rule of the package said so, and not a person.</param>
public sealed record ParticipantRecused(int Deliberation, string Participant, string Reasons, bool ByRule) : DeliberationEvent(Deliberation);

/// <summary>A participant cast a ballot.</summary>
/// <param name="Deliberation">Its id within the case.</param>
/// <param name="Participant">Who.</param>
/// <param name="Preferences">What was chosen; none is an abstention.</param>
/// <param name="Reasons">Why.</param>
/// <param name="IsSecret">Whether <paramref name="Preferences"/> and <paramref name="Reasons"/> may be shown to nobody but who counts.</param>
public sealed record BallotCast(int Deliberation, string Participant, ImmutableArray<ImmutableArray<string>> Preferences, string Reasons, bool IsSecret)
    : DeliberationEvent(Deliberation);

/// <summary>Somebody commented in the consultation of the public.</summary>
/// <param name="Deliberation">Its id within the case.</param>
/// <param name="Comment">The comment's id within the deliberation.</param>
/// <param name="By">Who, as a participant is called.</param>
/// <param name="Text">What was said.</param>
public sealed record CommentPosted(int Deliberation, int Comment, string By, string Text) : DeliberationEvent(Deliberation);

/// <summary>Comments were answered.</summary>
/// <param name="Deliberation">Its id within the case.</param>
/// <param name="Comments">Their ids.</param>
/// <param name="Commenters">Who made them, and is told: each once.</param>
/// <param name="Text">The answer.</param>
public sealed record CommentsAnswered(int Deliberation, ImmutableArray<int> Comments, ImmutableArray<string> Commenters, string Text) : DeliberationEvent(Deliberation);

/// <summary>At the close too few had taken part, and the vote goes on.</summary>
/// <param name="Deliberation">Its id within the case.</param>
/// <param name="Closes">Until when.</param>
/// <param name="Outcome">What was missing.</param>
public sealed record DeliberationExtended(int Deliberation, DateTimeOffset Closes, DeliberationOutcome Outcome) : DeliberationEvent(Deliberation);

/// <summary>A participant put a dissent on record.</summary>
/// <param name="Deliberation">Its id within the case.</param>
/// <param name="Participant">Who.</param>
/// <param name="Reasons">Why.</param>
public sealed record DissentRecorded(int Deliberation, string Participant, string Reasons) : DeliberationEvent(Deliberation);

/// <summary>The deliberation came to its end; the figures are the evidence of what it came to.</summary>
/// <param name="Deliberation">Its id within the case.</param>
/// <param name="Outcome">What it came to.</param>
/// <param name="Winner">The option decided on; <see langword="null"/> where none was.</param>
/// <param name="Entitled">How many could have cast a ballot.</param>
/// <param name="Present">How many did, abstentions included.</param>
/// <param name="Abstained">How many abstained.</param>
/// <param name="Missing">The stakeholder classes that were not represented.</param>
/// <param name="Votes">The votes of each option.</param>
/// <param name="Pairs">For ranked pairs, how many prefer each option to each other one.</param>
/// <param name="Tied">The options that came out alike; empty where none did.</param>
/// <param name="Lot">The number that was drawn, where a lot decided.</param>
public sealed record DeliberationConcluded(
    int Deliberation,
    DeliberationOutcome Outcome,
    string? Winner,
    int Entitled,
    int Present,
    int Abstained,
    ImmutableArray<string> Missing,
    ImmutableArray<OptionVotes> Votes,
    ImmutableArray<PairVotes> Pairs,
    ImmutableArray<string> Tied,
    string? Lot) : DeliberationEvent(Deliberation);

/// <summary>The procedure went on without it: its task was ended by something else.</summary>
/// <param name="Deliberation">Its id within the case.</param>
public sealed record DeliberationWithdrawn(int Deliberation) : DeliberationEvent(Deliberation);
