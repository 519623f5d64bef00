using System.Buffers.Binary;
using System.Collections.Immutable;
using Xiezhi.Governance.Log;

namespace Xiezhi.Governance.Findings;

/// <summary>The hash and time of every event of a case, by place: evidence may lie anywhere behind.</summary>
/// <remarks>
/// Immutable. Kept as bytes in blocks, of which only the last is ever copied: it is the largest part of a long case by far, and as objects, two for each
/// event, a snapshot of 10,000 events took ten milliseconds to write; so it takes two.
/// </remarks>
internal sealed class EventTrail : IEquatable<EventTrail>
{
    private const int Entry = EventHash.Size + sizeof(long);
    private const int BlockLength = 32 * Entry;

    private readonly ImmutableList<byte[]> _full;
    private readonly byte[] _last;

    private EventTrail(ImmutableList<byte[]> full, byte[] last) => (_full, _last) = (full, last);

    /// <summary>Before the first event.</summary>
    public static EventTrail Empty { get; } = new([], []);

    /// <summary>How many events.</summary>
    public int Count => ((_full.Count * BlockLength) + _last.Length) / Entry;

    /// <summary>The trail with one event more.</summary>
    public EventTrail Add(EventHash hash, DateTimeOffset at)
    {
        var last = new byte[_last.Length + Entry];
        _last.CopyTo(last, 0);
        hash.Bytes.Span.CopyTo(last.AsSpan(_last.Length));
        BinaryPrimitives.WriteInt64LittleEndian(last.AsSpan(_last.Length + EventHash.Size), at.UtcTicks);
        return last.Length == BlockLength ? new EventTrail(_full.Add(last), []) : new EventTrail(_full, last);
    }

    /// <summary>The hash of the event at a place, counted from 1.</summary>
    public EventHash HashOf(long place) => EventHash.From(At(place)[..EventHash.Size]);

    /// <summary>When the event at a place happened, UTC.</summary>
    public DateTimeOffset TimeOf(long place) => new(BinaryPrimitives.ReadInt64LittleEndian(At(place)[EventHash.Size..]), TimeSpan.Zero);

    /// <inheritdoc/>
    public bool Equals(EventTrail? other) =>
        other is not null && _last.AsSpan().SequenceEqual(other._last) && _full.Count == other._full.Count
        && _full.Zip(other._full).All(static pair => pair.First.AsSpan().SequenceEqual(pair.Second));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EventTrail);

    /// <inheritdoc/>
    public override int GetHashCode() => Count;

    private ReadOnlySpan<byte> At(long place)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(place, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(place, Count);
        var start = (place - 1) * Entry;
        var block = (int)(start / BlockLength);
        return (block < _full.Count ? _full[block] : _last).AsSpan((int)(start % BlockLength), Entry);
    }
}
