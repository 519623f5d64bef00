using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Rules.Analysis;

/// <summary>What was found in a decision table.</summary>
/// <remarks>Immutable, plain data. Under a list or an order of all results (Collect, Rule order, Output order) rules may overlap, so nothing conflicts, masks or is redundant.</remarks>
public sealed record TableFindings
{
    /// <summary>Inputs that no rule covers; together all of them, unless <see cref="CutOffs"/> says otherwise. A table with default outputs may have them on purpose.</summary>
    public required ImmutableArray<Gap> Gaps { get; init; }

    /// <summary>Rules that contradict one another, by rule number.</summary>
    public required ImmutableArray<Conflict> Conflicts { get; init; }

    /// <summary>Rules that are never the answer because others go before them, by rule number.</summary>
    public required ImmutableArray<MaskedRule> MaskedRules { get; init; }

    /// <summary>Rules that can be taken away without changing an answer, by rule number.</summary>
    public required ImmutableArray<RedundantRule> RedundantRules { get; init; }

    /// <summary>Rules that can never hold, by rule number.</summary>
    public required ImmutableArray<UnreachableRule> UnreachableRules { get; init; }

    /// <summary>Cells, or tests in them, that can never hold, by rule number.</summary>
    public required ImmutableArray<ImpossibleCell> ImpossibleCells { get; init; }

    /// <summary>Values of the wrong type, by rule number.</summary>
    public required ImmutableArray<TypeMismatch> TypeMismatches { get; init; }

    /// <summary>What can't be analysed, by rule number; the columns first.</summary>
    public required ImmutableArray<NotAnalysable> NotAnalysable { get; init; }

    /// <summary>The questions that were not answered to the end.</summary>
    public required ImmutableArray<CutOff> CutOffs { get; init; }

    /// <summary>Whether every question was answered to the end and every answer is certain.</summary>
    public bool Exact => NotAnalysable.IsEmpty && CutOffs.IsEmpty;

    /// <summary>Whether it is proved that every input is covered by a rule.</summary>
    public bool IsComplete => Gaps.IsEmpty && CutOffs.All(cut => cut.Question != Question.Gaps) && NotAnalysable.All(item => item.Obstacle != Obstacle.UntypedColumn);

    /// <summary>Whether it is proved that no two rules contradict one another under the hit policy.</summary>
    public bool IsConsistent => Conflicts.IsEmpty && CutOffs.All(cut => cut.Question != Question.Conflicts);

    /// <summary>All findings, what matters most first.</summary>
    public IEnumerable<TableFinding> All =>
        [.. Conflicts, .. Gaps, .. TypeMismatches, .. UnreachableRules, .. ImpossibleCells, .. MaskedRules, .. RedundantRules, .. NotAnalysable, .. CutOffs];

    /// <summary>All findings as messages at <paramref name="table"/>, the place of the decision, such as <c>decision "Lead"</c>.</summary>
    public ImmutableArray<Diagnostic> ToDiagnostics(Location table) => [.. All.Select(finding => finding.ToDiagnostic(table))];
}
