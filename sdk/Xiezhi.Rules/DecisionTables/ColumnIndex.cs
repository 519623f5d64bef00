using System.Collections.Frozen;
using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Feel.Semantics;

namespace Xiezhi.Rules.DecisionTables;

/// <summary>From an input value to the rules whose cell in one column may hold for it.</summary>
/// <remarks>
/// Values are keys of a hash table, or of one kind, points on a line: then a value falls on a point or between two, and each such place has its rules.
/// A rule whose cell accepts anything, or can't be known before it is run, is in every place.
/// </remarks>
internal sealed partial class ColumnIndex
{
    // Beyond this many memberships a column is left to be checked rule by rule: wide ranges with ever new bounds would fill the memory.
    private const long MaxMemberships = 16_000_000;

    private readonly FrozenDictionary<string, RuleSet> _texts;
    private readonly FrozenDictionary<Value, RuleSet> _keys;
    private readonly ValueKind _lineKind;
    private readonly Value[] _points;
    private readonly Number[] _numbers;
    private readonly RuleSet[] _places;
    private readonly RuleSet _otherwise;

    private ColumnIndex(
        RuleSet everywhere, RuleSet otherwise, Dictionary<Value, RuleSet> keys, ValueKind lineKind, Value[] points, RuleSet[] places, int ruleCount)
    {
        Everywhere = everywhere;
        _otherwise = otherwise;
        _texts = keys.Where(key => key.Key.IsString).ToFrozenDictionary(key => key.Key.AsString!, key => key.Value, StringComparer.Ordinal);
        _keys = keys.Where(key => !key.Key.IsString).ToFrozenDictionary();
        _lineKind = lineKind;
        _points = points;
        _numbers = lineKind == ValueKind.Number ? Array.ConvertAll(points, point => point.AsNumber!.Value) : [];
        _places = places;
        _whole = WholeNumbers();
        if (ruleCount <= RuleIndex.LargestDense)
        {
            foreach (var set in keys.Values.Concat(places).Append(otherwise))
            {
                set.LayOut(everywhere, ruleCount);
            }
        }
    }

    /// <summary>The rules that hold for every value, or must be run to know.</summary>
    public RuleSet Everywhere { get; }

    /// <summary>An index of a column; <paramref name="unsure"/> is told of each rule whose cell has to be run.</summary>
    public static ColumnIndex Of(ImmutableArray<CellPattern?> cells, Action<int> unsure)
    {
        var lineKind = LineKind(cells);
        var everywhere = new List<int>();
        var negated = new List<int>();
        var keyed = new Dictionary<Value, List<int>>();
        var spans = new List<(int Rule, RangeValue Range)>();
        for (var rule = 0; rule < cells.Length; rule++)
        {
            if (cells[rule] is not { } cell || !CanIndex(cell, lineKind))
            {
                everywhere.Add(rule);
                unsure(rule);
            }
            else if (cell.IsAnything)
            {
                everywhere.Add(rule);
            }
            else if (cell.IsNegated)
            {
                negated.Add(rule);
                foreach (var value in cell.Accepted)
                {
                    _ = Rules(keyed, value);
                }
            }
            else
            {
                foreach (var value in cell.Accepted)
                {
                    if (value.AsRange is { IsUnary: true, StartIncluded: true, EndIncluded: true } single)
                    {
                        Add(single.Start, rule);
                    }
                    else if (value.AsRange is { } range)
                    {
                        spans.Add((rule, range));
                    }
                    else
                    {
                        Add(value, rule);
                    }
                }
            }
        }

        void Add(Value value, int rule)
        {
            if (value.Kind == lineKind && !value.IsNull)
            {
                spans.Add((rule, new RangeValue(value, true, value, true)));
            }
            else
            {
                Rules(keyed, value).Add(rule);
            }
        }

        // A rule that refuses some values is at every key but those, and wherever there is no key.
        foreach (var rule in negated)
        {
            foreach (var (key, rules) in keyed)
            {
                if (!cells[rule]!.Accepted.Contains(key))
                {
                    rules.Add(rule);
                }
            }
        }

        var count = cells.Length;
        var points = spans.SelectMany(span => new[] { span.Range.Start, span.Range.End }).Where(point => !point.IsNull).Distinct()
            .OrderBy(point => point, Comparer<Value>.Create((a, b) => Comparison.Compare(a, b) ?? 0)).ToArray();
        var places = Places(points, spans, negated, count);
        if (places is null)
        {
            for (var rule = 0; rule < count; rule++)
            {
                unsure(rule);
            }

            var all = RuleSet.Of(Enumerable.Range(0, count), count);
            return new ColumnIndex(all, all, [], ValueKind.Null, [], [], count);
        }

        return new ColumnIndex(
            RuleSet.Of(everywhere, count),
            RuleSet.Of(negated, count),
            keyed.ToDictionary(entry => entry.Key, entry => RuleSet.Of(entry.Value.Order(), count)),
            points.Length == 0 ? ValueKind.Null : lineKind,
            points,
            places,
            count);
    }

