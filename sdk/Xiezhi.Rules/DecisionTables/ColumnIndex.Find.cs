using System.Runtime.CompilerServices;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Feel.Semantics;

namespace Xiezhi.Rules.DecisionTables;

// From a value to its place. Values of a known kind are found without being wrapped.
internal sealed partial class ColumnIndex
{
    // A column whose numbers are whole and near one another (severities, months, grades) is an array: nothing is searched.
    private const int WholeNumbersSpan = 4096;

    private readonly WholeNumberTable? _whole;

    /// <summary>The rules that hold for <paramref name="value"/> besides those of <see cref="Everywhere"/>.</summary>
    public RuleSet Find(in Value value)
    {
        if (value.AsString is { } text)
        {
            return Find(text);
        }

        if (value.AsNumber is { } number)
        {
            return Find(number);
        }

        return value.Kind != _lineKind || value.IsNull ? FindKey(value) : FindPlace(value);
    }

    /// <summary>The same for text.</summary>
    public RuleSet Find(string text)
    {
        if (_lineKind == ValueKind.String)
        {
            return FindPlace(text);
        }

        return _texts.TryGetValue(text, out var rules) ? rules : _otherwise;
    }

    /// <summary>The same for a whole number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RuleSet Find(long number) => _whole is { } whole ? whole.Find(number) : FindNumber(Number.From(number));

    /// <summary>The same for a number.</summary>
    public RuleSet Find(Number number) => _whole is { } whole && number.TryToInt64(out var integer) ? whole.Find(integer) : FindNumber(number);

    private RuleSet FindNumber(Number number)
    {
        if (_lineKind != ValueKind.Number)
        {
            return FindKey(Value.From(number));
        }

        var (low, high) = (0, _numbers.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            var order = number.CompareTo(_numbers[middle]);
            if (order == 0)
            {
                return _places[(2 * middle) + 1];
            }

            (low, high) = order < 0 ? (low, middle - 1) : (middle + 1, high);
        }

        return _places[2 * low];
    }

    private RuleSet FindKey(in Value value) => _keys.Count != 0 && _keys.TryGetValue(value, out var rules) ? rules : _otherwise;

    private RuleSet FindPlace(in Value value)
    {
        var (low, high) = (0, _points.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            var order = Comparison.Compare(value, _points[middle]) ?? 0;
            if (order == 0)
            {
                return _places[(2 * middle) + 1];
            }

            (low, high) = order < 0 ? (low, middle - 1) : (middle + 1, high);
        }

        return _places[2 * low];
    }

    // The sets of the whole numbers from the least to the greatest that the column names, or null where that is not worth it.
    private WholeNumberTable? WholeNumbers()
    {
        var isLine = _lineKind == ValueKind.Number;
        Number[] named = isLine ? _numbers : [.. _keys.Keys.Where(key => key.IsNumber).Select(key => key.AsNumber!.Value)];
        long? least = null, greatest = null;
        foreach (var number in named)
        {
            if (!number.TryToInt64(out var whole))
            {
                return null;
            }

            least = Math.Min(least ?? whole, whole);
            greatest = Math.Max(greatest ?? whole, whole);
        }

        if (least is not { } from || greatest is not { } to || (Int128)to - from >= WholeNumbersSpan)
        {
            return null;
        }

        var sets = new RuleSet[to - from + 1];
        for (var i = 0; i < sets.Length; i++)
        {
            sets[i] = FindNumber(Number.From(from + i));
        }

        return isLine ? new WholeNumberTable(from, sets, _places[0], _places[^1]) : new WholeNumberTable(from, sets, _otherwise, _otherwise);
    }

    private sealed class WholeNumberTable(long from, RuleSet[] sets, RuleSet below, RuleSet above)
    {
        public RuleSet Find(long number)
        {
            var at = (ulong)(number - from);
            return number < from ? below : at < (ulong)sets.Length ? sets[at] : above;
        }
    }
}
