using Newtonsoft.Json;
using Xiezhi.Governance.Cases;

namespace Xiezhi.Governance.Handling.Claims;

/// <summary>Something that happened to who holds a task.</summary>
/// <param name="TaskId">The task's id within the case.</param>
public abstract record ClaimEvent(int TaskId) : CaseEvent;

/// <summary>Who holds a task.</summary>
/// <param name="Party">The party's id; a citizen is <c>citizen:</c> and theirs.</param>
/// <param name="Person">The person; <see langword="null"/> where the party as such holds it, because no people are listed for it or nobody in it took it yet.</param>
public sealed record TaskHolder(string Party, [property: JsonProperty(NullValueHandling = NullValueHandling.Ignore)] string? Person)
{
    /// <inheritdoc/>
    public override string ToString() => Person is null ? Party : Party + "/" + Person;
}

/// <summary>When a claim ends by itself.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Why">One of the words of <see cref="TaskReleased"/>: <c>lapsed</c>, <c>absent</c>, <c>left</c>.</param>
public sealed record ClaimEnd(DateTimeOffset At, string Why);

/// <summary>A task was claimed.</summary>
/// <param name="TaskId">The task's id within the case.</param>
/// <param name="Holder">Who holds it.</param>
/// <param name="Ends">When the claim ends by itself; <see langword="null"/> where nothing ends it.</param>
public sealed record TaskClaimed(int TaskId, TaskHolder Holder, ClaimEnd? Ends) : ClaimEvent(TaskId);

/// <summary>Nobody holds a task any more.</summary>
/// <param name="TaskId">The task's id within the case.</param>
/// <param name="Holder">Who held it.</param>
/// <param name="Why">One of the words below.</param>
/// <param name="Reason">The reason that was given; empty where none was needed.</param>
public sealed record TaskReleased(int TaskId, TaskHolder Holder, string Why, string Reason) : ClaimEvent(TaskId)
{
    /// <summary>The holder gave it back.</summary>
    public const string GivenBack = "given-back";

    /// <summary>Somebody above took it away.</summary>
    public const string TakenAway = "taken-away";

    /// <summary>It was not completed in time.</summary>
    public const string Lapsed = "lapsed";

    /// <summary>The holder is away from that date on.</summary>
    public const string Absent = "absent";

    /// <summary>From that date on the holder neither has a position in the party nor acts in one.</summary>
    public const string Left = "left";

    /// <summary>The task went to another party.</summary>
    public const string HandedOn = "handed-on";
}

/// <summary>A task was passed on.</summary>
/// <param name="TaskId">The task's id within the case.</param>
/// <param name="From">Who held it.</param>
/// <param name="To">Who is to hold it.</param>
/// <param name="Number">How often this task was passed on by now.</param>
/// <param name="Reason">Why.</param>
/// <param name="NeedsAnswer">Whether <paramref name="To"/> has yet to accept; until then <paramref name="From"/> holds it.</param>
/// <param name="Ends">When the claim of <paramref name="To"/> ends by itself, where no answer is needed.</param>
public sealed record TaskDelegated(int TaskId, TaskHolder From, TaskHolder To, int Number, string Reason, bool NeedsAnswer, ClaimEnd? Ends) : ClaimEvent(TaskId);

/// <summary>A task that was passed on was accepted.</summary>
/// <param name="TaskId">The task's id within the case.</param>
/// <param name="From">Who held it.</param>
/// <param name="Holder">Who holds it now.</param>
/// <param name="Ends">When the claim ends by itself.</param>
public sealed record DelegationAccepted(int TaskId, TaskHolder From, TaskHolder Holder, ClaimEnd? Ends) : ClaimEvent(TaskId);

/// <summary>A task that was passed on was declined, and stays with who held it.</summary>
/// <param name="TaskId">The task's id within the case.</param>
/// <param name="Holder">Who holds it still.</param>
/// <param name="By">Who declined.</param>
/// <param name="Reason">Why.</param>
public sealed record DelegationDeclined(int TaskId, TaskHolder Holder, TaskHolder By, string Reason) : ClaimEvent(TaskId);

/// <summary>A task was given to somebody.</summary>
/// <param name="TaskId">The task's id within the case.</param>
/// <param name="Holder">Who holds it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Ends">When the claim ends by itself.</param>
public sealed record TaskAssigned(int TaskId, TaskHolder Holder, string Reason, ClaimEnd? Ends) : ClaimEvent(TaskId)
{
    /// <summary>How it was worked out, where it was.</summary>
    [JsonProperty(NullValueHandling = NullValueHandling.Ignore)]
    public AssignmentEvidence? Evidence { get; init; }
}