    // The one kind of value that the column has ranges of; text without ranges is hashed.
    private static ValueKind LineKind(ImmutableArray<CellPattern?> cells)
    {
        foreach (var cell in cells)
        {
            foreach (var value in cell?.Accepted ?? [])
            {
                if (value.AsRange is { } range && Bound(range).Kind is var kind && IsOrdered(kind))
                {
                    return kind;
                }
            }
        }

        return ValueKind.Null;
    }

    private static Value Bound(RangeValue range) => range.Start.IsNull ? range.End : range.Start;

    private static bool IsOrdered(ValueKind kind) =>
        kind is ValueKind.Number or ValueKind.String or ValueKind.Date or ValueKind.DaysAndTimeDuration or ValueKind.YearsAndMonthsDuration;

    // Only what compares by its structure can be found by hash or by place; moments with zones, lists and the like are run.
    private static bool CanIndex(CellPattern cell, ValueKind lineKind)
    {
        foreach (var value in cell.Accepted)
        {
            var indexable = value.AsRange is { } range
                ? !cell.IsNegated && !range.IsComplement && Bound(range).Kind == lineKind && (range.IsUnary || (!range.Start.IsNull && !range.End.IsNull))
                : (IsOrdered(value.Kind) || value.Kind is ValueKind.Boolean or ValueKind.Null) && !(cell.IsNegated && value.Kind == lineKind && !value.IsNull);
            if (!indexable)
            {
                return false;
            }
        }

        return true;
    }

    private static List<int> Rules(Dictionary<Value, List<int>> keyed, Value key)
    {
        if (!keyed.TryGetValue(key, out var rules))
        {
            keyed.Add(key, rules = []);
        }

        return rules;
    }

    // Place 2i + 1 is the point i, place 2i lies before it, and the last behind all.
    private static RuleSet[]? Places(Value[] points, List<(int Rule, RangeValue Range)> spans, List<int> negated, int count)
    {
        if (points.Length == 0)
        {
            return [];
        }

        var at = new Dictionary<Value, int>();
        for (var i = 0; i < points.Length; i++)
        {
            at.Add(points[i], i);
        }

        var rules = new List<int>[(2 * points.Length) + 1];
        for (var i = 0; i < rules.Length; i++)
        {
            rules[i] = [.. negated];
        }

        var memberships = (long)negated.Count * rules.Length;
        foreach (var (rule, range) in spans)
        {
            var first = range.Start.IsNull ? 0 : (2 * at[range.Start]) + (range.StartIncluded ? 1 : 2);
            var last = range.End.IsNull ? rules.Length - 1 : (2 * at[range.End]) + (range.EndIncluded ? 1 : 0);
            memberships += Math.Max(0, last - first + 1);
            if (memberships > MaxMemberships)
            {
                return null;
            }

            for (var place = first; place <= last; place++)
            {
                rules[place].Add(rule);
            }
        }

        return Array.ConvertAll(rules, list =>
        {
            list.Sort();
            return RuleSet.Of(list, count);
        });
    }
}
