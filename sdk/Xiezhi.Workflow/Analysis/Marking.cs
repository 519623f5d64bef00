namespace Xiezhi.Workflow.Analysis;

/// <summary>Where the tokens of a scope are: a sorted list of places, one for each token.</summary>
internal static class Marking
{
    internal static IEqualityComparer<int[]> Comparer { get; } = new ByPlaces();

    internal static bool Has(int[] marking, int place) => Array.BinarySearch(marking, place) >= 0;

    /// <summary>The same with one token less in each of <paramref name="less"/>, where there is one, and one more in each of <paramref name="more"/>.</summary>
    internal static int[] Change(int[] marking, IEnumerable<int> less, IEnumerable<int> more)
    {
        var places = new List<int>(marking);
        foreach (var place in less)
        {
            var at = places.BinarySearch(place);
            if (at >= 0)
            {
                places.RemoveAt(at);
            }
        }

        foreach (var place in more)
        {
            var at = places.BinarySearch(place);
            places.Insert(at < 0 ? ~at : at, place);
        }

        return [.. places];
    }

    private sealed class ByPlaces : IEqualityComparer<int[]>
    {
        public bool Equals(int[]? one, int[]? other) => one.AsSpan().SequenceEqual(other);

        public int GetHashCode(int[] marking)
        {
            var hash = new HashCode();
            foreach (var place in marking)
            {
                hash.Add(place);
            }

            return hash.ToHashCode();
        }
    }
}
