using Xiezhi.Rules.Analysis.Axes;

namespace Xiezhi.Rules.Analysis.Boxes;

/// <summary>The places of an axis at which the same rules are alive.</summary>
/// <param name="Alive">The rules, each as its place times two, plus one where it surely holds; ascending.</param>
/// <param name="Runs">The places.</param>
internal sealed record Part(int[] Alive, List<Run> Runs);

/// <summary>Cuts an axis by the rules that are alive on it: the step from which all searches are made.</summary>
internal sealed class Splitter(RuleBoxes boxes, Budget budget)
{
    private readonly record struct Edge(int Place, int Code, bool Begins);

    public static int Rule(int code) => code >> 1;

    public static bool IsSure(int code) => (code & 1) != 0;

    /// <summary>The parts of <paramref name="region"/>, which is in order, by who of <paramref name="alive"/> is alive there.</summary>
    public List<Part> Split(int axis, IReadOnlyList<Run> region, int[] alive, bool onlySure)
    {
        var edges = new List<Edge>(alive.Length * 2);
        var always = new List<int>();
        foreach (var code in alive)
        {
            var pieces = boxes[Rule(code), axis].Pieces;
            if (pieces.Length == 1 && region.Count > 0 && pieces[0].First <= region[0].First && pieces[0].Last >= region[^1].Last)
            {
                if (pieces[0].IsMust || !onlySure)
                {
                    always.Add(pieces[0].IsMust ? code : code & ~1);
                }

                continue;
            }

            foreach (var piece in pieces)
            {
                if (piece.IsMust || !onlySure)
                {
                    var entry = piece.IsMust ? code : code & ~1;
                    edges.Add(new Edge(piece.First, entry, true));
                    edges.Add(new Edge(piece.Last + 1, entry, false));
                }
            }
        }

        budget.Spend(alive.Length + (edges.Count * 4L) + region.Count);
        edges.Sort((a, b) => a.Place.CompareTo(b.Place));
        return Walk(region, always, edges);
    }

    private List<Part> Walk(IReadOnlyList<Run> region, List<int> always, List<Edge> edges)
    {
        var parts = new List<Part>();
        var byAlive = new Dictionary<int[], Part>(AliveComparer.Instance);
        var active = new List<int>(always);
        active.Sort();
        var next = 0;
        foreach (var run in region)
        {
            var place = run.First;
            while (place <= run.Last)
            {
                for (; next < edges.Count && edges[next].Place <= place; next++)
                {
                    Change(active, edges[next]);
                }

                var end = next < edges.Count ? Math.Min(edges[next].Place - 1, run.Last) : run.Last;
                budget.Spend(active.Count + 4);
                var key = active.ToArray();
                if (!byAlive.TryGetValue(key, out var part))
                {
                    part = new Part(key, []);
                    byAlive.Add(key, part);
                    parts.Add(part);
                }

                if (part.Runs.Count > 0 && part.Runs[^1].Last == place - 1)
                {
                    part.Runs[^1] = part.Runs[^1] with { Last = end };
                }
                else
                {
                    part.Runs.Add(new Run(place, end));
                }

                place = end + 1;
            }
        }

        return parts;
    }

    private static void Change(List<int> active, Edge edge)
    {
        var at = active.BinarySearch(edge.Code);
        if (edge.Begins)
        {
            active.Insert(at < 0 ? ~at : at, edge.Code);
        }
        else if (at >= 0)
        {
            active.RemoveAt(at);
        }
    }
}

/// <summary>Equality of lists of rules by their content.</summary>
internal sealed class AliveComparer : IEqualityComparer<int[]>
{
    public static AliveComparer Instance { get; } = new();

    public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(int[] obj)
    {
        var hash = new HashCode();
        hash.AddBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(obj.AsSpan()));
        return hash.ToHashCode();
    }
}
