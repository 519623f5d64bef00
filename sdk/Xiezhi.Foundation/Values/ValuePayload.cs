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

    private protected static int NestingOf(Value value) => value.AsPayload?.Nesting ?? 0;
}
