using System.Collections;
using System.Collections.Immutable;

namespace Xiezhi.Foundation.Values;

/// <summary>An ordered, immutable sequence of values.</summary>
/// <remarks>Two lists are equal when they hold equal values in the same order. Counted from 0 here; FEEL counts from 1.</remarks>
public sealed class ValueList : ValuePayload, IReadOnlyList<Value>, IEquatable<ValueList>
{
    private readonly ImmutableArray<Value> _items;

    /// <summary>A list of <paramref name="items"/>.</summary>
    public ValueList(ImmutableArray<Value> items)
    {
        _items = items.IsDefault ? [] : items;
        var inner = 0;
        var size = 1L;
        foreach (var item in _items)
        {
            inner = Math.Max(inner, NestingOf(item));
            size = Sum(size, SizeOf(item));
        }

        Size = size;

        Nesting = inner + 1;
    }

    /// <summary>The list with nothing in it.</summary>
    public static ValueList Empty { get; } = new([]);

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.List;

    /// <inheritdoc/>
    public override int Nesting { get; }

    /// <inheritdoc/>
    public override long Size { get; }

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public Value this[int index] => _items[index];

    /// <summary>The items as an array.</summary>
    public ImmutableArray<Value> Items => _items;

    /// <summary>A list of <paramref name="items"/>.</summary>
    public static ValueList Of(params ReadOnlySpan<Value> items) => new(ImmutableArray.Create(items));

    /// <summary>An enumerator that allocates nothing.</summary>
    public ImmutableArray<Value>.Enumerator GetEnumerator() => _items.GetEnumerator();

    IEnumerator<Value> IEnumerable<Value>.GetEnumerator() => ((IEnumerable<Value>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable)_items).GetEnumerator();

    /// <inheritdoc/>
    /// <exception cref="InsufficientExecutionStackException">The lists are nested too deep to be compared.</exception>
    public bool Equals(ValueList? other)
    {
        if (other is null || other.Nesting != Nesting || other.Count != Count)
        {
            return false;
        }

        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        return _items.AsSpan().SequenceEqual(other._items.AsSpan());
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ValueList);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        if (Nesting > WrittenOut)
        {
            return Count;
        }

        var hash = new HashCode();
        foreach (var item in _items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => Nesting > WrittenOut ? "[…]" : "[" + string.Join(", ", _items) + "]";
}
