using System.Collections.Immutable;
using System.Globalization;

namespace Xiezhi.Governance.Texts;

/// <summary>A text in several languages, such as the title of a matter.</summary>
/// <remarks>Immutable. Two are equal when they say the same in the same languages.</remarks>
public sealed class LocalizedText : IEquatable<LocalizedText>
{
    private readonly ImmutableSortedDictionary<string, string> _texts;

    /// <summary>A text by language tag (<c>en</c>, <c>zh-CN</c>).</summary>
    public LocalizedText(ImmutableSortedDictionary<string, string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        _texts = texts.WithComparers(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The languages and their texts.</summary>
    public IReadOnlyDictionary<string, string> Texts => _texts;

    /// <summary>The same text in every language.</summary>
    public static LocalizedText Same(string text) => new(ImmutableSortedDictionary<string, string>.Empty.Add("en", text));

    /// <summary>The text in <paramref name="culture"/>'s language, else in its parent's, else in English, else in any.</summary>
    public string In(CultureInfo culture)
    {
        for (var asked = culture; asked is { Name.Length: > 0 }; asked = asked.Parent)
        {
            if (_texts.TryGetValue(asked.Name, out var exact))
            {
                return exact;
            }

            var related = _texts.FirstOrDefault(text => text.Key.StartsWith(asked.Name + "-", StringComparison.OrdinalIgnoreCase));
            if (related.Value is not null)
            {
                return related.Value;
            }
        }

        return _texts.TryGetValue("en", out var english) ? english : _texts.Values.FirstOrDefault() ?? "";
    }

    /// <inheritdoc/>
    public bool Equals(LocalizedText? other) => other is not null && _texts.SequenceEqual(other._texts);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LocalizedText);

    /// <inheritdoc/>
    public override int GetHashCode() => _texts.Aggregate(0, (hash, text) => hash ^ HashCode.Combine(text.Key, text.Value));

    /// <summary>The text in English, or in any language.</summary>
    public override string ToString() => In(CultureInfo.InvariantCulture);
}
