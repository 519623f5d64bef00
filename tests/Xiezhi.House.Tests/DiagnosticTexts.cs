using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Xiezhi.House.Tests;

/// <summary>The codes that a project declares, and the texts that it has for them in two languages.</summary>
internal static partial class DiagnosticTexts
{
    private const string Mend = ".mend";

    /// <summary>The texts of a resource file by key.</summary>
    public static SortedDictionary<string, string> Read(string resx)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var data in XDocument.Parse(resx).Root!.Elements("data"))
        {
            texts[(string)data.Attribute("name")!] = (string?)data.Element("value") ?? "";
        }

        return texts;
    }

    /// <summary>The codes that a source file declares.</summary>
    public static IEnumerable<string> Codes(string source) =>
        Code().Matches(SourceText.WithoutComments(source)).Select(match => match.Groups[1].Value);

    /// <summary>What is missing or differs, with how to mend it.</summary>
    public static IEnumerable<string> Wrong(string english, SortedDictionary<string, string> en, string chinese, SortedDictionary<string, string> zh, IReadOnlyCollection<string> codes)
    {
        foreach (var key in codes.Concat(codes.Select(code => code + Mend)))
        {
            foreach (var (file, texts) in new[] { (english, en), (chinese, zh) })
            {
                if (!texts.TryGetValue(key, out var text) || text.Trim().Length == 0)
                {
                    yield return $"{file}: \"{key}\" has no text: add what is wrong under the code, and how to mend it under the code with .mend.";
                }
            }
        }

        foreach (var key in en.Keys.Union(zh.Keys))
        {
            if (!codes.Contains(key.Replace(Mend, "", StringComparison.Ordinal)))
            {
                yield return $"{(en.ContainsKey(key) ? english : chinese)}: \"{key}\" belongs to no code that is declared: remove it, or declare the code.";
            }
            else if (en.TryGetValue(key, out var first) && zh.TryGetValue(key, out var second) && !Gaps(first).SetEquals(Gaps(second)) && !key.EndsWith(Mend, StringComparison.Ordinal))
            {
                yield return $"{chinese}: \"{key}\" fills other gaps than the English text: use the same {{0}}, {{1}}, … in both.";
            }
        }
    }

    private static HashSet<string> Gaps(string text) => [.. Gap().Matches(text).Select(match => match.Value)];

    [GeneratedRegex("\"(XZ[0-9]{4})\"")]
    private static partial Regex Code();

    [GeneratedRegex(@"\{[0-9]+\}")]
    private static partial Regex Gap();
}
