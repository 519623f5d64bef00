using System.Collections.Immutable;

namespace Xiezhi.Testing.Stores;

/// <summary>A part of a list, with the bounds that the ports state.</summary>
internal static class Paging
{
    private const int MostAtOnce = 1000;

    public static ImmutableArray<T> Page<T>(this IEnumerable<T> items, int skip, int take) =>
        [.. items.Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, MostAtOnce))];
}
