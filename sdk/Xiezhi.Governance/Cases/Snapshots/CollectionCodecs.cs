using System.Collections.Immutable;

namespace Xiezhi.Governance.Cases.Snapshots;

/// <summary>Items in their order behind their number; -1 stands for none at all, which is not the same as no items.</summary>
internal abstract class ItemsCodec<TCollection, T>(SnapshotCodec<T> item) : SnapshotCodec<TCollection>
{
    private const int Absent = -1;

    public override void Write(BinaryWriter to, TCollection value)
    {
        if (!IsThere(value))
        {
            to.Write(Absent);
            return;
        }

        to.Write(CountOf(value));
        foreach (var one in ItemsOf(value))
        {
            item.Write(to, one);
        }
    }

    public override TCollection Read(BinaryReader from)
    {
        var count = from.ReadInt32();
        if (count == Absent)
        {
            return default!;
        }

        var items = new T[count];
        for (var i = 0; i < count; i++)
        {
            items[i] = item.Read(from);
        }

        return Make(items);
    }

    protected virtual bool IsThere(TCollection value) => value is not null;

    protected abstract int CountOf(TCollection value);

    protected abstract IEnumerable<T> ItemsOf(TCollection value);

    protected abstract TCollection Make(T[] items);
}

internal sealed class ArrayCodec<T>(SnapshotCodec<T> item) : ItemsCodec<T[], T>(item)
{
    protected override int CountOf(T[] value) => value.Length;

    protected override IEnumerable<T> ItemsOf(T[] value) => value;

    protected override T[] Make(T[] items) => items;
}

internal sealed class ImmutableArrayCodec<T>(SnapshotCodec<T> item) : ItemsCodec<ImmutableArray<T>, T>(item)
{
    protected override bool IsThere(ImmutableArray<T> value) => !value.IsDefault;

    protected override int CountOf(ImmutableArray<T> value) => value.Length;

    protected override IEnumerable<T> ItemsOf(ImmutableArray<T> value) => value;

    protected override ImmutableArray<T> Make(T[] items) => System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(items);
}

internal sealed class ImmutableListCodec<T>(SnapshotCodec<T> item) : ItemsCodec<ImmutableList<T>, T>(item)
{
    protected override int CountOf(ImmutableList<T> value) => value.Count;

    protected override IEnumerable<T> ItemsOf(ImmutableList<T> value) => value;

    protected override ImmutableList<T> Make(T[] items) => ImmutableList.Create(items);
}

/// <summary>Names and what they stand for, in the order of the names.</summary>
internal sealed class ImmutableDictionaryCodec<TValue>(SnapshotCodec<KeyValuePair<string, TValue>> entry)
    : ItemsCodec<ImmutableDictionary<string, TValue>, KeyValuePair<string, TValue>>(entry)
{
    protected override int CountOf(ImmutableDictionary<string, TValue> value) =>
        Orders.IsOrdinal(value.KeyComparer) ? value.Count : throw Orders.Foreign(value.KeyComparer);

    protected override IEnumerable<KeyValuePair<string, TValue>> ItemsOf(ImmutableDictionary<string, TValue> value) =>
        value.OrderBy(entry => entry.Key, StringComparer.Ordinal);

    protected override ImmutableDictionary<string, TValue> Make(KeyValuePair<string, TValue>[] items) => ImmutableDictionary<string, TValue>.Empty.AddRange(items);
}

internal sealed class ImmutableSortedDictionaryCodec<TKey, TValue>(SnapshotCodec<KeyValuePair<TKey, TValue>> entry)
    : ItemsCodec<ImmutableSortedDictionary<TKey, TValue>, KeyValuePair<TKey, TValue>>(entry)
    where TKey : notnull
{
    protected override int CountOf(ImmutableSortedDictionary<TKey, TValue> value) => Orders.IsUsual(value.KeyComparer) ? value.Count : throw Orders.Foreign(value.KeyComparer);

    protected override IEnumerable<KeyValuePair<TKey, TValue>> ItemsOf(ImmutableSortedDictionary<TKey, TValue> value) => value;

    protected override ImmutableSortedDictionary<TKey, TValue> Make(KeyValuePair<TKey, TValue>[] items) =>
        ImmutableSortedDictionary.CreateRange(Orders.Usual<TKey>(), items);
}

internal sealed class ImmutableSortedSetCodec<T>(SnapshotCodec<T> item) : ItemsCodec<ImmutableSortedSet<T>, T>(item)
{
    protected override int CountOf(ImmutableSortedSet<T> value) => Orders.IsUsual(value.KeyComparer) ? value.Count : throw Orders.Foreign(value.KeyComparer);

    protected override IEnumerable<T> ItemsOf(ImmutableSortedSet<T> value) => value;

    protected override ImmutableSortedSet<T> Make(T[] items) => ImmutableSortedSet.Create(Orders.Usual<T>(), items);
}

/// <summary>Entries of dictionaries.</summary>
internal sealed class EntryCodec<TKey, TValue>(SnapshotCodec<TKey> key, SnapshotCodec<TValue> value) : SnapshotCodec<KeyValuePair<TKey, TValue>>
{
    public override void Write(BinaryWriter to, KeyValuePair<TKey, TValue> entry)
    {
        key.Write(to, entry.Key);
        value.Write(to, entry.Value);
    }

    public override KeyValuePair<TKey, TValue> Read(BinaryReader from) => new(key.Read(from), value.Read(from));
}

/// <summary>The orders that states use: texts by their characters, all else by its own. One in another order is not written.</summary>
internal static class Orders
{
    public static IComparer<T> Usual<T>() => typeof(T) == typeof(string) ? (IComparer<T>)(object)StringComparer.Ordinal : Comparer<T>.Default;

    public static bool IsUsual<T>(IComparer<T> order) => order.Equals(Usual<T>());

    public static bool IsOrdinal(IEqualityComparer<string> names) => names.Equals(EqualityComparer<string>.Default) || names.Equals(StringComparer.Ordinal);

    public static InvalidOperationException Foreign(object order) => new($"A state in the order of {order.GetType().Name} can't be written.");
}
