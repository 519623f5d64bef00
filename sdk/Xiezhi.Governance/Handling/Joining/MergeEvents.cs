using System.Collections.Immutable;
using Xiezhi.Governance.Cases;

namespace Xiezhi.Governance.Handling.Joining;

/// <summary>Something that happened between this case and another.</summary>
public abstract record JoiningEvent : CaseEvent
{
    private protected JoiningEvent()
    {
    }
}

/// <summary>The case is to be merged into another (合并): from here on it is held. The event's own number tells this attempt from others.</summary>
/// <param name="Into">The main case.</param>
/// <param name="Reason">Why.</param>
public sealed record MergeRequested(string Into, string Reason) : JoiningEvent;

/// <summary>The main case is merged into another itself, so that one is the main case.</summary>
/// <param name="Into">The main case from here on.</param>
public sealed record MergeRedirected(string Into) : JoiningEvent;

/// <summary>The main case has taken the case in; its petitioner is told.</summary>
/// <param name="Into">The main case.</param>
public sealed record MergeConfirmed(string Into) : JoiningEvent;

/// <summary>The case can't be merged, or no longer: it goes on by itself.</summary>
/// <param name="Into">The case that it should have been merged into.</param>
/// <param name="Why">Why: one of the constants of this type, or the code of a diagnostic.</param>
public sealed record MergeUndone(string Into, string Why) : JoiningEvent
{
    /// <summary>There is no such case for the tenant.</summary>
    public const string NoSuchCase = "no-such-case";

    /// <summary>The main case is merged into this one.</summary>
    public const string Cycle = "cycle";

    /// <summary>The main case was cancelled without an answer.</summary>
    public const string MainCancelled = "main-cancelled";
}

/// <summary>The case was taken out of the one that it was merged into: by somebody, and then it goes on by itself; or because it ends by itself.</summary>
/// <param name="From">That case.</param>
/// <param name="Reason">Why: what was written, or <see cref="Ended"/>.</param>
/// <param name="WasTaken">Whether that case had taken it in, so that its petitioner was told.</param>
public sealed record CaseUnmerged(string From, string Reason, bool WasTaken) : JoiningEvent
{
    /// <summary>The case has ended by itself.</summary>
    public const string Ended = "case-ended";
}

/// <summary>The main case was answered, and so was the petitioner of this one.</summary>
/// <param name="Main">The main case.</param>
/// <param name="Reply">The number of the reply in its log.</param>
public sealed record MainReplied(string Main, long Reply) : JoiningEvent;

/// <summary>The main case was closed, and this one ends with it.</summary>
/// <param name="Main">The main case.</param>
public sealed record MainClosed(string Main) : JoiningEvent;

/// <summary>Another case took this one in by a request that is over by now; it is told so.</summary>
/// <param name="From">The other case.</param>
/// <param name="Attempt">The number of that request.</param>
public sealed record JoinDeclined(string From, long Attempt) : JoiningEvent;

/// <summary>Another case is merged into this one, or what is merged into that one changed.</summary>
/// <param name="Case">The other case.</param>
/// <param name="Attempt">The number of its request, in its log.</param>
/// <param name="Version">How far its log had come.</param>
/// <param name="Petitions">How many petitions it stands for, its own among them.</param>
/// <param name="Cases">The cases merged into it, and into those.</param>
public sealed record CaseJoined(string Case, long Attempt, long Version, int Petitions, ImmutableArray<string> Cases) : JoiningEvent
{
    /// <inheritdoc/>
    public bool Equals(CaseJoined? other) =>
        other is not null && (Case, Attempt, Version, Petitions) == (other.Case, other.Attempt, other.Version, other.Petitions)
        && Cases.AsSpan().SequenceEqual(other.Cases.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Case, Attempt, Version);
}

/// <summary>Another case is not, or no longer, merged into this one.</summary>
/// <param name="Case">The other case.</param>
/// <param name="Attempt">The number of its request, in its log.</param>
/// <param name="Why">Why.</param>
public sealed record CaseParted(string Case, long Attempt, string Why) : JoiningEvent;

/// <summary>Another case is related to this one.</summary>
/// <param name="Other">The other case.</param>
/// <param name="Kind">The kind of relation.</param>
/// <param name="Note">More about it, or empty.</param>
/// <param name="Stamp">When somebody said so; the later word counts on both sides.</param>
/// <param name="By">The case on which it was said.</param>
public sealed record CaseLinked(string Other, string Kind, string Note, DateTimeOffset Stamp, string By) : JoiningEvent;

/// <summary>Another case is no longer related to this one.</summary>
/// <param name="Other">The other case.</param>
/// <param name="Kind">The kind of relation.</param>
/// <param name="Why">Why.</param>
/// <param name="Stamp">When somebody said so.</param>
/// <param name="By">The case on which it was said.</param>
public sealed record CaseUnlinked(string Other, string Kind, string Why, DateTimeOffset Stamp, string By) : JoiningEvent;
