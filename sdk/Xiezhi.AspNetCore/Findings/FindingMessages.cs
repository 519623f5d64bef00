using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Xiezhi.AspNetCore.Cases;
using Xiezhi.AspNetCore.Variables;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Findings;

namespace Xiezhi.AspNetCore.Findings;

/// <summary>A finding to propose.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Against">The id of the party.</param>
/// <param name="Evidence">The places, in the case's log, of the events that it rests on.</param>
/// <param name="Reason">Why.</param>
public sealed record ProposeFindingRequest(string Kind, string Against, ImmutableArray<long> Evidence, string Reason);

/// <summary>An answer to a finding.</summary>
/// <param name="Text">What the party says.</param>
public sealed record AnswerFindingRequest(string Text);

/// <summary>A decision on a finding, or on its appeal.</summary>
/// <param name="Outcome">How.</param>
/// <param name="Reason">Why.</param>
public sealed record FindingDecisionRequest([property: JsonConverter(typeof(WordConverter<FindingOutcome>))] FindingOutcome Outcome, string Reason);

/// <summary>Something is asked of a finding that needs no more than a reason.</summary>
/// <param name="Reason">Why.</param>
public sealed record FindingReasonRequest(string Reason);

/// <summary>An event that a finding rests on.</summary>
/// <param name="Sequence">Its place in the case's log.</param>
/// <param name="Hash">Its hash; <see langword="null"/> where the finding does not name it.</param>
public sealed record EvidenceResponse(long Sequence, string? Hash);

/// <summary>What is held against a party, as it stands.</summary>
/// <param name="Number">Its number within the case.</param>
/// <param name="Kind">What kind, such as <c>overdue</c>.</param>
/// <param name="Against">The id of the party.</param>
/// <param name="Stage">Where it stands.</param>
/// <param name="StageAt">When it came there, UTC.</param>
/// <param name="Due">When something happens if nobody acts, by the stage, UTC: the answer, the decision or the appeal is late then.</param>
/// <param name="LapsesAt">When it becomes too old to be decided, UTC.</param>
/// <param name="Points">What it counts.</param>
public sealed record FindingResponse(
    int Number,
    string Kind,
    string Against,
    [property: JsonConverter(typeof(WordConverter<FindingStage>))] FindingStage Stage,
    DateTimeOffset StageAt,
    DateTimeOffset? Due,
    DateTimeOffset? LapsesAt,
    decimal Points)
{
    /// <summary>The events that it rests on.</summary>
    public required ImmutableArray<EvidenceResponse> Evidence { get; init; }

    /// <summary>The id of the rule that proposed it; empty where a party did; <see langword="null"/> where a ladder did.</summary>
    public string? Rule { get; init; }

    /// <summary>The clock that it is about, such as <c>standard/reply</c>.</summary>
    public string? Clock { get; init; }

    /// <summary>Why the rule held, or the reasons of the party that proposed it.</summary>
    public ValueContext? Explanation { get; init; }

    /// <summary>When it was proposed, UTC.</summary>
    public required DateTimeOffset ProposedAt { get; init; }

    /// <summary>Who proposed it; the engine, where a rule did.</summary>
    public required ActorResponse ProposedBy { get; init; }

    /// <summary>When the fact happened, UTC: the latest of its evidence.</summary>
    public required DateTimeOffset FactAt { get; init; }

    /// <summary>Who answered.</summary>
    public ActorResponse? AnsweredBy { get; init; }

    /// <summary>The answer.</summary>
    public string? Answer { get; init; }

    /// <summary>Who decided; the engine, where an exemption rule did.</summary>
    public ActorResponse? DecidedBy { get; init; }

    /// <summary>The decision, as it stands.</summary>
    [JsonConverter(typeof(WordConverter<FindingOutcome>))]
    public FindingOutcome? Outcome { get; init; }

    /// <summary>The reasons of the last decision.</summary>
    public string? Reason { get; init; }

    /// <summary>The id of the exemption rule (容错免责) that held.</summary>
    public string? Exemption { get; init; }

    /// <summary>The id of the party that a decision which was late went to.</summary>
    public string? RaisedTo { get; init; }

    internal static FindingResponse From(FindingState finding) => new(
        finding.Id, finding.Kind, finding.Against, finding.Stage, finding.StageAt, finding.Due, finding.LapsesAt, finding.Points)
    {
        Evidence =
        [
            .. finding.Evidence.Select((sequence, place) =>
                new EvidenceResponse(sequence, finding.Grounds is { } grounds && place < grounds.Hashes.Length ? grounds.Hashes[place] : null)),
        ],
        Rule = finding.Grounds?.Rule,
        Clock = finding.Grounds?.Clock,
        Explanation = finding.Grounds?.Explanation,
        ProposedAt = finding.ProposedAt,
        ProposedBy = ActorResponse.From(finding.ProposedBy),
        FactAt = finding.FactAt,
        AnsweredBy = finding.AnsweredBy is { } answered ? ActorResponse.From(answered) : null,
        Answer = finding.Answer,
        DecidedBy = finding.DecidedBy is { } decided ? ActorResponse.From(decided) : null,
        Outcome = finding.Outcome,
        Reason = finding.Reason,
        Exemption = finding.Exemption,
        RaisedTo = finding.RaisedTo,
    };
}
