using Xiezhi.Foundation.Values;

namespace Xiezhi.Rules.Feel.Semantics;

/// <summary>FEEL's equality, order and membership (DMN 1.5, 10.3.2.13): what can't be compared answers null.</summary>
internal static class Comparison
{
    private const int MaxDepth = 200;

    // FEEL compares moments to the millisecond, so that 10:30:00.0001 = 10:30:00.0002.
    private const long Resolution = 1_000_000;

    // A time of day with a zone has the offset of this date, on which no zone's clocks change.
    private static readonly Date ReferenceDate = new(1970, 1, 5);

    /// <summary>Whether two values are equal; <see langword="null"/> when their kinds can't be compared.</summary>
    public static bool? Equal(Value left, Value right, int depth = 0)
    {
        if (left.IsNull || right.IsNull)
        {
            return left.IsNull && right.IsNull;
        }

        if (left.Kind != right.Kind)
        {
            return null;
        }

        switch (left.Kind)
        {
            case ValueKind.List when depth < MaxDepth:
                return EqualLists(left.AsList!, right.AsList!, depth);
            case ValueKind.Context when depth < MaxDepth:
                return EqualContexts(left.AsContext!, right.AsContext!, depth);
            case ValueKind.Range:
                var (a, b) = (left.AsRange!, right.AsRange!);
                return a.StartIncluded == b.StartIncluded && a.EndIncluded == b.EndIncluded && a.IsUnary == b.IsUnary && a.IsComplement == b.IsComplement
                    && Equal(a.Start, b.Start, depth + 1) == true && Equal(a.End, b.End, depth + 1) == true;
            case ValueKind.Time or ValueKind.DateAndTime:
                return Compare(left, right) is { } order ? order == 0 : false;
            case ValueKind.List or ValueKind.Context:
                return null;
            default:
                return left == right;
        }
    }

    /// <summary>Less than zero, zero or more, as left is before, at or after right; <see langword="null"/> when they have no order.</summary>
    public static int? Compare(Value left, Value right)
    {
        if (left.Kind != right.Kind)
        {
            return null;
        }

        switch (left.Kind)
        {
            case ValueKind.Number:
                return left.AsNumber!.Value.CompareTo(right.AsNumber!.Value);
            case ValueKind.String:
                return string.CompareOrdinal(left.AsString, right.AsString);
            case ValueKind.Date:
                return left.AsDate!.Value.CompareTo(right.AsDate!.Value);
            case ValueKind.DaysAndTimeDuration:
                return left.AsDaysAndTimeDuration!.Value.CompareTo(right.AsDaysAndTimeDuration!.Value);
            case ValueKind.YearsAndMonthsDuration:
                return left.AsYearsAndMonthsDuration!.Value.CompareTo(right.AsYearsAndMonthsDuration!.Value);
            case ValueKind.Time:
                var (a, b) = (left.AsTime!.Value, right.AsTime!.Value);
                return (a.OffsetOn(ReferenceDate), b.OffsetOn(ReferenceDate)) switch
                {
                    (null, null) => (a.NanosecondOfDay / Resolution).CompareTo(b.NanosecondOfDay / Resolution),
                    ({ } x, { } y) => ((a.NanosecondOfDay / Resolution) - (x * 1000L)).CompareTo((b.NanosecondOfDay / Resolution) - (y * 1000L)),
                    _ => null,
                };
            case ValueKind.DateAndTime:
                var (c, d) = (left.AsDateAndTime!.Value, right.AsDateAndTime!.Value);
                return (c.UtcNanoseconds, d.UtcNanoseconds) switch
                {
                    (null, null) => Floor(c.LocalNanoseconds).CompareTo(Floor(d.LocalNanoseconds)),
                    ({ } x, { } y) => Floor(x).CompareTo(Floor(y)),
                    _ => null,
                };
            default:
                return null;
        }
    }

    /// <summary>Whether <paramref name="value"/> lies in <paramref name="range"/>; <see langword="null"/> when it can't be compared with its bounds.</summary>
    public static bool? Contains(RangeValue range, Value value)
    {
        if (range.IsUnary && range.StartIncluded && range.EndIncluded)
        {
            return Equal(value, range.Start) is { } equal ? equal != range.IsComplement : null;
        }

        // An interval with an unknown bound contains nothing for certain; an open one is written with one bound.
        if (value.IsNull || (!range.IsUnary && (range.Start.IsNull || range.End.IsNull)))
        {
            return null;
        }

        var result = true;
        if (!range.Start.IsNull)
        {
            if (Compare(value, range.Start) is not { } order)
            {
                return null;
            }

            result = range.StartIncluded ? order >= 0 : order > 0;
        }

        if (!range.End.IsNull)
        {
            if (Compare(value, range.End) is not { } order)
            {
                return null;
            }

            result &= range.EndIncluded ? order <= 0 : order < 0;
        }

        return result;
    }

    /// <summary>Whether <paramref name="value"/> passes <paramref name="test"/>: equals it, lies in it, or passes one of its items.</summary>
    public static bool? Matches(Value value, Value test)
    {
        if (test.AsRange is { } range && !(value.AsRange is { } other && other.Equals(range)))
        {
            return Contains(range, value);
        }

        if (test.AsList is not { } list)
        {
            return Equal(value, test);
        }

        if (value.IsNull && list.Count == 0)
        {
            return false;
        }

        if (value.AsList is not null && Equal(value, test) == true)
        {
            return true;
        }

        foreach (var item in list)
        {
            if ((item.AsRange is { } itemRange ? Contains(itemRange, value) : Equal(value, item)) == true
                || (value.AsList is not null && item.AsList is { } inner && inner.Items.Any(part => Equal(value, part) == true)))
            {
                return true;
            }
        }

        return false;
    }

    private static Int128 Floor(Int128 nanoseconds) => nanoseconds >= 0 ? nanoseconds / Resolution : -((-nanoseconds + Resolution - 1) / Resolution);

    private static bool? EqualLists(ValueList left, ValueList right, int depth)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        for (var i = 0; i < left.Count; i++)
        {
            if (Equal(left[i], right[i], depth + 1) is not true)
            {
                return false;
            }
        }

        return true;
    }

    private static bool EqualContexts(ValueContext left, ValueContext right, int depth)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        foreach (var entry in left.Entries)
        {
            if (!right.TryGet(entry.Key, out var value) || Equal(entry.Value, value, depth + 1) is not true)
            {
                return false;
            }
        }

        return true;
    }
}
