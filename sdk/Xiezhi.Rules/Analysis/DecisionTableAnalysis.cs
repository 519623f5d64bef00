using Xiezhi.Rules.Analysis.Columns;
using Xiezhi.Rules.Dmn;

namespace Xiezhi.Rules.Analysis;

/// <summary>Proves what a decision table does and does not do: gaps, contradictions, rules without effect, cells that can't be right (DMN 1.5, chapter 8).</summary>
/// <remarks>
/// Exact for values, ranges, enumerations, dates, times, durations and booleans, and for conditions that compare <c>?</c> with these. What else a cell
/// may do is listed under <see cref="TableFindings.NotAnalysable"/>, and what depends on it is <see cref="Certainty.Unknown"/>, never guessed.
/// <para>
/// A column fed by another decision's table takes the values which that table can answer, where its results are written as values and every rule of it that
/// is kept is proved to be the answer to something. Its inputs and those of the other columns must have nothing in common; else what depends on it is unknown.
/// </para>
/// <para>
/// Which inputs are asked about: the values of a column's type that are among its allowed values, or those that <see cref="AnalysisOptions.Domains"/>
/// lists. Null only where the column speaks of it, or with <see cref="AnalysisOptions.IncludeNull"/>; times with an offset only where the column speaks of
/// such, likewise those without. Gaps and conflicts are looked for among these; that a rule is masked, redundant or unreachable is said only where it is so for every input.
/// </para>
/// Thread-safe; never throws for what a table contains.
/// </remarks>
public static class DecisionTableAnalysis
{
    /// <summary>Analyses a table alone: a column that is a name or a path is taken for input data of that name.</summary>
    /// <param name="table">The table.</param>
    /// <param name="options">Domains and limits.</param>
    public static TableFindings Analyse(DecisionTable table, AnalysisOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        return new TableAnalyser(table, null, [], options).Run();
    }

    /// <summary>Analyses a decision's table with the types and allowed values of the inputs it requires.</summary>
    /// <param name="model">The model.</param>
    /// <param name="decision">One of its decisions.</param>
    /// <param name="options">Domains and limits.</param>
    /// <returns>The findings, or <see langword="null"/> when the decision's logic is not a decision table.</returns>
    public static TableFindings? Analyse(DecisionModel model, Decision decision, AnalysisOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(options);
        return Analyse(model, decision, options, DecidedValues.Depth);
    }

    internal static TableFindings? Analyse(DecisionModel model, Decision decision, AnalysisOptions options, int depth) => decision.Table is { } table
        ? new TableAnalyser(table, model, [.. decision.RequiredInputs, .. decision.RequiredDecisions, .. decision.RequiredKnowledge], options, depth).Run()
        : null;
}
