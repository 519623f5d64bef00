using System.Collections.Immutable;
using Xiezhi.Governance.Cases;

namespace Xiezhi.Governance.Handling.Whistles;

/// <summary>Something that happened to a whistle.</summary>
/// <param name="Whistle">Its number within the case, counted from 1.</param>
public abstract record WhistleEvent(int Whistle) : CaseEvent;

/// <summary>Parties were called to the case (吹哨).</summary>
/// <param name="Whistle">Its number within the case.</param>
/// <param name="Kind">Its kind, an id of <c>handling.json</c>.</param>
/// <param name="Caller">Who called them.</param>
/// <param name="Parties">Whom.</param>
/// <param name="Reason">Why.</param>
/// <param name="Place">Where they are to report.</param>
public sealed record WhistleBlown(int Whistle, string Kind, string Caller, ImmutableArray<string> Parties, string Reason, string Place) : WhistleEvent(Whistle)
{
    /// <inheritdoc/>
    public bool Equals(WhistleBlown? other) =>
        other is not null && Whistle == other.Whistle && Kind == other.Kind && Caller == other.Caller && Reason == other.Reason && Place == other.Place
        && Parties.AsSpan().SequenceEqual(other.Parties.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Whistle, Kind, Caller, Parties.Length);
}

/// <summary>Further parties were called to a whistle.</summary>
/// <param name="Whistle">Its number within the case.</param>
/// <param name="Parties">Whom.</param>
/// <param name="Reason">Why.</param>
public sealed record PartiesCalled(int Whistle, ImmutableArray<string> Parties, string Reason) : WhistleEvent(Whistle)
{
    /// <inheritdoc/>
    public bool Equals(PartiesCalled? other) =>
        other is not null && Whistle == other.Whistle && Reason == other.Reason && Parties.AsSpan().SequenceEqual(other.Parties.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Whistle, Reason, Parties.Length);
}

/// <summary>A called party heard the call (响应).</summary>
/// <param name="Whistle">Its number within the case.</param>
/// <param name="Party">Which.</param>
public sealed record CallAcknowledged(int Whistle, string Party) : WhistleEvent(Whistle);

/// <summary>A called party reported on site (报到).</summary>
/// <param name="Whistle">Its number within the case.</param>
/// <param name="Party">Which.</param>
/// <param name="Words">What it said.</param>
public sealed record PartyReported(int Whistle, string Party, string Words) : WhistleEvent(Whistle);

/// <summary>The time in which a called party was to acknowledge has passed.</summary>
/// <param name="Whistle">The whistle's number within the case.</param>
/// <param name="Party">Which.</param>
/// <param name="Due">When it was due.</param>
public sealed record CallUnacknowledged(int Whistle, string Party, DateTimeOffset Due) : WhistleEvent(Whistle);

/// <summary>The time in which a called party was to report on site has passed.</summary>
/// <param name="Whistle">The whistle's number within the case.</param>
/// <param name="Party">Which.</param>
/// <param name="Due">When it was due.</param>
public sealed record NoShow(int Whistle, string Party, DateTimeOffset Due) : WhistleEvent(Whistle);

/// <summary>Whoever blew the whistle judged a party that it called (评价).</summary>
/// <param name="Whistle">Its number within the case.</param>
/// <param name="Party">The party.</param>
/// <param name="Grades">A grade for each criterion.</param>
/// <param name="Points">What the grades are worth together.</param>
/// <param name="Words">What was said to it.</param>
public sealed record CalledPartyEvaluated(int Whistle, string Party, ImmutableArray<CriterionGrade> Grades, int Points, string Words) : WhistleEvent(Whistle)
{
    /// <inheritdoc/>
    public bool Equals(CalledPartyEvaluated? other) =>
        other is not null && Whistle == other.Whistle && Party == other.Party && Points == other.Points && Words == other.Words
        && Grades.AsSpan().SequenceEqual(other.Grades.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Whistle, Party, Points);
}

/// <summary>The case ended while a whistle was open.</summary>
/// <param name="Whistle">Its number within the case.</param>
public sealed record WhistleLapsed(int Whistle) : WhistleEvent(Whistle);
