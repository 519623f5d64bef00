using System.Collections.Immutable;
using System.Globalization;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Rules.Analysis;

/// <summary>Something that the analysis found in a decision table.</summary>
public abstract record TableFinding
{
    // A finding's text is read by people: longer lists are in the finding itself.
    private const int LongestText = 200;

    /// <summary>The numbers of the rules that it is about, counted from 1; empty where it is about none.</summary>
    public abstract ImmutableArray<int> Rules { get; }

    /// <summary>The finding as a message at <paramref name="table"/>, the place of the decision, such as <c>decision "Lead"</c>.</summary>
    public abstract Diagnostic ToDiagnostic(Location table);

    private protected static string Numbers(ImmutableArray<int> rules) =>
        string.Join(", ", rules.Take(10).Select(rule => rule.ToString(CultureInfo.InvariantCulture))) + (rules.Length > 10 ? ", …" : "");

    private protected static string Short(string text) => text.Length <= LongestText ? text : text[..LongestText] + "…";

    private protected static string Example(Box box) => Short(box.Example is { } example ? example.ToString() : string.Join(" | ", box.Values));

    private protected static Location At(Location table, int rule, string column) =>
        (rule, column.Length) switch
        {
            (0, 0) => table,
            (0, _) => table.In($"column \"{column}\""),
            (_, 0) => table.In($"rule {rule}"),
            _ => table.In($"rule {rule}, column \"{column}\""),
        };
}

/// <summary>Inputs that no rule covers.</summary>
/// <param name="Box">The inputs: as large a box as can be drawn without touching a rule.</param>
/// <param name="Certainty">Unknown where a cell that can't be analysed may cover it, or the inputs may never occur together.</param>
public sealed record Gap(Box Box, Certainty Certainty) : TableFinding
{
    /// <inheritdoc/>
    public override ImmutableArray<int> Rules => [];

    /// <inheritdoc/>
    public override Diagnostic ToDiagnostic(Location table) =>
        (Certainty == Certainty.Certain ? RulesCodes.Gap : RulesCodes.PossibleGap).At(table, Short(Box.ToString()), Example(Box));
}

/// <summary>Two rules that both hold for an input where the hit policy does not allow it: under Unique ever, under Any with different results.</summary>
/// <param name="First">The number of the earlier rule.</param>
/// <param name="Second">The number of the later rule.</param>
/// <param name="Box">Where both hold.</param>
/// <param name="ResultsDiffer">Whether their results differ, or may: under Unique they may also agree.</param>
/// <param name="Certainty">Unknown where a cell or a result that can't be analysed decides it, or the inputs may never occur together.</param>
public sealed record Conflict(int First, int Second, Box Box, bool ResultsDiffer, Certainty Certainty) : TableFinding
{
    /// <inheritdoc/>
    public override ImmutableArray<int> Rules => [First, Second];

    /// <inheritdoc/>
    public override Diagnostic ToDiagnostic(Location table) =>
        (Certainty == Certainty.Certain ? RulesCodes.Conflict : RulesCodes.PossibleConflict).At(At(table, First, ""), Numbers(Rules), Short(Box.ToString()), Example(Box));
}

/// <summary>A rule that is never the answer under First or Priority: wherever it holds, others go before it.</summary>
/// <param name="Rule">Its number.</param>
/// <param name="By">The numbers of rules that together go before it everywhere.</param>
/// <param name="Box">Where it holds.</param>
/// <param name="Certainty">Unknown where it is masked only if cells that can't be analysed hold.</param>
public sealed record MaskedRule(int Rule, ImmutableArray<int> By, Box Box, Certainty Certainty) : TableFinding
{
    /// <inheritdoc/>
    public override ImmutableArray<int> Rules => [Rule, .. By];

    /// <inheritdoc/>
    public override Diagnostic ToDiagnostic(Location table) =>
        (Certainty == Certainty.Certain ? RulesCodes.MaskedRule : RulesCodes.PossiblyMaskedRule).At(At(table, Rule, ""), Numbers(By), Short(Box.ToString()), Example(Box));
}

/// <summary>A rule that can be taken away without changing any answer, because other rules give the same result wherever it is the answer.</summary>
/// <remarks>All redundant rules of one analysis can be taken away together. Masked and unreachable rules are not listed again.</remarks>
/// <param name="Rule">Its number.</param>
/// <param name="By">The numbers of rules that give its result in its place.</param>
/// <param name="Box">Where it holds.</param>
public sealed record RedundantRule(int Rule, ImmutableArray<int> By, Box Box) : TableFinding
{
    /// <inheritdoc/>
    public override ImmutableArray<int> Rules => [Rule, .. By];

    /// <inheritdoc/>
    public override Diagnostic ToDiagnostic(Location table) => RulesCodes.RedundantRule.At(At(table, Rule, ""), Numbers(By), Short(Box.ToString()), Example(Box));
}

/// <summary>A rule that can never hold, whatever the input.</summary>
/// <param name="Rule">Its number.</param>
/// <param name="Columns">The labels of the columns whose cells make it so.</param>
public sealed record UnreachableRule(int Rule, ImmutableArray<string> Columns) : TableFinding
{
    /// <inheritdoc/>
    public override ImmutableArray<int> Rules => [Rule];

    /// <inheritdoc/>
    public override Diagnostic ToDiagnostic(Location table) =>
        RulesCodes.UnreachableRule.At(At(table, Rule, ""), string.Join(", ", Columns.Select(column => "\"" + column + "\"")));
}

/// <summary>A test of an input cell that no value of its column can pass: bounds that exclude one another, or a value outside the domain.</summary>
/// <param name="Rule">The number of the rule.</param>
/// <param name="Column">The label of the column.</param>
/// <param name="Text">The text of the cell.</param>
/// <param name="Test">The value or range that can never be met, or the cell's text where it is the whole cell.</param>
/// <param name="IsWholeCell">Whether the whole cell can never hold, and not only one of its tests.</param>
public sealed record ImpossibleCell(int Rule, string Column, string Text, string Test, bool IsWholeCell) : TableFinding
{
    /// <inheritdoc/>
    public override ImmutableArray<int> Rules => [Rule];

    /// <inheritdoc/>
    public override Diagnostic ToDiagnostic(Location table) =>
        (IsWholeCell ? RulesCodes.ImpossibleCell : RulesCodes.ImpossibleTest).At(At(table, Rule, Column), Short(Test), Short(Text));
}

/// <summary>A value of another type than its column's, or one that its output column does not allow.</summary>
/// <param name="Rule">The number of the rule; 0 where it is about a value given from outside.</param>
/// <param name="Column">The label of the input column or the name of the output column.</param>
/// <param name="IsOutput">Whether it is an output column.</param>
/// <param name="Text">The value.</param>
/// <param name="Expected">What the column takes: a type's name or the allowed values.</param>
public sealed record TypeMismatch(int Rule, string Column, bool IsOutput, string Text, string Expected) : TableFinding
{
    /// <inheritdoc/>
    public override ImmutableArray<int> Rules => Rule == 0 ? [] : [Rule];

    /// <inheritdoc/>
    public override Diagnostic ToDiagnostic(Location table) => RulesCodes.CellType.At(At(table, Rule, Column), Short(Text), Short(Expected));
}
