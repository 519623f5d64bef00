using System.Security.Cryptography;
using System.Text;

namespace Xiezhi.Governance.Cases;

/// <summary>The id of a case: 24 letters and digits, derived from its tenant and key, so that the same key can't open two cases.</summary>
/// <remarks>The default value is not an id of use.</remarks>
public readonly record struct CaseId
{
    // Crockford's base 32: no letters that are mistaken for digits when read aloud on the phone.
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Length = 24;

    private static readonly System.Buffers.SearchValues<char> Letters = System.Buffers.SearchValues.Create(Alphabet);

    private readonly string? _text;

    private CaseId(string text) => _text = text;

    /// <summary>The id of the case that <paramref name="key"/> opens for <paramref name="tenant"/>.</summary>
    public static CaseId For(string tenant, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(tenant);
        ArgumentException.ThrowIfNullOrEmpty(key);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(tenant + "\n" + key));
        return new CaseId(string.Create(Length, hash, static (text, bytes) =>
        {
            for (var i = 0; i < Length; i++)
            {
                // Five bits at a time, most significant first.
                var bit = i * 5;
                var pair = (bytes[bit / 8] << 8) | bytes[(bit / 8) + 1];
                text[i] = Alphabet[(pair >> (11 - (bit % 8))) & 31];
            }
        }));
    }

    /// <summary>Reads an id.</summary>
    public static bool TryParse(string? text, out CaseId id)
    {
        id = default;
        if (text is not { Length: Length } || text.AsSpan().ContainsAnyExcept(Letters))
        {
            return false;
        }

        id = new CaseId(text);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => _text ?? "";
}
