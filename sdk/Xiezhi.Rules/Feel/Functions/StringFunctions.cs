using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Xiezhi.Foundation.Values;
using static Xiezhi.Rules.Feel.Functions.Builtins;

namespace Xiezhi.Rules.Feel.Functions;

/// <summary>Functions on text (DMN 1.5, 10.3.4.3). Places and lengths count characters, not UTF-16 units.</summary>
internal static class StringFunctions
{
    public static BuiltinFunction[] All =>
    [
        Define("substring", FeelType.String, ("string: string, start position: number, length?: number", Substring)),
        Define("string length", FeelType.Number, ("string: string", call => Length(call.Text(0)))),
        Define("upper case", FeelType.String, ("string: string", call => call.Text(0).ToUpperInvariant())),
        Define("lower case", FeelType.String, ("string: string", call => call.Text(0).ToLowerInvariant())),
        Define("substring before", FeelType.String, ("string: string, match: string", call => Searched(call).IndexOf(call.Text(1), StringComparison.Ordinal) is var at && at < 0 ? "" : call.Text(0)[..at])),
        Define("substring after", FeelType.String, ("string: string, match: string", call => Searched(call).IndexOf(call.Text(1), StringComparison.Ordinal) is var at && at < 0 ? "" : call.Text(0)[(at + call.Text(1).Length)..])),
        Define("contains", FeelType.Boolean, ("string: string, match: string", call => Searched(call).Contains(call.Text(1), StringComparison.Ordinal))),
        Define("starts with", FeelType.Boolean, ("string: string, match: string", call => call.Text(0).StartsWith(call.Text(1), StringComparison.Ordinal))),
        Define("ends with", FeelType.Boolean, ("string: string, match: string", call => call.Text(0).EndsWith(call.Text(1), StringComparison.Ordinal))),
        Define("matches", FeelType.Boolean, ("input: string, pattern: string, flags?: string", Matches)),
        Define("replace", FeelType.String, ("input: string, pattern: string, replacement: string, flags?: string", Replace)),
        Define("split", FeelType.ListOf(FeelType.String), ("string: string, delimiter: string", Split)),
        Define("string join", FeelType.String, ("list: list, delimiter?: string", call => Join(call, call[1].AsString ?? ""))),
    ];

    // The worst search compares the sought text at every place.
    private static string Searched(BuiltinCall call)
    {
        call.Session.Steps((long)call.Text(0).Length * call.Text(1).Length >> 12, call.Site);
        return call.Text(0);
    }

    private static int Length(string text)
    {
        var length = text.Length;
        foreach (var c in text)
        {
            length -= char.IsLowSurrogate(c) ? 1 : 0;
        }

        return length;
    }

    private static Value Substring(BuiltinCall call)
    {
        var text = call.Text(0);
        if (!call.Number(1).Round(0, Rounding.Down).TryToInt64(out var start) || start == 0)
        {
            return call.Fail("the start position must not be 0");
        }

        var total = Length(text);
        var first = start > 0 ? start - 1 : total + start;
        if (first < 0 || first >= Math.Max(total, 1))
        {
            return first >= total && start > 0 ? "" : call.Fail("the start position is outside the text");
        }

        long length = total;
        if (call[2].AsNumber is { } given && (!given.Round(0, Rounding.Down).TryToInt64(out length) || length < 1))
        {
            return call.Fail("the length must be at least 1");
        }

        var from = UnitOf(text, first);
        return text[from..UnitOf(text, Math.Min(total, first + Math.Min(length, total)))];
    }

    private static int UnitOf(string text, long character)
    {
        var unit = 0;
        for (; character > 0 && unit < text.Length; character--)
        {
            unit += char.IsHighSurrogate(text[unit]) && unit + 1 < text.Length && char.IsLowSurrogate(text[unit + 1]) ? 2 : 1;
        }

        return unit;
    }

    private static Value Matches(BuiltinCall call) =>
        RegularExpressions.Run(call, call.Text(1), call[2].AsString ?? "", static (call, regex) => regex.IsMatch(call.Text(0)));

    private static Value Replace(BuiltinCall call) => RegularExpressions.Run(call, call.Text(1), call[3].AsString ?? "", static (call, regex) =>
    {
        if (RegularExpressions.Replacement(call.Text(2), call[3].AsString ?? "", regex) is not { } replacement)
        {
            return call.Fail("the replacement is not valid");
        }

        var text = call.Text(0);
        var result = new StringBuilder();
        var at = 0;
        for (var match = regex.Match(text); match.Success; match = match.NextMatch())
        {
            // What is put in is made whole before it is added: its references may each stand for the whole match.
            call.Session.Steps(4 + (replacement.Length >> 4), call.Site);
            CheckReplacement(call, replacement, match.Length);
            result.Append(text, at, match.Index - at).Append(match.Result(replacement));
            at = match.Index + match.Length;
            call.Session.CheckTextLength(result.Length, call.Site);
        }

        return result.Append(text, at, text.Length - at).ToString();
    });

    private static void CheckReplacement(BuiltinCall call, string replacement, int matched)
    {
        long references = 0;
        foreach (var c in replacement)
        {
            references += c == '$' ? 1 : 0;
        }

        call.Session.CheckTextLength((references * matched) + replacement.Length, call.Site);
    }

    private static Value Split(BuiltinCall call) => RegularExpressions.Run(call, call.Text(1), "", static (call, regex) =>
    {
        var text = call.Text(0);
        var parts = ImmutableArray.CreateBuilder<Value>();
        var at = 0;
        for (var match = regex.Match(text); match.Success; match = match.NextMatch())
        {
            call.Session.Steps(4, call.Site);
            if (match.Length == 0)
            {
                continue;
            }

            Add(call, parts, text[at..match.Index]);
            at = match.Index + match.Length;
            call.Session.CheckListSize(parts.Count, call.Site);
        }

        Add(call, parts, text[at..]);
        return new ValueList(parts.DrainToImmutable());
    });

    private static void Add(BuiltinCall call, ImmutableArray<Value>.Builder parts, Value part)
    {
        call.Session.Made(part, call.Site);
        parts.Add(part);
    }

    private static Value Join(BuiltinCall call, string delimiter)
    {
        var result = new StringBuilder();
        var any = false;
        foreach (var item in call.List(0))
        {
            if (item.IsNull)
            {
                continue;
            }

            if (item.AsString is not { } text)
            {
                return call.Fail("an item of the list is not text");
            }

            call.Session.Steps(1 + ((text.Length + delimiter.Length) >> 6), call.Site);
            call.Session.CheckTextLength(result.Length + (long)text.Length + delimiter.Length, call.Site);
            result.Append(any ? delimiter : "").Append(text);
            any = true;
        }

        return result.ToString();
    }
}
