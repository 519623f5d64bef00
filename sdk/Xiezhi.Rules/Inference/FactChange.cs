using Xiezhi.Foundation.Values;

namespace Xiezhi.Rules.Inference;

/// <summary>One change of the facts of a session.</summary>
/// <remarks>Immutable. The default value changes nothing.</remarks>
public readonly record struct FactChange
{
    private FactChange(FactChangeKind kind, Fact? fact, string type, Value key)
    {
        Kind = kind;
        Fact = fact;
        Type = type;
        Key = key;
    }

    /// <summary>What is done.</summary>
    public FactChangeKind Kind { get; }

    /// <summary>The fact as it is afterwards; <see langword="null"/> when it is retracted.</summary>
    public Fact? Fact { get; }

    /// <summary>The name of the fact's type.</summary>
    public string Type { get; }

    /// <summary>The fact's key.</summary>
    public Value Key { get; }

    /// <summary>A fact becomes known. There must be none with its key.</summary>
    public static FactChange Insert(Fact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return new FactChange(FactChangeKind.Insert, fact, fact.Type.Name, fact.Key);
    }

    /// <summary>The fact with this key is now so. There must be one.</summary>
    public static FactChange Update(Fact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return new FactChange(FactChangeKind.Update, fact, fact.Type.Name, fact.Key);
    }

    /// <summary>The fact with this key is no longer so. There must be one.</summary>
    public static FactChange Retract(string type, Value key)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        return new FactChange(FactChangeKind.Retract, null, type, key);
    }
}

/// <summary>What a <see cref="FactChange"/> does.</summary>
public enum FactChangeKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A new fact.</summary>
    Insert,

    /// <summary>Other values for a fact.</summary>
    Update,

    /// <summary>A fact less.</summary>
    Retract,
}
