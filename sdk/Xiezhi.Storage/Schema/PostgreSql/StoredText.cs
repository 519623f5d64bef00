using System.Security.Cryptography;
using System.Text;

namespace Xiezhi.Storage.Schema.PostgreSql;

/// <summary>Texts as PostgreSQL keeps them: it refuses the character NUL, which other stores keep.</summary>
/// <remarks>
/// NUL is written as DLE and <c>@</c>, DLE as two of it; all other texts stay as they are. Half a surrogate pair, which is no text in UTF-8,
/// becomes U+FFFD as it does in SQLite and in the hash of an event.
/// </remarks>
internal static class StoredText
{
    /// <summary>The bytes of the longest key that is kept as it is; a B-tree takes 2,704 in all.</summary>
    public const int LongestKey = 1000;

    private const char Escape = '\u0010';

    public static string Write(string text)
    {
        if (text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        }

        return text.AsSpan().ContainsAny('\0', Escape)
            ? text.Replace("\u0010", "\u0010\u0010", StringComparison.Ordinal).Replace("\0", "\u0010@", StringComparison.Ordinal)
            : text;
    }

    public static string? WriteOptional(string? text) => text is null ? null : Write(text);

    public static string Read(string stored)
    {
        if (!stored.Contains(Escape, StringComparison.Ordinal))
        {
            return stored;
        }

        var text = new StringBuilder(stored.Length);
        for (var i = 0; i < stored.Length; i++)
        {
            if (stored[i] == Escape && i + 1 < stored.Length)
            {
                i++;
                text.Append(stored[i] == '@' ? '\0' : stored[i]);
            }
            else
            {
                text.Append(stored[i]);
            }
        }

        return text.ToString();
    }

    /// <summary>A key that is looked for and never read back: one that is too long for an index is kept by its SHA-256.</summary>
    public static string WriteKey(string key)
    {
        var written = Write(key);
        return Encoding.UTF8.GetByteCount(written) <= LongestKey
            ? written
            : Escape + "#" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(written)));
    }
}
