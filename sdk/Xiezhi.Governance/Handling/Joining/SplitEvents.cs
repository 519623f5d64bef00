using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;

namespace Xiezhi.Governance.Handling.Joining;

/// <summary>The case was split (拆分): each part is to become a case.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Holds">Whether the case itself is held until all parts have ended, and closes then.</param>
/// <param name="Parts">The parts, in order.</param>
public sealed record CaseSplit(string Reason, bool Holds, ImmutableArray<PartOrdered> Parts) : JoiningEvent
{
    /// <inheritdoc/>
    public bool Equals(CaseSplit? other) => other is not null && Reason == other.Reason && Holds == other.Holds && Parts.AsSpan().SequenceEqual(other.Parts.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Reason, Parts.Length);
}

/// <summary>A part that is to become a case.</summary>
/// <param name="Part">Its number, counted from 1 over all parts of the case.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Package">The name of the package it begins with.</param>
/// <param name="Key">The key that opens it, which never opens a second.</param>
/// <param name="Variables">What it begins with.</param>
public sealed record PartOrdered(int Part, string Title, string Package, string Key, ValueContext Variables);

/// <summary>A part has become a case.</summary>
/// <param name="Part">The part.</param>
/// <param name="Case">Its case.</param>
public sealed record PartOpened(int Part, string Case) : JoiningEvent;

/// <summary>A part could not be opened. It can be tried again, or dropped.</summary>
/// <param name="Part">The part.</param>
/// <param name="Attempt">The number of the event that ordered it.</param>
/// <param name="Why">Why not.</param>
public sealed record PartNotOpened(int Part, long Attempt, string Why) : JoiningEvent;

/// <summary>Parts that could not be opened are tried again.</summary>
/// <param name="Parts">The parts.</param>
public sealed record PartsRetried(ImmutableArray<int> Parts) : JoiningEvent
{
    /// <inheritdoc/>
    public bool Equals(PartsRetried? other) => other is not null && Parts.AsSpan().SequenceEqual(other.Parts.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Parts.Length;
}

/// <summary>A part has ended, or was dropped.</summary>
/// <param name="Part">The part.</param>
/// <param name="Case">Its case; <see langword="null"/> for one that was dropped.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Outcome">What it reports.</param>
public sealed record PartEnded(int Part, string? Case, CaseStatus Status, ValueContext Outcome) : JoiningEvent;

/// <summary>All parts have ended; the petitioner is told of all results at once.</summary>
/// <param name="Results">A list: of each part its number, title, case, status and outcome.</param>
public sealed record PartsConcluded(ValueContext Results) : JoiningEvent;

/// <summary>Of which case a case is a part; it stands in the event that opened it.</summary>
/// <param name="Case">The case that was split.</param>
/// <param name="Part">Which part of it.</param>
/// <param name="Outcomes">The variables to report at the end.</param>
public sealed record PartOf(string Case, int Part, ImmutableArray<string> Outcomes)
{
    /// <inheritdoc/>
    public bool Equals(PartOf? other) => other is not null && (Case, Part) == (other.Case, other.Part) && Outcomes.AsSpan().SequenceEqual(other.Outcomes.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Case, Part);
}
