using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Log;

namespace Xiezhi.Governance.Handling.CoHandling;

/// <summary>How a co-handler stands.</summary>
public enum CoHandlerStatus
{
    /// <summary>It was asked.</summary>
    Invited,

    /// <summary>It has seen what it is to do.</summary>
    Acknowledged,

    /// <summary>It says that it has nothing to do with the case, and that is not decided yet.</summary>
    Disclaimed,

    /// <summary>It gave what it had to give.</summary>
    Contributed,

    /// <summary>The lead went on without it; it may still contribute.</summary>
    PassedOver,

    /// <summary>It has nothing to do with the case.</summary>
    Released,

    /// <summary>It was dismissed.</summary>
    Dismissed,
}

/// <summary>A party that handles a case together with the lead (协办).</summary>
/// <remarks>Immutable. All instants are UTC.</remarks>
public sealed record CoHandler
{
    /// <summary>The party.</summary>
    public required string Party { get; init; }

    /// <summary>How it stands.</summary>
    public CoHandlerStatus Status { get; init; }

    /// <summary>When it was invited.</summary>
    public required DateTimeOffset InvitedAt { get; init; }

    /// <summary>The sequence number of the event that invited it.</summary>
    public required long InvitedIn { get; init; }

    /// <summary>Whether the duty list names it.</summary>
    public bool ByDuty { get; init; }

    /// <summary>Whether the time to acknowledge passed before it did.</summary>
    public bool IsUnacknowledged { get; init; }

    /// <summary>Whether the time to contribute passed before it did.</summary>
    public bool IsOverdue { get; init; }

    /// <summary>What it says.</summary>
    public string Text { get; init; } = "";

    /// <summary>What it adds to the case under its name.</summary>
    public ValueContext Variables { get; init; } = ValueContext.Empty;

    /// <summary>Whether what it owes still stands out.</summary>
    public bool Owes => Status is CoHandlerStatus.Invited or CoHandlerStatus.Acknowledged or CoHandlerStatus.Disclaimed;

    /// <summary>Whether it handles the case.</summary>
    public bool IsPresent => Status is not (CoHandlerStatus.Released or CoHandlerStatus.Dismissed);

    internal bool WasDismissedByDuty { get; init; }
}

/// <summary>The co-handlers of a case: a fold over their events.</summary>
/// <remarks>Immutable; equal when all of it is.</remarks>
public sealed record CoHandlingState
{
    private static readonly Value Nothing = new CoHandlingState().Describe();

    /// <summary>Nobody.</summary>
    public static CoHandlingState None { get; } = new();

    /// <summary>All that were ever invited, in that order; one that was invited again stands where it first did.</summary>
    public ImmutableArray<CoHandler> All { get; init; } = [];

    /// <summary>Those that handle the case.</summary>
    public IEnumerable<CoHandler> Present => All.Where(coHandler => coHandler.IsPresent);

    /// <summary>Those whose contributions stand out.</summary>
    public IEnumerable<CoHandler> Owing => All.Where(coHandler => coHandler.Owes);

    /// <summary>The co-handler, present or not, or <see langword="null"/>.</summary>
    public CoHandler? Find(string? party) => All.FirstOrDefault(coHandler => coHandler.Party == party);

    /// <inheritdoc/>
    public bool Equals(CoHandlingState? other) => other is not null && All.AsSpan().SequenceEqual(other.All.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => All.Length;

    internal Value AsValue() => All.IsEmpty ? Nothing : Describe();

    private Value Describe() => Value.From(ValueContext.Of(
        ("parties", Value.List([.. All.Select(coHandler => Value.From(ValueContext.Of(
            ("party", coHandler.Party),
            ("status", Word(coHandler.Status)),
            ("overdue", coHandler.IsOverdue),
            ("text", coHandler.Text),
            ("variables", coHandler.Variables))))])),
        ("waiting", Value.List([.. Owing.Select(coHandler => Value.From(coHandler.Party))])),
        ("complete", !Owing.Any())));

    internal ValueContext Contributions()
    {
        var builder = new ValueContext.Builder();
        foreach (var coHandler in All.Where(coHandler => coHandler.Text.Length > 0))
        {
            builder.Set(coHandler.Party, ValueContext.Of(("text", coHandler.Text), ("variables", coHandler.Variables)));
        }

        return builder.Build();
    }

    internal CoHandlingState Apply(CoHandlingEvent happened, RecordedEvent recorded) => happened switch
    {
        CoHandlerInvited invited => Invite(invited, recorded),
        CoHandlerDismissed dismissed => With(dismissed.Party, one => one with { Status = CoHandlerStatus.Dismissed, WasDismissedByDuty = dismissed.ByDuty }),
        CoHandlerAcknowledged acknowledged => With(acknowledged.Party, one => one with { Status = CoHandlerStatus.Acknowledged }),
        ContributionSubmitted given => With(given.Party, one => one with { Status = CoHandlerStatus.Contributed, Text = given.Text, Variables = given.Variables }),
        CoHandlerDisclaimed disclaimed => With(disclaimed.Party, one => one with { Status = CoHandlerStatus.Disclaimed }),
        DisclaimerDecided decided => With(decided.Party, one => one with { Status = decided.Accepted ? CoHandlerStatus.Released : CoHandlerStatus.Acknowledged }),
        WentOnWithout without => without.Parties.Aggregate(this, (state, party) => state.With(party, one => one with { Status = CoHandlerStatus.PassedOver })),
        CoHandlerUnacknowledged late => With(late.Party, one => one with { IsUnacknowledged = true }),
        ContributionOverdue late => With(late.Party, one => one with { IsOverdue = true }),
        _ => this,
    };

    internal static string Word(CoHandlerStatus status) => status switch
    {
        CoHandlerStatus.Invited => "invited",
        CoHandlerStatus.Acknowledged => "acknowledged",
        CoHandlerStatus.Disclaimed => "disclaimed",
        CoHandlerStatus.Contributed => "contributed",
        CoHandlerStatus.PassedOver => "passed-over",
        CoHandlerStatus.Released => "released",
        _ => "dismissed",
    };

    private CoHandlingState Invite(CoHandlerInvited invited, RecordedEvent recorded)
    {
        var one = new CoHandler { Party = invited.Party, InvitedAt = recorded.At, InvitedIn = recorded.Sequence, ByDuty = invited.ByDuty };
        return Find(invited.Party) is null ? this with { All = All.Add(one) } : With(invited.Party, _ => one);
    }

    private CoHandlingState With(string party, Func<CoHandler, CoHandler> change) =>
        this with { All = [.. All.Select(one => one.Party == party ? change(one) : one)] };
}
