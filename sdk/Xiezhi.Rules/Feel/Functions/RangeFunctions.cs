using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Feel.Semantics;
using static Xiezhi.Rules.Feel.Functions.Builtins;

namespace Xiezhi.Rules.Feel.Functions;

/// <summary>How points and ranges lie to one another (DMN 1.5, 10.3.4.10). A point is the range from it to it.</summary>
internal static class RangeFunctions
{
    private delegate bool? Relation(RangeValue a, RangeValue b);

    public static BuiltinFunction[] All =>
    [
        Related("before", Before, points: true, mixed: true),
        Related("after", (a, b) => Before(b, a), points: true, mixed: true),
        Related("meets", Meets, points: false, mixed: false),
        Related("met by", (a, b) => Meets(b, a), points: false, mixed: false),
        Related("overlaps", Overlaps, points: false, mixed: false),
        Related("overlaps before", OverlapsBefore, points: false, mixed: false),
        Related("overlaps after", (a, b) => OverlapsBefore(b, a), points: false, mixed: false),
        Related("finishes", Finishes, points: false, mixed: true),
        Related("finished by", (a, b) => Finishes(b, a), points: false, mixed: true),
        Related("includes", Includes, points: false, mixed: true),
        Related("during", (a, b) => Includes(b, a), points: false, mixed: true),
        Related("starts", Starts, points: false, mixed: true),
        Related("started by", (a, b) => Starts(b, a), points: false, mixed: true),
        Related("coincides", Coincides, points: true, mixed: false),
    ];

    private static BuiltinFunction Related(string name, Relation relation, bool points, bool mixed)
    {
        const string Point = "number|string|date|time|datetime|days|months";
        Value Answer(BuiltinCall call) => relation(RangeOf(call[0]), RangeOf(call[1])) is { } answer ? answer : call.Fail("the bounds can't be compared");
        var overloads = new List<(string, BuiltinBody)> { ("range1: range, range2: range", Answer) };
        if (points)
        {
            overloads.Add(($"point1: {Point}, point2: {Point}", Answer));
        }

        if (mixed)
        {
            overloads.Add(($"point: {Point}, range: range", Answer));
            overloads.Add(($"range: range, point: {Point}", Answer));
        }

        return Define(name, FeelType.Boolean, [.. overloads]);
    }

    private static RangeValue RangeOf(Value value) => value.AsRange ?? new RangeValue(value, true, value, true);

    // An open start is before every value, an open end behind.
    private static int? Order(Value left, bool leftIsEnd, Value right, bool rightIsEnd)
    {
        if (left.IsNull || right.IsNull)
        {
            var (a, b) = (left.IsNull ? (leftIsEnd ? 1 : -1) : 0, right.IsNull ? (rightIsEnd ? 1 : -1) : 0);
            return a.CompareTo(b);
        }

        return Comparison.Compare(left, right);
    }

    private static bool? Before(RangeValue a, RangeValue b) =>
        Order(a.End, true, b.Start, false) is { } order ? order < 0 || (order == 0 && (!a.EndIncluded || !b.StartIncluded)) : null;

    private static bool? Meets(RangeValue a, RangeValue b) =>
        Order(a.End, true, b.Start, false) is { } order ? order == 0 && a.EndIncluded && b.StartIncluded : null;

    private static bool? Overlaps(RangeValue a, RangeValue b) =>
        Before(a, b) is { } before && Before(b, a) is { } after ? !before && !after : null;

    private static bool? OverlapsBefore(RangeValue a, RangeValue b)
    {
        if (Order(a.Start, false, b.Start, false) is not { } starts || Order(a.End, true, b.Start, false) is not { } reaches || Order(a.End, true, b.End, true) is not { } ends)
        {
            return null;
        }

        return (starts < 0 || (starts == 0 && a.StartIncluded && !b.StartIncluded))
            && (reaches > 0 || (reaches == 0 && a.EndIncluded && b.StartIncluded))
            && (ends < 0 || (ends == 0 && (!a.EndIncluded || b.EndIncluded)));
    }

    private static bool? Finishes(RangeValue a, RangeValue b)
    {
        if (Order(a.End, true, b.End, true) is not { } ends || Order(a.Start, false, b.Start, false) is not { } starts)
        {
            return null;
        }

        return ends == 0 && a.EndIncluded == b.EndIncluded && (starts > 0 || (starts == 0 && (!a.StartIncluded || b.StartIncluded)));
    }

    private static bool? Starts(RangeValue a, RangeValue b)
    {
        if (Order(a.End, true, b.End, true) is not { } ends || Order(a.Start, false, b.Start, false) is not { } starts)
        {
            return null;
        }

        return starts == 0 && a.StartIncluded == b.StartIncluded && (ends < 0 || (ends == 0 && (!a.EndIncluded || b.EndIncluded)));
    }

    private static bool? Includes(RangeValue a, RangeValue b)
    {
        if (Order(a.End, true, b.End, true) is not { } ends || Order(a.Start, false, b.Start, false) is not { } starts)
        {
            return null;
        }

        return (starts < 0 || (starts == 0 && (a.StartIncluded || !b.StartIncluded))) && (ends > 0 || (ends == 0 && (a.EndIncluded || !b.EndIncluded)));
    }

    private static bool? Coincides(RangeValue a, RangeValue b)
    {
        if (Order(a.End, true, b.End, true) is not { } ends || Order(a.Start, false, b.Start, false) is not { } starts)
        {
            return null;
        }

        return starts == 0 && ends == 0 && a.StartIncluded == b.StartIncluded && a.EndIncluded == b.EndIncluded;
    }
}
