using Xiezhi.Rules.Analysis.Axes;
using Xiezhi.Rules.Analysis.Boxes;
using Xiezhi.Rules.Analysis.Cells;
using Xiezhi.Rules.Dmn;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Rules.Analysis.Columns;

/// <summary>Reads the cells of rules into the sides of their boxes, and says which cells are wrong in themselves.</summary>
internal sealed class SideReader(Axis[] axes, int[] axisOf, Column[] columns, CellFindings findings)
{
    // What is found in a cell is found in every cell with the same text.
    private sealed record Judged(Accepted Accepted, List<(Obstacle Obstacle, string Text)> Unknown, List<string> Mismatches, List<string> Impossible, bool IsImpossible);

    private readonly Dictionary<string, Judged>[] _judged = [.. columns.Select(_ => new Dictionary<string, Judged>(StringComparer.Ordinal))];
    private readonly Dictionary<string, Side>[] _sides = [.. axes.Select(_ => new Dictionary<string, Side>(StringComparer.Ordinal))];

    /// <summary>A side for each axis.</summary>
    public Side[] Of(DecisionRule rule)
    {
        var keys = new string[axes.Length];
        var accepted = new Accepted?[axes.Length];
        foreach (var column in columns)
        {
            var text = Column.Text(rule, column.Place);
            var judged = Judge(column, text);
            Report(rule.Number, column, text, judged);
            var axis = axisOf[column.Place];
            keys[axis] = keys[axis] is null ? text : keys[axis] + "\u0001" + text;
            accepted[axis] = accepted[axis] is { } others ? Both(others, judged.Accepted) : judged.Accepted;
        }

        var sides = new Side[axes.Length];
        for (var axis = 0; axis < sides.Length; axis++)
        {
            if (!_sides[axis].TryGetValue(keys[axis], out var side))
            {
                _sides[axis].Add(keys[axis], side = new Side(accepted[axis]!, axes[axis]));
            }

            sides[axis] = side;
        }

        return sides;
    }

    private static Accepted Both(Accepted a, Accepted b)
    {
        var may = a.May.And(b.May);
        return new Accepted(a.IsExact && b.IsExact ? may : a.Must.And(b.Must), may);
    }

    private Judged Judge(Column column, string text)
    {
        if (_judged[column.Place].TryGetValue(text, out var known))
        {
            return known;
        }

        var cell = column.Cell(text);
        var axis = axes[axisOf[column.Place]];
        var accepted = axis.Accept(cell);
        var mismatches = new List<string>();
        var impossible = new List<string>();
        foreach (var test in cell.Tests)
        {
            var wrong = Mismatches(column, test).ToList();
            mismatches.AddRange(wrong);
            if (wrong.Count == 0 && !cell.IsNegated && axis.Accept(test) is { IsEmpty: true })
            {
                impossible.Add(test switch
                {
                    ConstantTest { Constant: var constant } => ValueText.Of(constant),
                    EmptyTest { Text: var range } => range,
                    _ => cell.Text,
                });
            }
        }

        // Where the type is wrong that is said, and not again that it can't hold.
        var isImpossible = accepted.May.IsEmpty && (mismatches.Count == 0 || impossible.Count > 0);
        var judged = new Judged(
            accepted,
            [.. cell.Tests.OfType<UnknownTest>().Select(test => (test.Obstacle, cell.Text)).Distinct()],
            mismatches,
            accepted.May.IsEmpty ? [] : impossible,
            isImpossible);
        _judged[column.Place].Add(text, judged);
        return judged;
    }

    private void Report(int rule, Column column, string text, Judged judged)
    {
        foreach (var (obstacle, cell) in judged.Unknown)
        {
            findings.Add(new NotAnalysable(obstacle, rule, column.Label, cell));
        }

        foreach (var value in judged.Mismatches)
        {
            findings.Add(new TypeMismatch(rule, column.Label, false, value, column.Type.Name));
        }

        if (judged.IsImpossible)
        {
            findings.Add(new ImpossibleCell(rule, column.Label, text.Trim(), text.Trim(), true));
        }

        foreach (var test in judged.Impossible)
        {
            findings.Add(new ImpossibleCell(rule, column.Label, text.Trim(), test, false));
        }
    }

    private static IEnumerable<string> Mismatches(Column column, CellTest test) => column.Kind is not { } kind
        ? []
        : Column.Constants(test).Where(constant => Parts(constant).Any(part => !part.IsNull && part.Kind != kind)).Select(ValueText.Of);

    private static IEnumerable<Value> Parts(Value constant) => constant.Kind == ValueKind.List && constant.AsList!.Items.Any(item => item.AsList is not null)
        ? [.. ColumnKinds.Parts(constant), Value.List()]
        : ColumnKinds.Parts(constant);
}
