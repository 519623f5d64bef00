using Xiezhi.Foundation.Values;

namespace Xiezhi.Rules.Inference;

/// <summary>Something that is so: one row of a <see cref="FactType"/>.</summary>
/// <remarks>Immutable and thread-safe; made by <see cref="FactType.Create(ValueContext, Foundation.Diagnostics.Location, Foundation.Diagnostics.DiagnosticBag)"/>
/// or a <see cref="FactMapping{T}"/>, so that its values are of the declared types and its key is there.</remarks>
public sealed class Fact
{
    internal Fact(FactType type, Value[] row)
    {
        Type = type;
        Row = row;
    }

    /// <summary>The type.</summary>
    public FactType Type { get; }

    /// <summary>The value of the key.</summary>
    public Value Key => Row[Type.KeyIndex];

    /// <summary>The values by field.</summary>
    public ValueContext Values => Type.ToContext(Row);

    internal Value[] Row { get; }

    /// <summary>The value of a field; null where there is no such field.</summary>
    public Value this[string field] => Type.IndexOf(field) is >= 0 and var at ? Row[at] : Value.Null;

    /// <inheritdoc/>
    public override string ToString() => Type.Name + " " + Key;
}
