using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Handling.Closing;
using Xiezhi.Governance.Handling.Limits;
using Xiezhi.Governance.Log;

namespace Xiezhi.Governance.Handling.Whistles;

/// <summary>How a called party judged.</summary>
/// <param name="Grades">A grade for each criterion.</param>
/// <param name="Points">What they are worth together.</param>
/// <param name="Words">What was said to it.</param>
public sealed record PartyEvaluation(ImmutableArray<CriterionGrade> Grades, int Points, string Words)
{
    /// <inheritdoc/>
    public bool Equals(PartyEvaluation? other) =>
        other is not null && Points == other.Points && Words == other.Words && Grades.AsSpan().SequenceEqual(other.Grades.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Points, Words);
}

/// <summary>A party that a whistle called.</summary>
/// <remarks>Immutable. All instants are UTC.</remarks>
public sealed record PartyCall
{
    /// <summary>The party.</summary>
    public required string Party { get; init; }

    /// <summary>When it was called.</summary>
    public required DateTimeOffset CalledAt { get; init; }

    /// <summary>When it said that it heard the call; where it reported on site without a word before, then.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>When it reported on site.</summary>
    public DateTimeOffset? ArrivedAt { get; init; }

    /// <summary>Whether the time to acknowledge passed before it did.</summary>
    public bool IsUnacknowledged { get; init; }

    /// <summary>Whether the time to report on site passed before it did; it may have come late.</summary>
    public bool IsNoShow { get; init; }

    /// <summary>How it was judged; <see langword="null"/> where it was not.</summary>
    public PartyEvaluation? Evaluation { get; init; }
}

/// <summary>A whistle of a case: a fold over its events.</summary>
/// <remarks>Immutable.</remarks>
public sealed record WhistleState
{
    /// <summary>Its number within the case, counted from 1.</summary>
    public required int Id { get; init; }

    /// <summary>Its kind, an id of <c>handling.json</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Who blew it.</summary>
    public required string Caller { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Where the called parties are to report.</summary>
    public required string Place { get; init; }

    /// <summary>Whom it called, in that order.</summary>
    public ImmutableArray<PartyCall> Calls { get; init; } = [];

    /// <summary>Whether it was closed, or the case ended before it was.</summary>
    public bool IsOver { get; init; }

    /// <summary>The call of a party, or <see langword="null"/>.</summary>
    public PartyCall? Find(string party) => Calls.FirstOrDefault(call => call.Party == party);

    /// <inheritdoc/>
    public bool Equals(WhistleState? other) =>
        other is not null && Id == other.Id && Kind == other.Kind && Caller == other.Caller && Reason == other.Reason && Place == other.Place && IsOver == other.IsOver
        && Calls.AsSpan().SequenceEqual(other.Calls.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Kind, Caller, Calls.Length, IsOver);

    /// <summary>How it is called where it is closed.</summary>
    internal string Of => ClosingState.OfWhistle(Id);

    /// <summary>The service level of its limits.</summary>
    internal string LevelId => HandlingClocks.WhistlePrefix + Kind;

    internal WhistleState Apply(WhistleEvent happened, RecordedEvent recorded) => happened switch
    {
        PartiesCalled called => Call(called.Parties, recorded.At),
        CallAcknowledged acknowledged => With(acknowledged.Party, call => call with { AcknowledgedAt = recorded.At }),
        PartyReported reported => With(reported.Party, call => call with { AcknowledgedAt = call.AcknowledgedAt ?? recorded.At, ArrivedAt = recorded.At }),
        CallUnacknowledged late => With(late.Party, call => call with { IsUnacknowledged = true }),
        NoShow late => With(late.Party, call => call with { IsNoShow = true }),
        CalledPartyEvaluated judged => With(judged.Party, call => call with { Evaluation = new PartyEvaluation(judged.Grades, judged.Points, judged.Words) }),
        WhistleLapsed => this with { IsOver = true },
        _ => this,
    };

    internal WhistleState Call(ImmutableArray<string> parties, DateTimeOffset at) =>
        this with { Calls = [.. Calls, .. parties.Select(party => new PartyCall { Party = party, CalledAt = at })] };

    internal Value AsValue() => Value.From(ValueContext.Of(
        ("id", Id),
        ("kind", Kind),
        ("caller", Caller),
        ("place", Place),
        ("open", !IsOver),
        ("parties", Value.List([.. Calls.Select(call => Value.From(ValueContext.Of(
            ("party", call.Party),
            ("acknowledged", call.AcknowledgedAt is not null),
            ("arrived", call.ArrivedAt is not null),
            ("noShow", call.IsNoShow),
            ("points", call.Evaluation is { } evaluation ? Value.From((long)evaluation.Points) : Value.Null))))]))));

    private WhistleState With(string party, Func<PartyCall, PartyCall> change) =>
        this with { Calls = [.. Calls.Select(call => call.Party == party ? change(call) : call)] };
}

/// <summary>The whistles of a case, in the order in which they were blown.</summary>
public sealed record CaseWhistles
{
    private static readonly Value Nothing = new CaseWhistles().Describe();

    /// <summary>None.</summary>
    public static CaseWhistles None { get; } = new();

    /// <summary>All of them.</summary>
    public ImmutableArray<WhistleState> All { get; init; } = [];

    /// <summary>The whistle with a number, or <see langword="null"/>.</summary>
    public WhistleState? Find(int whistle) => whistle >= 1 && whistle <= All.Length ? All[whistle - 1] : null;

    /// <inheritdoc/>
    public bool Equals(CaseWhistles? other) => other is not null && All.AsSpan().SequenceEqual(other.All.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => All.Length;

    internal Value AsValue() => All.IsEmpty ? Nothing : Describe();

    internal CaseWhistles Apply(WhistleEvent happened, RecordedEvent recorded) => happened switch
    {
        WhistleBlown blown => this with
        {
            All = All.Add(new WhistleState { Id = blown.Whistle, Kind = blown.Kind, Caller = blown.Caller, Reason = blown.Reason, Place = blown.Place }
                .Call(blown.Parties, recorded.At)),
        },
        _ when Find(happened.Whistle) is { } whistle => Put(whistle.Apply(happened, recorded)),
        _ => this,
    };

    internal CaseWhistles Apply(ClosingEvent happened) =>
        happened is JointlyClosed && All.FirstOrDefault(whistle => whistle.Of == happened.Of) is { } closed ? Put(closed with { IsOver = true }) : this;

    private Value Describe() => Value.From(ValueContext.Of(
        ("open", All.Count(whistle => !whistle.IsOver)),
        ("all", Value.List([.. All.Select(whistle => whistle.AsValue())]))));

    private CaseWhistles Put(WhistleState whistle) => this with { All = All.SetItem(whistle.Id - 1, whistle) };
}
