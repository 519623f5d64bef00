using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;

namespace Xiezhi.Governance.Findings;

/// <summary>How a finding stands.</summary>
/// <remarks>Immutable. All instants are UTC.</remarks>
public sealed record FindingState
{
    /// <summary>Its id within the case.</summary>
    public required int Id { get; init; }

    /// <summary>What kind, such as <c>overdue</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The party that it is against.</summary>
    public required string Against { get; init; }

    /// <summary>The places of the events that it rests on.</summary>
    public required ImmutableArray<long> Evidence { get; init; }

    /// <summary>What else it rests on; <see langword="null"/> where a ladder proposed it.</summary>
    public FindingGrounds? Grounds { get; init; }

    /// <summary>Where it stands.</summary>
    public FindingStage Stage { get; init; }

    /// <summary>When it was proposed.</summary>
    public required DateTimeOffset ProposedAt { get; init; }

    /// <summary>Who proposed it; the engine, where a rule did.</summary>
    public required Actor ProposedBy { get; init; }

    /// <summary>When the fact happened: the latest of its evidence.</summary>
    public required DateTimeOffset FactAt { get; init; }

    /// <summary>When it becomes too old to be decided, or <see langword="null"/> where it never does.</summary>
    public DateTimeOffset? LapsesAt { get; init; }

    /// <summary>When something happens if nobody acts, by the stage that it is in.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Who answered.</summary>
    public Actor? AnsweredBy { get; init; }

    /// <summary>The answer.</summary>
    public string? Answer { get; init; }

    /// <summary>Who decided; the engine, where an exemption rule did.</summary>
    public Actor? DecidedBy { get; init; }

    /// <summary>The decision, as it stands.</summary>
    public FindingOutcome? Outcome { get; init; }

    /// <summary>The reasons of the last decision.</summary>
    public string? Reason { get; init; }

    /// <summary>The exemption rule that held.</summary>
    public string? Exemption { get; init; }

    /// <summary>What it counts.</summary>
    public decimal Points { get; init; }

    /// <summary>The party that a decision which was late went to, or <see langword="null"/>.</summary>
    public string? RaisedTo { get; init; }

    /// <summary>When it came into its stage.</summary>
    public DateTimeOffset StageAt { get; init; }

    /// <summary>Whether nothing more happens to it.</summary>
    public bool IsOver => FindingLife.IsOver(Stage);

    internal bool AwaitsDecision => Stage is FindingStage.Answered or FindingStage.Unanswered or FindingStage.Appealed;

    internal FindingState Apply(FindingEvent happened, Actor actor, DateTimeOffset at) => (happened switch
    {
        FindingNotified notified => this with { Stage = FindingStage.Notified, Due = notified.AnswerDue },
        FindingAnswered answered => this with { Stage = FindingStage.Answered, AnsweredBy = actor, Answer = answered.Text, Due = answered.DecideDue },
        FindingUnanswered unanswered => this with { Stage = FindingStage.Unanswered, Due = unanswered.DecideDue },
        FindingDecided decided => this with
        {
            Stage = decided.Outcome == FindingOutcome.Upheld ? FindingStage.Upheld : FindingStage.Dismissed,
            DecidedBy = Stage == FindingStage.Proposed ? Actor.Engine : actor,
            Outcome = decided.Outcome,
            Reason = decided.Reason,
            Exemption = decided.Exemption,
            Points = decided.Points,
            RaisedTo = null,
            Due = decided.AppealDue,
        },
        FindingRaised raised => this with { RaisedTo = raised.To, Due = raised.DecideDue },
        FindingAppealed appealed => this with { Stage = FindingStage.Appealed, Due = appealed.DecideDue },
        FindingClosed closed => this with
        {
            Stage = FindingStage.Final,
            Outcome = closed.Outcome,
            Points = closed.Points,
            Reason = closed.Reason.Length > 0 ? closed.Reason : Reason,
            Due = null,
        },
        FindingWithdrawn withdrawn => this with { Stage = FindingStage.Withdrawn, Reason = withdrawn.Reason, Due = null },
        _ => this with { Stage = FindingStage.Lapsed, Due = null },
    }) with { StageAt = at };

    internal ValueContext AsValue() => ValueContext.Of(
        ("id", Id),
        ("kind", Kind),
        ("against", Against),
        ("rule", Grounds?.Rule),
        ("clock", Grounds?.Clock),
        ("stage", Stage.ToString()),
        ("proposedAt", Value.From(ProposedAt)),
        ("factAt", Value.From(FactAt)),
        ("answered", AnsweredBy is not null),
        ("appealed", Stage == FindingStage.Appealed));
}
