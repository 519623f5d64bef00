using System.Collections.Immutable;
using Xiezhi.Governance.Texts;

namespace Xiezhi.Governance.Handling.Joining;

/// <summary>What the member <c>joining</c> of <c>handling.json</c> says: how cases are merged, split and related.</summary>
public sealed record JoiningPolicy
{
    /// <summary>Merging (合并); <see langword="null"/> where cases are neither merged nor take others.</summary>
    public MergePolicy? Merge { get; init; }

    /// <summary>Splitting (拆分); <see langword="null"/> where cases are not split.</summary>
    public SplitPolicy? Split { get; init; }

    /// <summary>Related cases; <see langword="null"/> where none are noted.</summary>
    public RelatedPolicy? Related { get; init; }
}

/// <summary>How cases are merged: many petitioners, one case.</summary>
/// <param name="By">Who may merge and unmerge, in words of who may.</param>
/// <param name="ClocksRest">Whether the clocks of a merged case rest until it is on its own again; else the promise to its petitioner keeps running until the answer.</param>
public sealed record MergePolicy(ImmutableArray<string> By, bool ClocksRest);

/// <summary>How a case is split: one petition, several matters.</summary>
/// <param name="By">Who may split, try again and drop parts, in words of who may.</param>
/// <param name="Packages">The packages that a part may begin with, besides the case's own.</param>
/// <param name="Concluding">The elements that conclude the case, which can't be done while parts are open; where there are none the case is held, and closes by itself when all parts have ended.</param>
/// <param name="Outcomes">The variables of a part that it reports when it ends.</param>
/// <param name="Most">How many parts a case can have.</param>
public sealed record SplitPolicy(ImmutableArray<string> By, ImmutableArray<string> Packages, ImmutableArray<string> Concluding, ImmutableArray<string> Outcomes, int Most);

/// <summary>How related cases are noted.</summary>
/// <param name="By">Who may, in words of who may.</param>
/// <param name="Kinds">The kinds of relation, by id.</param>
public sealed record RelatedPolicy(ImmutableArray<string> By, ImmutableArray<RelationKind> Kinds);

/// <summary>A kind of relation between cases, such as the same place.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">What people read.</param>
public sealed record RelationKind(string Id, LocalizedText Title);
