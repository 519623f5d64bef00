using System.Numerics;

namespace Xiezhi.Rules.Analysis.Axes;

/// <summary>A set of places on an axis, counted from 0.</summary>
/// <remarks>Filled by the one who makes it, and never changed after.</remarks>
internal sealed class SegmentSet
{
    private readonly ulong[] _bits;

    private SegmentSet(int length, ulong[] bits)
    {
        Length = length;
        _bits = bits;
    }

    /// <summary>The empty set of an axis with so many places.</summary>
    public SegmentSet(int length)
        : this(length, new ulong[(length + 63) / 64])
    {
    }

    public int Length { get; }

    public bool IsEmpty => !_bits.AsSpan().ContainsAnyExcept(0UL);

    public int Count
    {
        get
        {
            var count = 0;
            foreach (var word in _bits)
            {
                count += BitOperations.PopCount(word);
            }

            return count;
        }
    }

    public bool this[int place] => (_bits[place >> 6] >> (place & 63) & 1) != 0;

    public void Add(int place) => _bits[place >> 6] |= 1UL << (place & 63);

    /// <summary>Adds the places from <paramref name="first"/> up to, and not with, <paramref name="end"/>.</summary>
    public void AddRange(int first, int end)
    {
        for (var place = first; place < end;)
        {
            if ((place & 63) == 0 && place + 64 <= end)
            {
                _bits[place >> 6] = ulong.MaxValue;
                place += 64;
            }
            else
            {
                Add(place++);
            }
        }
    }

    public SegmentSet And(SegmentSet other) => Combine(other, (a, b) => a & b);

    public SegmentSet Or(SegmentSet other) => Combine(other, (a, b) => a | b);

    public SegmentSet Except(SegmentSet other) => Combine(other, (a, b) => a & ~b);

    public bool Intersects(SegmentSet other)
    {
        for (var i = 0; i < _bits.Length; i++)
        {
            if ((_bits[i] & other._bits[i]) != 0)
            {
                return true;
            }
        }

        return false;
    }

    public bool Contains(SegmentSet other)
    {
        for (var i = 0; i < _bits.Length; i++)
        {
            if ((other._bits[i] & ~_bits[i]) != 0)
            {
                return false;
            }
        }

        return true;
    }

    public bool SetEquals(SegmentSet other) => _bits.AsSpan().SequenceEqual(other._bits);

    public IEnumerable<int> Places()
    {
        for (var i = 0; i < _bits.Length; i++)
        {
            for (var word = _bits[i]; word != 0; word &= word - 1)
            {
                yield return (i << 6) + BitOperations.TrailingZeroCount(word);
            }
        }
    }

    /// <summary>The first place, or -1.</summary>
    public int First()
    {
        for (var i = 0; i < _bits.Length; i++)
        {
            if (_bits[i] != 0)
            {
                return (i << 6) + BitOperations.TrailingZeroCount(_bits[i]);
            }
        }

        return -1;
    }

    /// <summary>The set as stretches of places that follow one another, in order.</summary>
    public List<Run> Runs()
    {
        var runs = new List<Run>();
        var start = -1;
        var last = -2;
        foreach (var place in Places())
        {
            if (place != last + 1)
            {
                if (start >= 0)
                {
                    runs.Add(new Run(start, last));
                }

                start = place;
            }

            last = place;
        }

        if (start >= 0)
        {
            runs.Add(new Run(start, last));
        }

        return runs;
    }

    private SegmentSet Combine(SegmentSet other, Func<ulong, ulong, ulong> combine)
    {
        var bits = new ulong[_bits.Length];
        for (var i = 0; i < bits.Length; i++)
        {
            bits[i] = combine(_bits[i], other._bits[i]);
        }

        return new SegmentSet(Length, bits);
    }
}

/// <summary>Places that follow one another, both ends included.</summary>
internal readonly record struct Run(int First, int Last);
