using System.Collections.Immutable;

namespace Xiezhi.AspNetCore.Requests;

/// <summary>Some items of a list.</summary>
/// <param name="Items">The items.</param>
/// <param name="Skip">How many came before them.</param>
/// <param name="More">Whether more come behind them.</param>
public sealed record PageResponse<T>(ImmutableArray<T> Items, int Skip, bool More)
{
    internal static PageResponse<T> From<TSource>(ImmutableArray<TSource> found, int skip, int take, Func<TSource, T> select) =>
        new([.. found.Take(take).Select(select)], skip, found.Length > take);
}
