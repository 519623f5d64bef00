namespace Xiezhi.Foundation.Values;

/// <summary>What a <see cref="Value"/> refers to when it does not hold its content itself: a list, a context, a range, a function.</summary>
/// <remarks>Immutable. Closed: only this project and the expression engine derive from it.</remarks>
public abstract class ValuePayload
{
    // Deeper values are still values, but are no longer written out or hashed whole: that would run over the stack.
    private protected const int WrittenOut = 100;

    /// <summary>The kind of the value.</summary>
    public abstract ValueKind Kind { get; }

    /// <summary>How many levels of lists, contexts and ranges there are, this one included; 0 for what holds no values.</summary>
    public virtual int Nesting => 0;

    /// <summary>How many values it is made of through all its levels, each counted as often as it is reached, and a text once more for every 16 characters: how large it is written out. 1 for what has no parts.</summary>
    /// <remarks>Values are shared and not copied, so that a small one in memory can be of any size written out.</remarks>
    public virtual long Size => 1;

    private protected static int NestingOf(Value value) => value.AsPayload?.Nesting ?? 0;

    // Far beyond every limit, and far from running over.
    private protected static long SizeOf(Value value) => value.AsString is { } text ? 1 + (text.Length >> 4) : value.AsPayload?.Size ?? 1;

    private protected static long Sum(long left, long right) => Math.Min(left + right, long.MaxValue / 4);
}
