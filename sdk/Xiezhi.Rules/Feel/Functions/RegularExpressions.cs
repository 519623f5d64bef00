using System.Text;
using System.Text.RegularExpressions;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Evaluation;

namespace Xiezhi.Rules.Feel.Functions;

/// <summary>A pattern as .NET runs it.</summary>
/// <param name="Regex">It, with the time limit of the evaluation.</param>
/// <param name="Quick">The same with little time; <see langword="null"/> where it never backtracks.</param>
internal sealed record CompiledPattern(Regex Regex, Regex? Quick)
{
    public bool Backtracks => Quick is not null;
}

internal delegate Value BuiltinPatternWork(BuiltinCall call, Regex regex);

/// <summary>Regular expressions of XPath 2.0 (which FEEL uses) on .NET's engine.</summary>
/// <remarks>
/// A pattern runs on the engine that never backtracks where it can, and else with a time limit, so that no pattern can hold a decision up.
/// </remarks>
internal static class RegularExpressions
{
    // A pattern that backtracks is first given little time, so that many quick ones cost little and a slow one much.
    private static readonly TimeSpan FirstTry = TimeSpan.FromMilliseconds(2);
    private const int StepsOfFirstTry = 5_000;
    private const int StepsOfSecondTry = 2_000_000;
    private const int MaxKept = 32;
    private const int MaxPattern = 10_000;

    /// <summary>What <paramref name="work"/> answers for the pattern's regular expression; null after a mistake, which is reported.</summary>
    /// <remarks>Time is not read here: work is paid for in steps, by the length of text and pattern, or for patterns that backtrack by the time allowed.</remarks>
    public static Value Run(BuiltinCall call, string pattern, string flags, BuiltinPatternWork work)
    {
        if (Find(call, pattern, flags) is not { } found)
        {
            return Value.Null;
        }

        if (found.Backtracks)
        {
            call.Session.Steps(StepsOfFirstTry, call.Site);
            try
            {
                return work(call, found.Quick!);
            }
            catch (RegexMatchTimeoutException)
            {
                call.Session.Steps(StepsOfSecondTry, call.Site);
            }
        }

        try
        {
            return work(call, found.Regex);
        }
        catch (RegexMatchTimeoutException)
        {
            // Another try would take as long again: the evaluation ends.
            throw new EvaluationStopped(call.Site.Make(RulesCodes.MatchTimeout, pattern.Length > 100 ? pattern[..100] + "…" : pattern));
        }
    }

    private static CompiledPattern? Find(BuiltinCall call, string pattern, string flags)
    {
        call.Session.Steps((call.Text(0).Length >> 2) + 8, call.Site);
        var kept = call.Session.Patterns ??= new Dictionary<(string, string), CompiledPattern>();
        if (kept.TryGetValue((pattern, flags), out var known))
        {
            return known;
        }

        // Making the automaton costs some microseconds for each character.
        call.Session.Steps(100 + (pattern.Length * 10L), call.Site);
        if (pattern.Length > MaxPattern)
        {
            call.Fail(RulesCodes.InvalidPattern, pattern[..40] + "…", "it is longer than 10,000 characters");
            return null;
        }

        if (Compile(call, pattern, flags) is not { } made)
        {
            return null;
        }

        if (kept.Count >= MaxKept)
        {
            kept.Clear();
        }

        kept.Add((pattern, flags), made);
        return made;
    }

    private static CompiledPattern? Compile(BuiltinCall call, string pattern, string flags)
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
            return new CompiledPattern(new Regex(translated, options | RegexOptions.NonBacktracking, call.Session.Limits.MatchTimeout), null);
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
            return new CompiledPattern(new Regex(translated, options, call.Session.Limits.MatchTimeout), new Regex(translated, options, FirstTry));
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
