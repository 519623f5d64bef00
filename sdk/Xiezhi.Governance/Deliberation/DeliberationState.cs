using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Deliberation;

/// <summary>How a deliberation stands.</summary>
public enum DeliberationStatus
{
    /// <summary>The public comments.</summary>
    Consulting,

    /// <summary>Ballots are taken.</summary>
    Voting,

    /// <summary>It came to its end.</summary>
    Concluded,

    /// <summary>The procedure went on without it.</summary>
    Withdrawn,
}

/// <summary>What a deliberation came to.</summary>
public enum DeliberationOutcome
{
    /// <summary>One option was decided on.</summary>
    Decided,

    /// <summary>No option reached what the method asks for.</summary>
    Undecided,

    /// <summary>Options came out alike, and the rule for ties decided on none.</summary>
    Tied,

    /// <summary>Too few took part.</summary>
    NoQuorum,

    /// <summary>A stakeholder class was not represented.</summary>
    NotRepresented,
}

/// <summary>A comment of the public.</summary>
/// <param name="Id">Its id within the deliberation.</param>
/// <param name="By">Who, as a participant is called.</param>
/// <param name="Text">What was said.</param>
/// <param name="Answer">What was answered; <see langword="null"/> before.</param>
public sealed record Comment(int Id, string By, string Text, string? Answer);

/// <summary>A deliberation of a case: a fold over its events.</summary>
/// <remarks>Immutable. All instants are UTC.</remarks>
public sealed record DeliberationState
{
    /// <summary>Its id within the case.</summary>
    public required int Id { get; init; }

    /// <summary>Its id in the package.</summary>
    public required string Definition { get; init; }

    /// <summary>The task that waits for its result.</summary>
    public required int TaskId { get; init; }

    /// <summary>Who decides, those recused included.</summary>
    public required ImmutableArray<Participant> Participants { get; init; }

    /// <summary>Who leads it.</summary>
    public required string Chair { get; init; }

    /// <summary>What can be chosen.</summary>
    public required ImmutableArray<string> Options { get; init; }

    /// <summary>Who may comment: ids of parties, and words for kinds of parties.</summary>
    public ImmutableArray<string> Heard { get; init; } = [];

    /// <summary>How it stands.</summary>
    public DeliberationStatus Status { get; init; }

    /// <summary>Until when the public may comment.</summary>
    public DateTimeOffset? ConsultedUntil { get; init; }

    /// <summary>Until when ballots are taken; <see langword="null"/> before they are.</summary>
    public DateTimeOffset? Closes { get; init; }

    /// <summary>How often its period was begun again.</summary>
    public int Extensions { get; init; }

    /// <summary>Who was taken out for conflict of interest.</summary>
    public ImmutableSortedSet<string> Recused { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>The last ballot of each participant that counts.</summary>
    public ImmutableSortedDictionary<string, Ballot> Ballots { get; init; } = ImmutableSortedDictionary.Create<string, Ballot>(StringComparer.Ordinal);

    /// <summary>The comments of the public, in order.</summary>
    public ImmutableArray<Comment> Comments { get; init; } = [];

    /// <summary>The dissents on record, by participant.</summary>
    public ImmutableSortedDictionary<string, string> Dissents { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>What it came to.</summary>
    public DeliberationConcluded? Conclusion { get; init; }

    /// <summary>Whether it still goes on.</summary>
    public bool IsOpen => Status is DeliberationStatus.Consulting or DeliberationStatus.Voting;

    /// <summary>Who can cast a ballot.</summary>
    public IEnumerable<Participant> Entitled => Participants.Where(participant => !Recused.Contains(participant.Id));

    /// <summary>Whether a comment waits for its answer.</summary>
    public bool HasUnanswered => Comments.Any(comment => comment.Answer is null);

    /// <summary>How an actor is called as a participant: the party's id, and a citizen by <c>citizen:</c> and theirs.</summary>
    public static string NameOf(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Kind == PartyKind.Citizen ? Actor.CitizenPrefix + actor.Party : actor.Party;
    }

    internal static DeliberationState From(DeliberationOpened opened) => new()
    {
        Id = opened.Deliberation,
        Definition = opened.Definition,
        TaskId = opened.TaskId,
        Participants = opened.Participants,
        Chair = opened.Chair,
        Options = opened.Options,
        ConsultedUntil = opened.ConsultedUntil,
        Heard = opened.Heard,
    };

    internal DeliberationState Apply(DeliberationEvent happened) => happened switch
    {
        VoteOpened opened => this with { Status = DeliberationStatus.Voting, Closes = opened.Closes },
        ParticipantRecused recused => this with { Recused = Recused.Add(recused.Participant), Ballots = Ballots.Remove(recused.Participant) },
        BallotCast cast => this with { Ballots = Ballots.SetItem(cast.Participant, new Ballot(cast.Participant, cast.Preferences, cast.Reasons)) },
        CommentPosted posted => this with { Comments = Comments.Add(new Comment(posted.Comment, posted.By, posted.Text, null)) },
        CommentsAnswered answered => this with
        {
            Comments = [.. Comments.Select(comment => answered.Comments.Contains(comment.Id) ? comment with { Answer = answered.Text } : comment)],
        },
        DeliberationExtended extended => this with { Closes = extended.Closes, Extensions = Extensions + 1 },
        DissentRecorded dissent => this with { Dissents = Dissents.SetItem(dissent.Participant, dissent.Reasons) },
        DeliberationConcluded concluded => this with { Status = DeliberationStatus.Concluded, Conclusion = concluded },
        DeliberationWithdrawn => this with { Status = DeliberationStatus.Withdrawn },
        _ => this,
    };
}

/// <summary>The deliberations of a case, in the order in which they opened.</summary>
public sealed record CaseDeliberations(ImmutableArray<DeliberationState> All)
{
    /// <summary>None.</summary>
    public static CaseDeliberations None { get; } = new(ImmutableArray<DeliberationState>.Empty);

    /// <summary>The deliberation with <paramref name="id"/>, or <see langword="null"/>.</summary>
    public DeliberationState? Find(int id) => id >= 1 && id <= All.Length ? All[id - 1] : null;

    internal CaseDeliberations Apply(DeliberationEvent happened) => happened is DeliberationOpened opened
        ? new CaseDeliberations(All.Add(DeliberationState.From(opened)))
        : new CaseDeliberations(All.SetItem(happened.Deliberation - 1, All[happened.Deliberation - 1].Apply(happened)));
}
