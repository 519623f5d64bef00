using System.Text;
using System.Text.RegularExpressions;

namespace Xiezhi.Rules.Feel.Functions;

/// <summary>Regular expressions of XPath 2.0 (which FEEL uses) on .NET's engine.</summary>
/// <remarks>
/// A pattern runs on the engine that never backtracks where it can, and else with a time limit, so that no pattern can hold a decision up.
/// </remarks>
internal static class RegularExpressions
{
    /// <summary>The compiled pattern, or <see langword="null"/> after a mistake, which is reported.</summary>
    public static Regex? Find(BuiltinCall call, string pattern, string flags)
    {
        var options = RegexOptions.CultureInvariant;
        foreach (var flag in flags)
        {
            switch (flag)
            {
                case 's':
                    options |= RegexOptions.Singleline;
                    break;
                case 'm':
                    options |= RegexOptions.Multiline;
                    break;
                case 'i':
                    options |= RegexOptions.IgnoreCase;
                    break;
                case 'x':
                    pattern = WithoutSpace(pattern);
                    break;
                case 'q':
                    pattern = Regex.Escape(pattern);
                    break;
                default:
                    call.Fail(RulesCodes.InvalidPattern, pattern, "flag " + flag);
                    return null;
            }
        }

        if (!flags.Contains('q', StringComparison.Ordinal) && Refused(pattern) is { } reason)
        {
            call.Fail(RulesCodes.InvalidPattern, pattern, reason);
            return null;
        }

        var translated = flags.Contains('q', StringComparison.Ordinal) ? pattern : Translate(pattern, options.HasFlag(RegexOptions.Singleline));
        try
        {
            return new Regex(translated, options | RegexOptions.NonBacktracking, call.Session.Limits.MatchTimeout);
        }
        catch (NotSupportedException)
        {
            // Back-references and the like need the other engine; the time limit bounds it.
        }
        catch (ArgumentException problem)
        {
            call.Fail(RulesCodes.InvalidPattern, pattern, problem.Message);
            return null;
        }

        try
        {
            return new Regex(translated, options, call.Session.Limits.MatchTimeout);
        }
        catch (ArgumentException problem)
        {
            call.Fail(RulesCodes.InvalidPattern, pattern, problem.Message);
            return null;
        }
    }

    /// <summary>The replacement as .NET writes it; <see langword="null"/> when it is not valid.</summary>
    public static string? Replacement(string replacement, string flags, Regex regex)
    {
        if (flags.Contains('q', StringComparison.Ordinal))
        {
            return replacement.Replace("$", "$$", StringComparison.Ordinal);
        }

        var groups = regex.GetGroupNumbers().Length - 1;
        var result = new StringBuilder();
        for (var i = 0; i < replacement.Length; i++)
        {
            var c = replacement[i];
            if (c == '\\')
            {
                if (i + 1 >= replacement.Length || replacement[i + 1] is not ('\\' or '$'))
                {
                    return null;
                }

                result.Append(replacement[++i] == '$' ? "$$" : "\\");
            }
            else if (c == '$')
            {
                var end = i + 1;
                var group = 0;
                while (end < replacement.Length && char.IsAsciiDigit(replacement[end]) && (end == i + 1 || (group * 10) + replacement[end] - '0' <= groups))
                {
                    group = (group * 10) + replacement[end++] - '0';
                }

                if (end == i + 1)
                {
                    return null;
                }

                result.Append(group <= groups ? "${" + group.ToString(System.Globalization.CultureInfo.InvariantCulture) + "}" : "");
                i = end - 1;
            }
            else
            {
                result.Append(c);
            }
        }

        return result.ToString();
    }

    // What .NET would take and XPath does not have.
    private static string? Refused(string pattern)
    {
        var inClass = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
            {
                if (i + 1 < pattern.Length && char.IsAsciiLetterOrDigit(pattern[i + 1]) && !"nrtdDsSwWiIcCpP123456789".Contains(pattern[i + 1], StringComparison.Ordinal))
                {
                    return "\\" + pattern[i + 1];
                }

                if (inClass > 0 && i + 1 < pattern.Length && char.IsAsciiDigit(pattern[i + 1]))
                {
                    return "\\" + pattern[i + 1];
                }

                i++;
                continue;
            }

            inClass += pattern[i] == '[' ? 1 : pattern[i] == ']' && inClass > 0 ? -1 : 0;
            if (pattern[i] == '(' && i + 2 < pattern.Length && pattern[i + 1] == '?' && pattern[i + 2] != ':')
            {
                return pattern.Substring(i, 3);
            }
        }

        return null;
    }

    // "." never matches a carriage return in XPath; $ matches only at the very end; classes are subtracted alike in both.
    private static string Translate(string pattern, bool singleline)
    {
        var result = new StringBuilder();
        var inClass = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length)
            {
                i++;
                result.Append(pattern[i] switch
                {
                    'i' => inClass > 0 ? "\\p{L}_:" : "[\\p{L}_:]",
                    'c' => inClass > 0 ? "\\p{L}\\p{Nd}_:.\\-" : "[\\p{L}\\p{Nd}_:.\\-]",
                    'I' => "[^\\p{L}_:]",
                    'C' => "[^\\p{L}\\p{Nd}_:.\\-]",
                    _ => "\\" + pattern[i],
                });
                continue;
            }

            inClass += c == '[' ? 1 : c == ']' && inClass > 0 ? -1 : 0;
            result.Append(inClass > 0 ? c.ToString() : c switch
            {
                '.' when !singleline => "[^\\n\\r]",
                _ => c.ToString(),
            });
        }

        return result.ToString();
    }

    private static string WithoutSpace(string pattern)
    {
        var result = new StringBuilder();
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            inClass = pattern[i] == '[' || (inClass && pattern[i] != ']');
            if (pattern[i] == '\\' && i + 1 < pattern.Length && !char.IsWhiteSpace(pattern[i + 1]))
            {
                result.Append(pattern[i++]).Append(pattern[i]);
            }
            else if (inClass || !char.IsWhiteSpace(pattern[i]))
            {
                result.Append(pattern[i]);
            }
        }

        return result.ToString();
    }
}
