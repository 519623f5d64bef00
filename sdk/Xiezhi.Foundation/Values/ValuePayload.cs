namespace Xiezhi.Foundation.Values;

/// <summary>What a <see cref="Value"/> refers to when it does not hold its content itself: a list, a context, a range, a function.</summary>
/// <remarks>Immutable. Closed: only this project and the expression engine derive from it.</remarks>
public abstract class ValuePayload
{
    /// <summary>The kind of the value.</summary>
    public abstract ValueKind Kind { get; }
}
