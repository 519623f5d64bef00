using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;

namespace Xiezhi.Governance.Handling.Joining;

/// <summary>Something asked of a case that concerns another one too.</summary>
public abstract record JoiningCommand : CaseCommand
{
    private protected JoiningCommand()
    {
    }
}

/// <summary>Merges this case into another (合并): it is held, and ends with the other.</summary>
/// <param name="Into">The main case, of the same tenant.</param>
/// <param name="Reason">Why, in writing.</param>
public sealed record MergeCase(CaseId Into, string Reason) : JoiningCommand;

/// <summary>Takes this case out of the one that it was merged into: it goes on by itself.</summary>
/// <param name="Reason">Why, in writing.</param>
public sealed record UnmergeCase(string Reason) : JoiningCommand;

/// <summary>Splits this case (拆分): each part becomes a case.</summary>
/// <param name="Parts">The parts.</param>
/// <param name="Reason">Why, in writing.</param>
public sealed record SplitCase(ImmutableArray<CasePart> Parts, string Reason) : JoiningCommand
{
    /// <inheritdoc/>
    public bool Equals(SplitCase? other) => other is not null && Reason == other.Reason && Parts.AsSpan().SequenceEqual(other.Parts.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Reason, Parts.Length);
}

/// <summary>A part of a case that is split.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Variables">What its case begins with.</param>
/// <param name="Package">The name of the package it begins with; <see langword="null"/> for that of the case.</param>
public sealed record CasePart(string Title, ValueContext Variables, string? Package = null);

/// <summary>Tries again to open the parts that could not be opened.</summary>
public sealed record RetryParts : JoiningCommand;

/// <summary>Gives up a part that could not be opened.</summary>
/// <param name="Part">The part, counted from 1.</param>
/// <param name="Reason">Why, in writing.</param>
public sealed record DropPart(int Part, string Reason) : JoiningCommand;

/// <summary>Notes that another case is related to this one, on both sides.</summary>
/// <param name="Other">The other case, of the same tenant.</param>
/// <param name="Kind">The id of the kind of relation.</param>
/// <param name="Note">More about it, or empty.</param>
public sealed record LinkCase(CaseId Other, string Kind, string Note) : JoiningCommand;

/// <summary>Takes a relation back, on both sides.</summary>
/// <param name="Other">The other case.</param>
/// <param name="Kind">The id of the kind of relation.</param>
/// <param name="Reason">Why, in writing.</param>
public sealed record UnlinkCase(CaseId Other, string Kind, string Reason) : JoiningCommand;

/// <summary>What another case says to this one. Only the engine brings it, at least once and in any order; it takes effect once.</summary>
/// <param name="Word">What it says: one of <see cref="CaseWords"/>.</param>
/// <param name="From">The other case.</param>
/// <param name="Content">More about it.</param>
public sealed record TakeCaseMessage(string Word, CaseId From, ValueContext Content) : JoiningCommand;

/// <summary>What cases say to each other, as messages of the outbox <c>to-case:WORD</c>.</summary>
public static class CaseWords
{
    /// <summary>I am merged into you, or what is merged into me changed: <c>attempt</c>, <c>version</c>, <c>petitions</c>, <c>cases</c>.</summary>
    public const string Join = "join";

    /// <summary>I am no longer merged into you: <c>attempt</c>, <c>why</c>.</summary>
    public const string Part = "part";

    /// <summary>You are merged into me: <c>attempt</c>, <c>reply</c>.</summary>
    public const string Joined = "joined";

    /// <summary>I am merged into another myself: <c>attempt</c>, <c>to</c>.</summary>
    public const string Elsewhere = "elsewhere";

    /// <summary>You can't be merged into me: <c>attempt</c>, <c>why</c>.</summary>
    public const string NotJoined = "not-joined";

    /// <summary>I was answered: <c>attempt</c>, <c>reply</c>.</summary>
    public const string Replied = "replied";

    /// <summary>I have ended: <c>attempt</c>, <c>status</c>.</summary>
    public const string Ended = "ended";

    /// <summary>Open a part of mine: <c>package</c>, <c>openKey</c>, <c>part</c>, <c>variables</c>, <c>outcomes</c>.</summary>
    public const string OpenPart = "open-part";

    /// <summary>Your part is open: <c>part</c>.</summary>
    public const string PartOpened = "part-opened";

    /// <summary>Your part can't be opened: <c>part</c>, <c>attempt</c>, <c>why</c>.</summary>
    public const string PartNotOpened = "part-not-opened";

    /// <summary>Your part has ended: <c>part</c>, <c>status</c>, <c>outcome</c>.</summary>
    public const string PartEnded = "part-ended";

    /// <summary>We are related: <c>kind</c>, <c>note</c>, <c>stamp</c>.</summary>
    public const string Link = "link";

    /// <summary>We are no longer related: <c>kind</c>, <c>why</c>, <c>stamp</c>.</summary>
    public const string Unlink = "unlink";

    /// <summary>There is nobody to be related to: <c>kind</c>, <c>why</c>, <c>stamp</c>.</summary>
    public const string NotLinked = "not-linked";
}
