using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Analysis.Cells;

namespace Xiezhi.Rules.Analysis.Axes;

/// <summary>Writes a part of an axis as the shortest unary test that says the same of the values that are asked about.</summary>
internal static class AxisText
{
    public static string Of(Axis axis, SegmentSet set)
    {
        if (set.Contains(axis.Asked))
        {
            return "-";
        }

        var tests = Tests(axis, set, isNegated: false);
        var others = Tests(axis, axis.Asked.Except(set), isNegated: true);
        return tests is not null && (others is null || tests.Count <= others.Count) ? string.Join(", ", tests)
            : others is not null ? "not(" + string.Join(", ", others) + ")"
            : "not(null)";
    }

    // The tests that accept exactly the set; null where one of its segments can only be said by what it is not.
    private static List<string>? Tests(Axis axis, SegmentSet set, bool isNegated)
    {
        var tests = new List<string>();
        foreach (var run in set.Runs())
        {
            for (var from = run.First; from <= run.Last;)
            {
                var first = axis.Segments[from];
                var to = from;
                while (to < run.Last && axis.Segments[to + 1] is var next && next.Zone == first.Zone && next.Position == axis.Segments[to].Position + 1)
                {
                    to++;
                }

                if (Test(first, axis.Segments[to], isNegated) is { } test)
                {
                    tests.Add(test);
                }
                else if (to > from)
                {
                    // All of the zone: what is below one of its points, and the rest.
                    var point = ValueText.Of((axis.Segments[from + 1] is { IsPoint: true } inner ? inner : axis.Segments[from]).Probe);
                    tests.AddRange("< " + point, ">= " + point);
                }
                else
                {
                    return null;
                }

                from = to + 1;
            }
        }

        return tests;
    }

    private static string? Test(Segment first, Segment last, bool isNegated)
    {
        if (first.IsPoint && first == last)
        {
            return ValueText.Of(first.Probe);
        }

        var (low, high) = (first.IsPoint ? first.Probe : first.Low, last.IsPoint ? last.Probe : last.High);
        return (low, high) switch
        {
            (null, null) => null,
            (null, { } below) => (last.IsPoint ? "<= " : "< ") + ValueText.Of(below),
            ({ } above, null) => (first.IsPoint ? ">= " : "> ") + ValueText.Of(above),

            // Within not(…) a round bracket would be taken for its end.
            ({ } start, { } end) when isNegated => (first.IsPoint ? "[" : "]") + ValueText.Of(start) + ".." + ValueText.Of(end) + (last.IsPoint ? "]" : "["),
            ({ } start, { } end) => ValueText.Between(start, first.IsPoint, end, last.IsPoint),
        };
    }
}
