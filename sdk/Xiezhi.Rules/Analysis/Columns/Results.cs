using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Analysis.Cells;
using Xiezhi.Rules.Dmn;
using Xiezhi.Rules.Evaluation;
using Xiezhi.Rules.Feel;
using Xiezhi.Rules.Feel.Semantics;

namespace Xiezhi.Rules.Analysis.Columns;

/// <summary>The results of the rules, as far as they are known before evaluation: which agree, and which goes first.</summary>
internal sealed class Results
{
    private static readonly EvaluationOptions Options = new() { Now = DateTimeOffset.UnixEpoch };

    // Two computed results are the same where their texts are; only functions made anew never equal one another.
    private const string NeverEqualsItself = "function";

    private readonly int[][] _marks;
    private readonly int[][]? _ranks;
    private int _unlike;

    public Results(DecisionTable table, CellReader reader, CellFindings findings)
    {
        var columns = table.Outputs.Select(output => new ResultColumn(output, reader)).ToArray();
        var ranks = new int[table.Rules.Length][];
        _marks = new int[table.Rules.Length][];
        for (var rule = 0; rule < _marks.Length; rule++)
        {
            _marks[rule] = new int[columns.Length];
            ranks[rule] = new int[columns.Length];
            for (var column = 0; column < columns.Length; column++)
            {
                var cells = table.Rules[rule].Results;
                (_marks[rule][column], ranks[rule][column]) = Read(columns[column], column < cells.Length ? cells[column] : "", table.Rules[rule].Number, findings, table.HitPolicy);
            }
        }

        _ranks = table.HitPolicy == HitPolicy.Priority ? ranks : null;
    }

    /// <summary>Whether two rules give the same result; <see langword="null"/> where that is only known when they are evaluated.</summary>
    public bool? Agree(int rule, int other)
    {
        bool? agree = true;
        for (var column = 0; column < _marks[rule].Length; column++)
        {
            var (a, b) = (_marks[rule][column], _marks[other][column]);
            if (a != b)
            {
                if (a >= 0 && b >= 0)
                {
                    return false;
                }

                agree = null;
            }
        }

        return agree;
    }

    /// <summary>The place of each rule in the order in which they are asked; -1 where it is only known when they are evaluated.</summary>
    public int[] Order()
    {
        var places = new int[_marks.Length];
        var rules = Enumerable.Range(0, places.Length);
        if (_ranks is { } ranks)
        {
            rules = rules.Where(rule => !ranks[rule].Contains(-1)).OrderBy(rule => ranks[rule], Comparer<int[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)));
            Array.Fill(places, -1);
        }

        var place = 0;
        foreach (var rule in rules.ToArray())
        {
            places[rule] = place++;
        }

        return places;
    }

    private (int Mark, int Rank) Read(ResultColumn column, string text, int rule, CellFindings findings, HitPolicy policy)
    {
        if (!column.Known.TryGetValue(text, out var known))
        {
            column.Known.Add(text, known = Judge(column, text));
        }

        // Results matter only where a policy compares them.
        if (known.Obstacle is { } obstacle && policy is HitPolicy.Any or HitPolicy.First or HitPolicy.Priority)
        {
            findings.Add(new NotAnalysable(obstacle, rule, column.Described.Name, text.Trim()));
        }

        if (known.Mismatch is { } expected)
        {
            findings.Add(new TypeMismatch(rule, column.Described.Name, true, text.Trim(), expected));
        }

        return (known.Obstacle is not null && text.Contains(NeverEqualsItself, StringComparison.Ordinal) ? -++_unlike - column.Known.Count - 1_000_000 : known.Mark, known.Rank);
    }

    private static ResultColumn.Judged Judge(ResultColumn column, string text)
    {
        var computed = -1 - column.Known.Count;
        var isEmpty = string.IsNullOrWhiteSpace(text);
        var isReadable = true;
        if ((isEmpty ? Value.Null : column.Reader.Constant(text, out isReadable)) is not { } value)
        {
            return new(computed, column.Priorities.IsEmpty ? 0 : -1, isReadable ? Obstacle.ComputedResult : Obstacle.UnreadableCell, null);
        }

        if (!isEmpty && !Coercion.TryConvert(column.Described.Type, value, new EvaluationSession(Options), out value))
        {
            return new(column.Mark(Value.Null), column.Rank(Value.Null), null, column.Described.Type.Name);
        }

        if (column.Accepts(value) == false)
        {
            return new(column.Mark(Value.Null), column.Rank(Value.Null), null, column.Described.AllowedValues);
        }

        return new(column.Mark(value), column.Rank(value), null, null);
    }
}

/// <summary>An output column: what its values are, and in what order they go.</summary>
internal sealed class ResultColumn(OutputColumn described, CellReader reader)
{
    /// <summary>What is known of a text: a mark that equal results share, below 0 where the result is computed; the place of the result in the priorities.</summary>
    internal sealed record Judged(int Mark, int Rank, Obstacle? Obstacle, string? Mismatch);

    private readonly Dictionary<Value, int> _marks = [];
    private readonly List<(Value Value, int Mark)> _unusual = [];
    private readonly Cell _allowed = reader.Cell(described.AllowedValues ?? "");

    public OutputColumn Described => described;

    public CellReader Reader => reader;

    public Dictionary<string, Judged> Known { get; } = new(StringComparer.Ordinal);

    public ImmutableArray<Value> Priorities { get; } =
        string.IsNullOrWhiteSpace(described.AllowedValues) ? [] : reader.Constant("[" + described.AllowedValues + "]", out _)?.AsList?.Items ?? [];

    /// <summary>Whether the allowed values let the value through; <see langword="null"/> where that is not known.</summary>
    public bool? Accepts(Value value)
    {
        if (value.IsNull || _allowed.IsAnything)
        {
            return true;
        }

        if (!_allowed.Tests.All(test => test is ConstantTest))
        {
            return null;
        }

        return _allowed.Tests.Any(test => Comparison.Matches(value, ((ConstantTest)test).Constant) == true) != _allowed.IsNegated;
    }

    /// <summary>A number that values share which FEEL takes for equal.</summary>
    public int Mark(Value value)
    {
        if (_marks.TryGetValue(value, out var mark))
        {
            return mark;
        }

        // Moments that are written in two ways may be equal, alone or inside others.
        var isUnusual = value.Kind is ValueKind.Time or ValueKind.DateAndTime or >= ValueKind.List;
        mark = isUnusual && _unusual.FindIndex(other => Comparison.Equal(other.Value, value) == true) is var at and >= 0 ? _unusual[at].Mark : _marks.Count;
        _marks.Add(value, mark);
        if (isUnusual)
        {
            _unusual.Add((value, mark));
        }

        return mark;
    }

    /// <summary>The place among the priorities; 0 where there are none, -1 where it is not among them.</summary>
    public int Rank(Value value) => Priorities.IsEmpty ? 0 : Priorities.IndexOf(value);
}
