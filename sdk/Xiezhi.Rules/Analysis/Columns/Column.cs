using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Analysis.Axes;
using Xiezhi.Rules.Analysis.Cells;
using Xiezhi.Rules.Dmn;
using Xiezhi.Rules.Feel;

namespace Xiezhi.Rules.Analysis.Columns;

/// <summary>An input column: what values it can have, and what its cells say of them.</summary>
internal sealed class Column
{
    // An item definition narrows another; beyond this the definitions go in a circle.
    private const int MaxNarrowing = 64;

    private readonly InputColumn _described;
    private readonly CellReader _reader;
    private readonly InputSource _source;
    private readonly Dictionary<string, Cell> _cells = new(StringComparer.Ordinal);

    public Column(InputColumn described, int place, InputSource source, ImmutableArray<Value>? domain, CellReader reader)
    {
        (_described, Place, _source, Domain, _reader) = (described, place, source, domain, reader);
        Type = described.Type.Kind == FeelTypeKind.Any ? source.Type : described.Type;
        Kind = ColumnKinds.Of(Type);
    }

    public int Place { get; }

    public string Label => _described.Label;

    /// <summary>The type of the column, or of the input where the column declares none.</summary>
    public FeelType Type { get; }

    /// <summary>The simple kind of its values; <see langword="null"/> where they have none.</summary>
    public ValueKind? Kind { get; }

    /// <summary>The only values it has, where they were given from outside.</summary>
    public ImmutableArray<Value>? Domain { get; }

    /// <summary>Whether these are what another decision answers, which may also be null.</summary>
    public bool IsDecided { get; init; }

    /// <summary>Whether every value of the column's type can be given as input.</summary>
    public bool TakesInputAsItIs => _source.Type.Kind == FeelTypeKind.Any || _source.Type.Kind == Type.Kind;

    /// <summary>What the text of a cell of this column means.</summary>
    public Cell Cell(string text)
    {
        if (!_cells.TryGetValue(text, out var cell))
        {
            cell = _reader.Cell(text);
            _cells.Add(text, cell = cell with { Tests = [.. cell.Tests.Select(Understood)] });
        }

        return cell;
    }

    /// <summary>The axis of columns that have the same expression.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="table">Their table.</param>
    /// <param name="includeNull">Whether null must be covered though no cell speaks of it.</param>
    /// <param name="findings">Receives what can't be analysed.</param>
    /// <param name="isKnown">Whether every value of the axis can occur in the column.</param>
    public static Axis Axis(Column[] columns, DecisionTable table, bool includeNull, CellFindings findings, out bool isKnown)
    {
        var first = columns[0];
        var builder = new AxisBuilder(first.Kind, first.Type.Kind == FeelTypeKind.Any, includeNull);
        foreach (var text in columns.SelectMany(column => table.Rules.Select(rule => Text(rule, column.Place)).Distinct(StringComparer.Ordinal).Select(text => column.Cell(text))))
        {
            builder.Add(text);
        }

        isKnown = true;
        if (first.Domain is { } domain)
        {
            foreach (var value in domain.Where(value => first.Kind is { } kind && !value.IsNull && value.Kind != kind))
            {
                findings.Add(new TypeMismatch(0, first.Label, false, ValueText.Of(value), first.Type.Name));
            }

            foreach (var value in domain.Where(value => first.Kind is null && value.Kind >= ValueKind.List))
            {
                findings.Add(new NotAnalysable(Obstacle.StructuredColumn, 0, first.Label, ValueText.Of(value)));
            }

            return builder.Build(domain, first.IsDecided);
        }

        if (first.Type.Kind == FeelTypeKind.Any && builder.IsTested)
        {
            findings.Add(new NotAnalysable(Obstacle.UntypedColumn, 0, first.Label, first._described.Expression));
        }

        var allowed = columns.SelectMany(column => column.Allowed()).Distinct(StringComparer.Ordinal).Select(text => (Text: text, Cell: first.Cell(text))).ToArray();
        foreach (var (_, cell) in allowed)
        {
            builder.Add(cell);
        }

        var axis = builder.Build(allowed.Select(item => item.Cell), out isKnown);
        foreach (var (text, _) in allowed.Where(item => item.Cell.Tests.Any(test => test is UnknownTest)))
        {
            findings.Add(new NotAnalysable(Obstacle.AllowedValues, 0, first.Label, text));
        }

        if (Types(first.Type).Concat(Types(first._source.Type)).Any(type => type.ConstraintTests is not null))
        {
            isKnown = false;
            findings.Add(new NotAnalysable(Obstacle.AllowedValues, 0, first.Label, first.Type.Name));
        }

        return axis;
    }

    /// <summary>The text of a rule's cell; a cell that is missing takes anything.</summary>
    public static string Text(DecisionRule rule, int place) => place < rule.Conditions.Length ? rule.Conditions[place] : "-";

    /// <summary>The constants that a test compares with.</summary>
    public static IEnumerable<Value> Constants(CellTest test) => test switch
    {
        ConstantTest { Constant: var constant } => [constant],
        ConditionTest { Condition: var condition } => Constants(condition),
        SimplyKnownTest { Test: var inner } => Constants(inner),
        _ => [],
    };

    private static IEnumerable<Value> Constants(Condition condition) => condition switch
    {
        Comparing comparing => comparing.Constants,
        Not { Operand: var operand } => Constants(operand),
        Both both => Constants(both.Left).Concat(Constants(both.Right)),
        Either either => Constants(either.Left).Concat(Constants(either.Right)),
        _ => [],
    };

    // Lists, contexts and ranges as inputs are compared in ways that no segment stands for.
    private CellTest Understood(CellTest test)
    {
        if (Kind is not null || test is UnknownTest or EmptyTest)
        {
            return test;
        }

        if (Type.Kind == FeelTypeKind.Any)
        {
            // A range that is itself the input is left out: it would equal the cell's own, and hide what every other input shows.
            return Constants(test).All(constant => constant.Kind is < ValueKind.List or ValueKind.Range) ? test
                : Constants(test).All(constant => constant.Kind is not (ValueKind.Context or ValueKind.Function)) ? new SimplyKnownTest(test)
                : new UnknownTest(Obstacle.StructuredColumn);
        }

        return Constants(test).All(constant => constant.Kind is ValueKind.Null or ValueKind.Range && !ColumnKinds.Parts(constant).Any(part => !part.IsNull))
            ? test
            : new UnknownTest(Obstacle.StructuredColumn);
    }

    private IEnumerable<string> Allowed()
    {
        if (_described.AllowedValues is { } own)
        {
            yield return own;
        }

        // The allowed values of a list are those of its items.
        foreach (var type in Types(Type).Concat(Types(_source.Type)).Where(type => type.Kind != FeelTypeKind.List))
        {
            if (type.AllowedValues is { } values)
            {
                yield return values;
            }
        }
    }

    private static IEnumerable<FeelType> Types(FeelType type)
    {
        var each = type;
        for (var depth = 0; depth < MaxNarrowing && each is not null; depth++)
        {
            yield return each;
            each = each.Narrows;
        }
    }
}
