using Xiezhi.Foundation.Values;

namespace Xiezhi.Rules.Inference;

/// <summary>What rules conclude from facts. It stands as long as one match of one rule supports it.</summary>
/// <remarks>Immutable and thread-safe. Two conclusions of the same type with equal values are one finding with two supports.</remarks>
public sealed class Finding
{
    internal Finding(FactType type, Value[] row, DateTimeOffset since, Matching.FindingState state)
    {
        Type = type;
        Row = row;
        Since = since;
        State = state;
    }

    /// <summary>The type.</summary>
    public FactType Type { get; }

    /// <summary>From when on it stood, in UTC: the due moment where time raised it, else the session's time when the facts became known.</summary>
    public DateTimeOffset Since { get; }

    /// <summary>The values by field.</summary>
    public ValueContext Values => Type.ToContext(Row);

    internal Value[] Row { get; }

    internal Matching.FindingState State { get; }

    /// <summary>The value of a field; null where there is no such field.</summary>
    public Value this[string field] => Type.IndexOf(field) is >= 0 and var at ? Row[at] : Value.Null;

    /// <inheritdoc/>
    public override string ToString() => Type.Name + " " + Values;
}
