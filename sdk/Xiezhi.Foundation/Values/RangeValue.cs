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

    private RangeValue(Value start, bool startIncluded, Value end, bool endIncluded, bool isComplement)
    {
        (Start, StartIncluded, End, EndIncluded, IsUnary, IsComplement) = (start, startIncluded, end, endIncluded, true, isComplement);
    }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Range;

    /// <inheritdoc/>
    public override int Nesting => 1 + Math.Max(NestingOf(Start), NestingOf(End));

    /// <summary>The lower bound; null where there is none.</summary>
    public Value Start { get; }

    /// <summary>The upper bound; null where there is none.</summary>
    public Value End { get; }

    /// <summary>Whether the lower bound belongs to the range.</summary>
    public bool StartIncluded { get; }

    /// <summary>Whether the upper bound belongs to the range.</summary>
    public bool EndIncluded { get; }

    /// <summary>Whether it was written with one bound, as <c>&lt; 5</c> or <c>= 5</c>; such a range equals no interval.</summary>
    public bool IsUnary { get; }

    /// <summary>Whether it is everything but its single value, as <c>!= 5</c>.</summary>
    public bool IsComplement { get; }

    /// <summary>What is below <paramref name="bound"/>, or at it where <paramref name="included"/>.</summary>
    public static RangeValue Below(Value bound, bool included) => new(Value.Null, false, bound, included, false);

    /// <summary>What is above <paramref name="bound"/>, or at it where <paramref name="included"/>.</summary>
    public static RangeValue Above(Value bound, bool included) => new(bound, included, Value.Null, false, false);

    /// <summary>What equals <paramref name="value"/>.</summary>
    public static RangeValue Exactly(Value value) => new(value, true, value, true, false);

    /// <summary>What does not equal <paramref name="value"/>.</summary>
    public static RangeValue Except(Value value) => new(value, true, value, true, true);

    /// <inheritdoc/>
    public bool Equals(RangeValue? other) =>
        other is not null && IsUnary == other.IsUnary && IsComplement == other.IsComplement
        && StartIncluded == other.StartIncluded && EndIncluded == other.EndIncluded && Start == other.Start && End == other.End;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RangeValue);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Start, StartIncluded, End, EndIncluded, IsUnary, IsComplement);

    /// <inheritdoc/>
    public override string ToString() => (IsUnary, Start.IsNull, End.IsNull) switch
    {
        (true, true, false) => (EndIncluded ? "<= " : "< ") + End,
        (true, false, true) => (StartIncluded ? ">= " : "> ") + Start,
        (true, _, _) => (IsComplement ? "!= " : "= ") + Start,
        _ => (StartIncluded ? "[" : "(") + Start + ".." + End + (EndIncluded ? "]" : ")"),
    };
}
