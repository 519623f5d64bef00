namespace Xiezhi.Foundation.Xml;

/// <summary>How much of a document is read before it is refused.</summary>
public sealed record XmlLimits
{
    /// <summary>The most characters read. Default: 32 million.</summary>
    public long Characters { get; init; } = 32_000_000;

    /// <summary>The deepest nesting of elements read. Default: 256.</summary>
    public int Depth { get; init; } = 256;

    /// <summary>The defaults.</summary>
    public static XmlLimits Default { get; } = new();
}
