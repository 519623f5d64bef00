namespace Xiezhi.Testing.Scenarios;

/// <summary>Names of the code as scenarios write them.</summary>
internal static class Words
{
    /// <summary>A type's or an enumeration's name as a word: <c>GrantExtension</c> is <c>grant-extension</c>.</summary>
    public static string Kebab(string name) =>
        string.Concat(name.Select((letter, index) => (index > 0 && char.IsUpper(letter) ? "-" : "") + char.ToLowerInvariant(letter)));

    /// <summary>A member's name: <c>ReviewAt</c> is <c>reviewAt</c>.</summary>
    public static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    /// <summary>A value of an enumeration as a word.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Kebab(value.ToString());
}
