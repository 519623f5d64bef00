using System.Collections.Immutable;

namespace Xiezhi.Governance.Clocks;

/// <summary>Some values in order; two are equal when their values are, as the records that hold them want it.</summary>
internal readonly struct Sequence<T> : IEquatable<Sequence<T>>
    where T : IEquatable<T>
{
    private readonly ImmutableArray<T> _items;

    public Sequence(ImmutableArray<T> items) => _items = items;

    public ImmutableArray<T> Items => _items.IsDefault ? [] : _items;

    public Sequence<T> Add(T item) => new(Items.Add(item));

    /// <summary>With what <paramref name="replaces"/> picks replaced by <paramref name="item"/>; with it added where nothing is picked.</summary>
    public Sequence<T> Put(Predicate<T> replaces, T item)
    {
        for (var i = 0; i < Items.Length; i++)
        {
            if (replaces(Items[i]))
            {
                return new(Items.SetItem(i, item));
            }
        }

        return Add(item);
    }

    public bool Equals(Sequence<T> other) => Items.AsSpan().SequenceEqual(other.Items.AsSpan());

    public override bool Equals(object? obj) => obj is Sequence<T> other && Equals(other);

    public override int GetHashCode() => Items.Length;
}
