namespace Xiezhi.Foundation.Values;

/// <summary>A range of values, such as <c>[1..10)</c> or <c>&gt;= 5</c>.</summary>
/// <remarks>
/// Immutable. A bound that is null is open: there is none on that side, and its inclusion flag is false.
/// Two ranges are equal when their bounds and flags are; <c>(1..3)</c> and <c>[2..2]</c> are not equal.
/// </remarks>
public sealed class RangeValue : ValuePayload, IEquatable<RangeValue>
{
    /// <summary>A range between two bounds of one kind; a null bound is open.</summary>
    public RangeValue(Value start, bool startIncluded, Value end, bool endIncluded)
    {
        Start = start;
        End = end;
        StartIncluded = startIncluded && !start.IsNull;
        EndIncluded = endIncluded && !end.IsNull;
    }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Range;

    /// <summary>The lower bound; null where there is none.</summary>
    public Value Start { get; }

    /// <summary>The upper bound; null where there is none.</summary>
    public Value End { get; }

    /// <summary>Whether the lower bound belongs to the range.</summary>
    public bool StartIncluded { get; }

    /// <summary>Whether the upper bound belongs to the range.</summary>
    public bool EndIncluded { get; }

    /// <inheritdoc/>
    public bool Equals(RangeValue? other) =>
        other is not null && StartIncluded == other.StartIncluded && EndIncluded == other.EndIncluded && Start == other.Start && End == other.End;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RangeValue);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Start, StartIncluded, End, EndIncluded);

    /// <inheritdoc/>
    public override string ToString() => (Start.IsNull, End.IsNull) switch
    {
        (true, false) => (EndIncluded ? "<= " : "< ") + End,
        (false, true) => (StartIncluded ? ">= " : "> ") + Start,
        _ => (StartIncluded ? "[" : "(") + Start + ".." + End + (EndIncluded ? "]" : ")"),
    };
}
