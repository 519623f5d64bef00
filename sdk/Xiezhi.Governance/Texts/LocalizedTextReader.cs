using System.Collections.Immutable;
using Xiezhi.Foundation.Json;

namespace Xiezhi.Governance.Texts;

/// <summary>Reads a title: an object of texts by language.</summary>
internal static class LocalizedTextReader
{
    public static LocalizedText Read(JsonDocumentObject owner, string member, string fallback)
    {
        if (owner.Object(member) is not { } content)
        {
            return LocalizedText.Same(fallback);
        }

        var texts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var language in content.Names)
        {
            if (content.Text(language) is { } text)
            {
                texts[language] = text;
            }
        }

        return texts.Count == 0 ? LocalizedText.Same(fallback) : new LocalizedText(texts.ToImmutable());
    }
}
