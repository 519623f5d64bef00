using Xiezhi.Governance.Deliberation;

namespace Xiezhi.Insight.Histories;

/// <summary>A deliberation (会商) of a case.</summary>
/// <param name="Id">Its id within the case.</param>
/// <param name="Definition">Its id in the package.</param>
/// <param name="Chair">Who leads it.</param>
/// <param name="OpenedAt">When it was opened, UTC.</param>
public sealed record DeliberationRecord(int Id, string Definition, string Chair, DateTimeOffset OpenedAt)
{
    /// <summary>When it came to its end, UTC; <see langword="null"/> while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How it stands.</summary>
    public DeliberationStatus Status { get; init; }

    /// <summary>What it came to; <see langword="null"/> where it has not concluded.</summary>
    public DeliberationOutcome? Outcome { get; init; }

    /// <summary>The option decided on, or <see langword="null"/>.</summary>
    public string? Winner { get; init; }

    /// <summary>How many could have voted.</summary>
    public int Entitled { get; init; }

    /// <summary>How many did, abstentions included.</summary>
    public int Present { get; init; }

    /// <summary>How many put a dissent on record.</summary>
    public int Dissents { get; init; }

    /// <summary>How many comments of the public there were.</summary>
    public int Comments { get; init; }

    internal DeliberationRecord Apply(DeliberationEvent happened, DateTimeOffset at) => happened switch
    {
        VoteOpened => this with { Status = DeliberationStatus.Voting },
        CommentPosted => this with { Comments = Comments + 1 },
        DissentRecorded => this with { Dissents = Dissents + 1 },
        DeliberationWithdrawn => this with { Status = DeliberationStatus.Withdrawn, EndedAt = at },
        DeliberationConcluded concluded => this with
        {
            Status = DeliberationStatus.Concluded,
            EndedAt = at,
            Outcome = concluded.Outcome,
            Winner = concluded.Winner,
            Entitled = concluded.Entitled,
            Present = concluded.Present,
        },
        _ => this,
    };
}
