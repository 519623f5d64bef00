using System.Collections.Frozen;

namespace Xiezhi.Rules.Dmn;

/// <summary>The XML namespaces of the versions that are read.</summary>
internal static class DmnNamespaces
{
    /// <summary>DMN 1.2, 1.3, 1.4 and 1.5, in that order.</summary>
    public static readonly FrozenSet<string> Models = new[]
    {
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The namespaces of FEEL in the same versions.</summary>
    public static readonly FrozenSet<string> Expressions = new[]
    {
        "http://www.omg.org/spec/DMN/20180521/FEEL/",
        "https://www.omg.org/spec/DMN/20191111/FEEL/",
        "https://www.omg.org/spec/DMN/20211108/FEEL/",
        "https://www.omg.org/spec/DMN/20230324/FEEL/",
    }.ToFrozenSet(StringComparer.Ordinal);
}
