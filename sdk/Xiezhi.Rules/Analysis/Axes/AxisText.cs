using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Analysis.Cells;
using Xiezhi.Rules.Feel;

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

        var refused = axis.Asked.Except(set);
        return Write(axis, set, refused, namesKinds: false) ?? Write(axis, set, refused, namesKinds: true) ?? "not(null)";
    }

    private static string? Write(Axis axis, SegmentSet set, SegmentSet refused, bool namesKinds)
    {
        var others = Tests(axis, refused, isNegated: true, namesKinds);
        return Tests(axis, set, isNegated: false, namesKinds) is { } tests && (others is null || tests.Count <= others.Count || !IsListed(axis, refused)) ? string.Join(", ", tests)
            : others is not null ? "not(" + string.Join(", ", others) + ")"
            : null;
    }

    // What a cell is not reads well as a list of values; ranges are better said as what is left of them.
    private static bool IsListed(Axis axis, SegmentSet set) => set.Places().All(place => axis.Segments[place].IsPoint);

    // The tests that accept exactly the set; null where one of its segments can only be said by what it is not.
    private static List<string>? Tests(Axis axis, SegmentSet set, bool isNegated, bool namesKinds)
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
                else if (namesKinds && axis.Segments.Count(segment => segment.Zone == first.Zone) == 1 && FeelTypes.OfKind(first.Probe.Kind) is { Kind: not FeelTypeKind.Any } type)
                {
                    tests.Add("? instance of " + type.Name);
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
