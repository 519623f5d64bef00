using System.Numerics;
using System.Runtime.CompilerServices;

namespace Xiezhi.Rules.Inference.Matching;

/// <summary>A memory by hash: adding, removing and finding what may be equal take a time that does not depend on how much is stored.</summary>
/// <remarks>Items are links of their own chains, so that nothing is allocated for a key (benchmark: inference). Equal hashes stay in one order, whatever their value.</remarks>
internal sealed class Chains<T>
    where T : Stored
{
    private const int SmallestSize = 8;

    private Stored?[] _heads = new Stored?[SmallestSize];

    public int Count { get; private set; }

    /// <summary>The first item that may have this hash; the others follow by <see cref="Following"/>.</summary>
    public T? First(int hash) => Skip(_heads[hash & (_heads.Length - 1)], hash);

    public static T? Following(T item) => Skip(item.Next, item.Hash);

    public void Add(T item)
    {
        if (Count == _heads.Length)
        {
            Grow();
        }

        Link(item);
        Count++;
    }

    public void Remove(T item)
    {
        if (item.Previous is { } previous)
        {
            previous.Next = item.Next;
        }
        else
        {
            _heads[item.Hash & (_heads.Length - 1)] = item.Next;
        }

        if (item.Next is { } next)
        {
            next.Previous = item.Previous;
        }

        item.Next = item.Previous = null;
        if (--Count == 0 && _heads.Length > SmallestSize)
        {
            _heads = new Stored?[SmallestSize];
        }
    }

    private static T? Skip(Stored? item, int hash)
    {
        while (item is not null && item.Hash != hash)
        {
            item = item.Next;
        }

        return Unsafe.As<T>(item);
    }

    private void Link(Stored item)
    {
        ref var head = ref _heads[item.Hash & (_heads.Length - 1)];
        item.Previous = null;
        item.Next = head;
        if (head is not null)
        {
            head.Previous = item;
        }

        head = item;
    }

    private void Grow()
    {
        var old = _heads;
        _heads = new Stored?[(int)BitOperations.RoundUpToPowerOf2((uint)(Count * 2))];
        foreach (var head in old)
        {
            for (var item = head; item is not null;)
            {
                var next = item.Next;
                Link(item);
                item = next;
            }
        }
    }
}
