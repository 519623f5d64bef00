using System.Collections.Immutable;
using Newtonsoft.Json;
using Xiezhi.Governance.Cases;

namespace Xiezhi.Governance.Handling.Returns;

/// <summary>Something that happened around returns (退单), reworks (重办) and the arbiter (仲裁).</summary>
public abstract record ReturnEvent : CaseEvent
{
    private protected ReturnEvent()
    {
    }
}

/// <summary>The case went to the arbiter, who answers for it until a lead is appointed.</summary>
/// <param name="Number">Which arbitration of the case this is, counted from 1.</param>
/// <param name="Ground">Why: one of the constants of this type.</param>
/// <param name="Party">The party whose return was refused, or that led the case that was referred.</param>
/// <param name="Arbiter">The party that decides.</param>
/// <param name="Instead">The parties in whose place the arbiter stands.</param>
/// <param name="Due">Until when it has to decide; <see langword="null"/> for no limit.</param>
/// <param name="Evidence">The events that it rests on: the returns before.</param>
public sealed record ArbitrationOpened(
    int Number, string Ground, string? Party, string Arbiter, ImmutableArray<string> Instead, DateTimeOffset? Due, ImmutableArray<long> Evidence) : ReturnEvent
{
    /// <summary>The case was returned as often as it may be.</summary>
    public const string CaseLimit = "case-limit";

    /// <summary>The party returned it as often as one party may.</summary>
    public const string PartyLimit = "party-limit";

    /// <summary>A party that the arbiter appointed appeals.</summary>
    public const string Appeal = "appeal";

    /// <summary>Somebody referred the case.</summary>
    public const string Referred = "referred";

    /// <summary>The id of the reason given with the return that was refused.</summary>
    [JsonProperty(NullValueHandling = NullValueHandling.Ignore)]
    public string? Reason { get; init; }

    /// <summary>What was written.</summary>
    [JsonProperty(NullValueHandling = NullValueHandling.Ignore)]
    public string? Explanation { get; init; }

    /// <summary>What the limit was, such as <c>3</c>, or what the decision gave.</summary>
    [JsonProperty(NullValueHandling = NullValueHandling.Ignore)]
    public string? Limit { get; init; }

    /// <summary>Whom the package names where that is nobody, so that the case went up from there.</summary>
    [JsonProperty(NullValueHandling = NullValueHandling.Ignore)]
    public string? Sought { get; init; }

    /// <inheritdoc/>
    public bool Equals(ArbitrationOpened? other) =>
        other is not null && (Number, Ground, Party, Arbiter, Due) == (other.Number, other.Ground, other.Party, other.Arbiter, other.Due)
        && (Reason, Explanation, Limit, Sought) == (other.Reason, other.Explanation, other.Limit, other.Sought)
        && Instead.AsSpan().SequenceEqual(other.Instead.AsSpan()) && Evidence.AsSpan().SequenceEqual(other.Evidence.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Number, Ground, Party, Arbiter);
}

/// <summary>The arbiter did not decide in time: its superior does.</summary>
/// <param name="Number">The arbitration.</param>
/// <param name="From">Who did not decide.</param>
/// <param name="To">Who decides now; the same where nobody is above.</param>
/// <param name="DueAt">When it was due.</param>
/// <param name="Due">Until when it is to be decided now; <see langword="null"/> where nobody is above, and nobody is asked again.</param>
public sealed record ArbitrationRaised(int Number, string From, string To, DateTimeOffset DueAt, DateTimeOffset? Due) : ReturnEvent;

/// <summary>The arbiter appointed the party that leads (指定主办). It holds until the arbiter appoints another.</summary>
/// <param name="Number">The arbitration.</param>
/// <param name="Party">The party.</param>
/// <param name="Reason">Why, in writing.</param>
/// <param name="HadDuty">Whether the arbiter found that the party has the duty.</param>
/// <param name="Evidence">The events that were decided on: the arbitration and the returns.</param>
public sealed record LeadAppointed(int Number, string Party, string Reason, bool HadDuty, ImmutableArray<long> Evidence) : ReturnEvent
{
    /// <inheritdoc/>
    public bool Equals(LeadAppointed? other) =>
        other is not null && (Number, Party, Reason, HadDuty) == (other.Number, other.Party, other.Reason, other.HadDuty) && Evidence.AsSpan().SequenceEqual(other.Evidence.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Number, Party, Reason);
}

/// <summary>The arbiter found that a party that returned the case has the duty after all. Rules of <c>accountability.json</c> may hold it against the party.</summary>
/// <param name="Number">The arbitration.</param>
/// <param name="Party">The party.</param>
/// <param name="Evidence">Its returns, and the appointment.</param>
public sealed record ReturnUnfounded(int Number, string Party, ImmutableArray<long> Evidence) : ReturnEvent
{
    /// <inheritdoc/>
    public bool Equals(ReturnUnfounded? other) => other is not null && (Number, Party) == (other.Number, other.Party) && Evidence.AsSpan().SequenceEqual(other.Evidence.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Number, Party);
}

/// <summary>A rework raised the case by a level (升级): its holder is the superior of the holder before.</summary>
/// <param name="Count">Which rework it was.</param>
/// <param name="To">The party that holds the case at its level now.</param>
/// <param name="Level">The level after it.</param>
/// <param name="Evidence">The reworks that it rests on.</param>
public sealed record ReworkRaised(int Count, string To, int Level, ImmutableArray<long> Evidence) : ReturnEvent
{
    /// <inheritdoc/>
    public bool Equals(ReworkRaised? other) => other is not null && (Count, To, Level) == (other.Count, other.To, other.Level) && Evidence.AsSpan().SequenceEqual(other.Evidence.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Count, To, Level);
}
