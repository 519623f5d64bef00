using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Xiezhi.Workflow.States;

/// <summary>Something in a state that has an id of its own.</summary>
public interface IStateEntry
{
    /// <summary>The id, unique within the process instance.</summary>
    int Id { get; }
}

/// <summary>An immutable table of what is open in a process instance, in the order of ids, which is the order in which it was opened.</summary>
/// <typeparam name="T">What is open.</typeparam>
/// <remarks>
/// Chunks of at most 32 entries, so that a change copies one chunk and the list of chunks: a handful costs what an array costs, and ten
/// thousand do not make each change cost ten thousand. Two tables are equal when their entries are. Safe to share between threads.
/// </remarks>
public sealed class StateTable<T> : IReadOnlyCollection<T>, IEquatable<StateTable<T>>
    where T : class, IStateEntry, IEquatable<T>
{
    private const int ChunkSize = 32;

    private readonly T[][] _chunks;

    private StateTable(T[][] chunks, int count)
    {
        _chunks = chunks;
        Count = count;
    }

    /// <summary>The table with nothing in it.</summary>
    [SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "As on the framework's immutable collections.")]
    public static StateTable<T> Empty { get; } = new([], 0);

    /// <inheritdoc/>
    public int Count { get; }

    /// <summary>The entry with this id, or <see langword="null"/>.</summary>
    public T? Find(int id) => Place(id, out var chunk, out var at) ? _chunks[chunk][at] : null;

    /// <summary>Whether there is an entry with this id.</summary>
    public bool Has(int id) => Place(id, out _, out _);

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator()
    {
        foreach (var chunk in _chunks)
        {
            foreach (var entry in chunk)
            {
                yield return entry;
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(StateTable<T>? other) => other is not null && Count == other.Count && (ReferenceEquals(_chunks, other._chunks) || this.SequenceEqual(other));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StateTable<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => Count;

    /// <summary>The same with <paramref name="entry"/> added, or put in the place of the one with its id.</summary>
    internal StateTable<T> With(T entry)
    {
        if (Place(entry.Id, out var chunk, out var at))
        {
            var same = (T[])_chunks[chunk].Clone();
            same[at] = entry;
            return new StateTable<T>(Replace(chunk, same), Count);
        }

        if (_chunks.Length == 0)
        {
            return new StateTable<T>([[entry]], 1);
        }

        var old = _chunks[chunk];
        if (old.Length == ChunkSize)
        {
            // Ids only grow, so a full chunk is met at the end of the table; a state read from outside may still come in any order.
            var middle = at == ChunkSize ? ChunkSize : ChunkSize / 2;
            var split = new T[_chunks.Length + 1][];
            _chunks.AsSpan(0, chunk).CopyTo(split);
            split[chunk] = old[..middle];
            split[chunk + 1] = old[middle..];
            _chunks.AsSpan(chunk + 1).CopyTo(split.AsSpan(chunk + 2));
            if (middle == ChunkSize)
            {
                split[chunk + 1] = [entry];
                return new StateTable<T>(split, Count + 1);
            }

            return new StateTable<T>(split, Count).With(entry);
        }

        var longer = new T[old.Length + 1];
        old.AsSpan(0, at).CopyTo(longer);
        longer[at] = entry;
        old.AsSpan(at).CopyTo(longer.AsSpan(at + 1));
        return new StateTable<T>(Replace(chunk, longer), Count + 1);
    }

    /// <summary>The same without the entry with this id; itself where there is none.</summary>
    internal StateTable<T> Without(int id)
    {
        if (!Place(id, out var chunk, out var at))
        {
            return this;
        }

        if (Count == 1)
        {
            return Empty;
        }

        var old = _chunks[chunk];
        if (old.Length == 1)
        {
            return new StateTable<T>([.. _chunks.AsSpan(0, chunk), .. _chunks.AsSpan(chunk + 1)], Count - 1);
        }

        T[] shorter = [.. old.AsSpan(0, at), .. old.AsSpan(at + 1)];
        return new StateTable<T>(Replace(chunk, shorter), Count - 1);
    }

    private T[][] Replace(int chunk, T[] entries)
    {
        if (_chunks.Length == 1)
        {
            return [entries];
        }

        var chunks = (T[][])_chunks.Clone();
        chunks[chunk] = entries;
        return chunks;
    }

    /// <summary>Where the entry with this id is, or else would be added.</summary>
    private bool Place(int id, out int chunk, out int at)
    {
        var (low, high) = (0, _chunks.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_chunks[middle][0].Id <= id)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        (chunk, at) = (low, 0);
        if (_chunks.Length == 0)
        {
            return false;
        }

        var entries = _chunks[chunk];
        (low, high) = (0, entries.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (entries[middle].Id < id)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        at = low;
        return at < entries.Length && entries[at].Id == id;
    }
}
