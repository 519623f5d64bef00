using System.Text;

namespace Xiezhi.House.Tests;

/// <summary>C# without its comments. Strings stay, because code can stand inside an interpolated one.</summary>
internal static class SourceText
{
    public static string WithoutComments(string source)
    {
        var text = new StringBuilder(source.Length);
        var at = 0;
        while (at < source.Length)
        {
            var length = source[at] switch
            {
                '/' when Next(source, at) == '/' => -(End(source, at, "\n", 0) - at),
                '/' when Next(source, at) == '*' => -(End(source, at + 2, "*/", 2) - at),
                '"' => StringLength(source, at),
                '\'' => QuotedLength(source, at, '\''),
                _ => 1,
            };
            if (length > 0)
            {
                text.Append(source, at, length);
            }
            else
            {
                // Line numbers must stay what they are.
                text.Append('\n', source.AsSpan(at, -length).Count('\n'));
            }

            at += Math.Abs(length);
        }

        return text.ToString();
    }

    private static int StringLength(string source, int at)
    {
        var quotes = source.AsSpan(at).IndexOfAnyExcept('"');
        quotes = quotes < 0 ? source.Length - at : quotes;
        if (quotes >= 3)
        {
            return End(source, at + quotes, new string('"', quotes), quotes) - at;
        }

        var before = source.AsSpan(Math.Max(0, at - 2), Math.Min(2, at));
        return before.Contains('@') ? VerbatimLength(source, at) : QuotedLength(source, at, '"');
    }

    private static int VerbatimLength(string source, int at)
    {
        for (var i = at + 1; i < source.Length; i++)
        {
            if (source[i] != '"')
            {
                continue;
            }

            if (Next(source, i) != '"')
            {
                return i + 1 - at;
            }

            i++;
        }

        return source.Length - at;
    }

    private static int QuotedLength(string source, int at, char quote)
    {
        for (var i = at + 1; i < source.Length && source[i] != '\n'; i++)
        {
            if (source[i] == quote)
            {
                return i + 1 - at;
            }

            i += source[i] == '\\' ? 1 : 0;
        }

        return 1;
    }

    private static char Next(string source, int at) => at + 1 < source.Length ? source[at + 1] : '\0';

    private static int End(string source, int from, string mark, int behind)
    {
        var end = source.IndexOf(mark, Math.Min(from, source.Length), StringComparison.Ordinal);
        return end < 0 ? source.Length : end + behind;
    }
}
