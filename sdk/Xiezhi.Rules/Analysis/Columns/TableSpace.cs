using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Analysis.Axes;
using Xiezhi.Rules.Analysis.Boxes;
using Xiezhi.Rules.Analysis.Cells;
using Xiezhi.Rules.Dmn;
using Xiezhi.Rules.Feel;

namespace Xiezhi.Rules.Analysis.Columns;

/// <summary>The inputs of a table as axes, and its rules as boxes over them.</summary>
/// <remarks>Columns with the same expression share an axis: they always have the same value.</remarks>
internal sealed class TableSpace
{
    private readonly DecisionTable _table;
    private readonly DecisionModel? _model;
    private readonly int[] _axisOf;
    private readonly InputSource[] _sources;
    private readonly bool[] _isFree;
    private readonly FeelType[] _types;

    private TableSpace(DecisionTable table, DecisionModel? model, int[] axisOf, InputSource[] sources, bool[] isFree, FeelType[] types, RuleBoxes boxes)
    {
        (_table, _model, _axisOf, _sources, _isFree, _types, Boxes) = (table, model, axisOf, sources, isFree, types, boxes);
    }

    public RuleBoxes Boxes { get; }

    public static TableSpace Of(DecisionTable table, DecisionModel? model, CellReader reader, AnalysisOptions options, CellFindings findings, int depth)
    {
        var expressions = table.Inputs.Select(input => input.Expression.Trim()).ToArray();
        var distinct = expressions.Distinct(StringComparer.Ordinal).ToArray();
        int[] axisOf = [.. expressions.Select(expression => Array.IndexOf(distinct, expression))];
        var sources = distinct.Select(expression => InputSource.Of(expression, reader, model)).ToArray();
        var decided = sources.Select(source => DecidedValues.Of(source, model, options, depth)).ToArray();
        var columns = table.Inputs.Select((input, column) => new Column(input, column, sources[axisOf[column]], Domain(input, options) ?? decided[axisOf[column]]?.Values, reader)
        {
            IsDecided = Domain(input, options) is null,
        }).ToArray();
        foreach (var name in options.Domains.Keys.Where(name => !table.Inputs.Any(input => name == input.Label || name == input.Expression.Trim())).Order(StringComparer.Ordinal))
        {
            findings.Add(new NotAnalysable(Obstacle.UnknownDomain, 0, name, name));
        }

        var axes = new Axis[distinct.Length];
        var isFree = new bool[distinct.Length];
        for (var axis = 0; axis < axes.Length; axis++)
        {
            var shared = columns.Where(column => axisOf[column.Place] == axis).ToArray();
            axes[axis] = Column.Axis(shared, table, options.IncludeNull, findings, out var isKnown);
            var source = sources[axis];
            isFree[axis] = isKnown && (shared.Any(column => Domain(table.Inputs[column.Place], options) is not null)
                || (decided[axis] is { IsExact: true } && IsIndependent(axis, sources, model))
                || (source.IsGiven && shared[0].TakesInputAsItIs && !sources.Where((other, at) => at != axis && other.Meets(source)).Any()));
            if (!isFree[axis] && isKnown)
            {
                findings.Add(new NotAnalysable(Obstacle.DependentColumn, 0, shared[0].Label, distinct[axis]));
            }
        }

        var sides = new SideReader(axes, axisOf, columns, findings);
        return new TableSpace(table, model, axisOf, sources, isFree, [.. distinct.Select((_, axis) => columns.First(column => axisOf[column.Place] == axis).Type)],
            new RuleBoxes(axes, [.. table.Rules.Select(sides.Of)]));
    }

    // Whether no input decides both this column and another.
    private static bool IsIndependent(int axis, InputSource[] sources, DecisionModel? model)
    {
        var roots = DecidedValues.Roots(sources[axis], model);
        return roots is not null && !sources.Where((_, other) => other != axis).Any(other => DecidedValues.Roots(other, model) is not { } others || others.Overlaps(roots));
    }

    /// <summary>The number of a rule as people count.</summary>
    public int Number(int rule) => _table.Rules[rule].Number;

    /// <summary>The numbers of rules as people count.</summary>
    public ImmutableArray<int> Numbers(IEnumerable<int> rules) => [.. rules.Select(Number).Order()];

    /// <summary>The labels of the columns on the axes.</summary>
    public ImmutableArray<string> Labels(List<int> axes) => [.. _table.Inputs.Where((_, column) => axes.Contains(_axisOf[column])).Select(input => input.Label)];

    /// <summary>Whether inputs that lie in these places can be given as they are.</summary>
    public bool CanOccur(SegmentSet[] sides)
    {
        for (var axis = 0; axis < sides.Length; axis++)
        {
            if (!_isFree[axis] && !sides[axis].Contains(Boxes.Axes[axis].Asked))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The places as a box that people can read, with an example.</summary>
    public Box Box(SegmentSet[] sides)
    {
        var values = new Value[sides.Length];
        for (var axis = 0; axis < sides.Length; axis++)
        {
            var asked = sides[axis].And(Boxes.Axes[axis].Asked);
            var place = asked.IsEmpty ? sides[axis].First() : asked.First();
            values[axis] = place < 0 ? Value.Null : Sample(Boxes.Axes[axis].Segments[place], _types[axis]);
        }

        var example = ValueContext.Empty;
        for (var axis = 0; axis < sides.Length && example is not null; axis++)
        {
            example = _sources[axis].CanBeSet ? _sources[axis].Set(example, values[axis], _model) : null;
        }

        return new Box(
            [.. _axisOf.Select(axis => AxisText.Of(Boxes.Axes[axis], sides[axis]))],
            [.. _axisOf.Select(axis => values[axis])],
            example);
    }

    private static ImmutableArray<Value>? Domain(InputColumn input, AnalysisOptions options) =>
        options.Domains.TryGetValue(input.Expression.Trim(), out var values) || options.Domains.TryGetValue(input.Label, out values) ? values : null;

    // A structured value that has the type, so that the example is taken.
    private static Value Sample(Segment segment, FeelType type) => segment.Zone != ZoneKind.Other ? segment.Probe : type.Kind switch
    {
        FeelTypeKind.Any => segment.Probe,
        FeelTypeKind.List => Value.List(),
        FeelTypeKind.Context => ValueContext.From(type.Members.Select(member => KeyValuePair.Create(member.Key, Value.Null))),
        _ => Value.Null,
    };
}
