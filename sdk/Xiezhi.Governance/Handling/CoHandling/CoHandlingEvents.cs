using System.Collections.Immutable;
using Newtonsoft.Json;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;

namespace Xiezhi.Governance.Handling.CoHandling;

/// <summary>Something that happened between a lead and its co-handlers.</summary>
public abstract record CoHandlingEvent : CaseEvent
{
    private protected CoHandlingEvent()
    {
    }
}

/// <summary>A party is to handle the case together with the lead.</summary>
/// <param name="Party">Which.</param>
/// <param name="Reason">Why; empty where the duty list says so.</param>
public sealed record CoHandlerInvited(string Party, string Reason) : CoHandlingEvent
{
    /// <summary>Whether the duty list says so, and nobody's command.</summary>
    [JsonProperty(DefaultValueHandling = DefaultValueHandling.Ignore)]
    public bool ByDuty { get; init; }
}

/// <summary>A party no longer handles the case together with the lead.</summary>
/// <param name="Party">Which.</param>
/// <param name="Reason">Why; one of the words of this type where no command said so.</param>
public sealed record CoHandlerDismissed(string Party, string Reason) : CoHandlingEvent
{
    /// <summary>The duty list no longer names it.</summary>
    public const string DutyChanged = "duty-changed";

    /// <summary>It leads now.</summary>
    public const string Leads = "leads";

    /// <summary>Whether it followed from the duties, and not from a command.</summary>
    [JsonProperty(DefaultValueHandling = DefaultValueHandling.Ignore)]
    public bool ByDuty { get; init; }
}

/// <summary>A co-handler has seen what it is to do (签收).</summary>
/// <param name="Party">Which.</param>
public sealed record CoHandlerAcknowledged(string Party) : CoHandlingEvent;

/// <summary>A co-handler gave what it had to give.</summary>
/// <param name="Party">Which.</param>
/// <param name="Text">What it says.</param>
/// <param name="Variables">What it adds to the case under its name.</param>
public sealed record ContributionSubmitted(string Party, string Text, ValueContext Variables) : CoHandlingEvent;

/// <summary>A co-handler says that it has nothing to do with the case.</summary>
/// <param name="Party">Which.</param>
/// <param name="Reasons">Why.</param>
public sealed record CoHandlerDisclaimed(string Party, string Reasons) : CoHandlingEvent;

/// <summary>It was decided whether a co-handler has nothing to do with the case.</summary>
/// <param name="Party">Which.</param>
/// <param name="Accepted">Whether it has nothing to do with it; else it still owes its contribution.</param>
/// <param name="Reasons">Why.</param>
public sealed record DisclaimerDecided(string Party, bool Accepted, string Reasons) : CoHandlingEvent;

/// <summary>The lead goes on without the contributions of some co-handlers.</summary>
/// <param name="Parties">Which.</param>
/// <param name="Reasons">Why.</param>
public sealed record WentOnWithout(ImmutableArray<string> Parties, string Reasons) : CoHandlingEvent
{
    /// <inheritdoc/>
    public bool Equals(WentOnWithout? other) => other is not null && Reasons == other.Reasons && Parties.AsSpan().SequenceEqual(other.Parties.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Reasons, Parties.Length);
}

/// <summary>The time in which a co-handler was to acknowledge has passed.</summary>
/// <param name="Party">Which.</param>
/// <param name="Due">When it was due.</param>
public sealed record CoHandlerUnacknowledged(string Party, DateTimeOffset Due) : CoHandlingEvent;

/// <summary>The time in which a co-handler was to contribute has passed.</summary>
/// <param name="Party">Which.</param>
/// <param name="Due">When it was due.</param>
public sealed record ContributionOverdue(string Party, DateTimeOffset Due) : CoHandlingEvent;

/// <summary>The case ended, and co-handlers that still owed their contributions need not give them.</summary>
/// <param name="Parties">Which.</param>
public sealed record CoHandlingLapsed(ImmutableArray<string> Parties) : CoHandlingEvent
{
    /// <inheritdoc/>
    public bool Equals(CoHandlingLapsed? other) => other is not null && Parties.AsSpan().SequenceEqual(other.Parties.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Parties.Length;
}
