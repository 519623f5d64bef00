using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Rules.Analysis;

/// <summary>Why something can't be analysed.</summary>
public enum Obstacle
{
    /// <summary>The cell computes with its input, or compares it with something that is only known when it is evaluated.</summary>
    ComputedCell,

    /// <summary>The text can't be read; compiling the model says why.</summary>
    UnreadableCell,

    /// <summary>The column has no type: gaps are looked for only among the kinds of values that its cells speak of.</summary>
    UntypedColumn,

    /// <summary>The column's values are lists, contexts, ranges or functions, and the cell tests them.</summary>
    StructuredColumn,

    /// <summary>The column's value is computed, shared with another column or made by a decision: it may never have some of the values of its type.</summary>
    DependentColumn,

    /// <summary>The allowed values of the column or its type can't be analysed: some of its values may not be allowed.</summary>
    AllowedValues,

    /// <summary>The result is computed: whether it equals another rule's result is only known when it is evaluated.</summary>
    ComputedResult,

    /// <summary>A domain was given for a column that the table does not have.</summary>
    UnknownDomain,
}

/// <summary>A cell or a column that can't be analysed: what is found about it is not certain.</summary>
/// <remarks>
/// A cell that can't be analysed is taken both ways: what is only so if it holds, or only if it does not, is <see cref="Certainty.Unknown"/>.
/// </remarks>
/// <param name="Obstacle">Why.</param>
/// <param name="Rule">The number of the rule, or 0 where it is the whole column.</param>
/// <param name="Column">The label of the input column or the name of the output column.</param>
/// <param name="Text">The text of the cell or the column's expression.</param>
public sealed record NotAnalysable(Obstacle Obstacle, int Rule, string Column, string Text) : TableFinding
{
    /// <inheritdoc/>
    public override ImmutableArray<int> Rules => Rule == 0 ? [] : [Rule];

    /// <inheritdoc/>
    public override Diagnostic ToDiagnostic(Location table)
    {
        var descriptor = Obstacle switch
        {
            Obstacle.ComputedCell => RulesCodes.ComputedCell,
            Obstacle.UnreadableCell => RulesCodes.UnreadableCell,
            Obstacle.UntypedColumn => RulesCodes.UntypedColumn,
            Obstacle.StructuredColumn => RulesCodes.StructuredColumn,
            Obstacle.DependentColumn => RulesCodes.DependentColumn,
            Obstacle.AllowedValues => RulesCodes.AllowedValuesNotAnalysable,
            Obstacle.ComputedResult => RulesCodes.ComputedResult,
            _ => RulesCodes.UnknownDomain,
        };
        return descriptor.At(At(table, Rule, Column), Short(Text));
    }
}

/// <summary>What an analysis asks of a table.</summary>
public enum Question
{
    /// <summary>Which inputs does no rule cover?</summary>
    Gaps,

    /// <summary>Which rules contradict one another?</summary>
    Conflicts,

    /// <summary>Which rules are never the answer?</summary>
    MaskedRules,

    /// <summary>Which rules can be taken away?</summary>
    RedundantRules,

    /// <summary>Which cells are wrong in themselves?</summary>
    Cells,
}

/// <summary>Why a question was not answered to the end.</summary>
public enum CutOffReason
{
    /// <summary><see cref="AnalysisOptions.MaxWork"/> was used up.</summary>
    Work,

    /// <summary><see cref="AnalysisOptions.MaxGaps"/> or <see cref="AnalysisOptions.MaxFindings"/> was reached.</summary>
    Findings,

    /// <summary>The analysis was cancelled.</summary>
    Cancelled,
}

/// <summary>A question that was not answered to the end: there may be more findings than are listed.</summary>
/// <param name="Question">The question.</param>
/// <param name="Reason">Why.</param>
public sealed record CutOff(Question Question, CutOffReason Reason) : TableFinding
{
    /// <inheritdoc/>
    public override ImmutableArray<int> Rules => [];

    /// <inheritdoc/>
    public override Diagnostic ToDiagnostic(Location table) => (Reason switch
    {
        CutOffReason.Work => RulesCodes.AnalysisWork,
        CutOffReason.Findings => RulesCodes.AnalysisFindings,
        _ => RulesCodes.AnalysisCancelled,
    }).At(table, Question.ToString());
}
