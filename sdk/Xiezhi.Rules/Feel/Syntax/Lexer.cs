using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Xiezhi.Rules.Feel.Syntax;

/// <summary>Cuts text into tokens (DMN 1.5, 10.3.1.2, grammar rules 27 to 37 and 61 to 66).</summary>
internal sealed class Lexer
{
    private static readonly string[] Symbols = ["**", "..", "->", "!=", "<=", ">=", "+", "-", "*", "/", "(", ")", "[", "]", "{", "}", ",", ":", ".", "<", ">", "=", "?", "'"];

    private readonly string _text;
    private readonly SourceText _source;
    private readonly ImmutableArray<Token>.Builder _tokens = ImmutableArray.CreateBuilder<Token>();
    private int _at;
    private bool _failed;

    private Lexer(SourceText source)
    {
        _source = source;
        _text = source.Text;
    }

    /// <summary>All tokens with an end token behind; empty when the text can't be cut, and then a diagnostic says why.</summary>
    public static ImmutableArray<Token> Read(SourceText source)
    {
        var lexer = new Lexer(source);
        return lexer.Read() ? lexer._tokens.ToImmutable() : [];
    }

    /// <summary>The words of a name, or empty when it can't be one.</summary>
    public static ImmutableArray<Token> ReadName(string name)
    {
        var lexer = new Lexer(SourceText.Silent(name));
        return lexer.Read() ? lexer._tokens.ToImmutable()[..^1] : [];
    }

    private bool Read()
    {
        while (true)
        {
            var space = SkipSpace();
            if (_failed)
            {
                return false;
            }

            if (_at >= _text.Length)
            {
                _tokens.Add(new Token(TokenKind.End, "", _text.Length, _text.Length, space));
                return true;
            }

            if (!ReadToken(space))
            {
                return false;
            }
        }
    }

    private bool ReadToken(bool space)
    {
        var start = _at;
        var c = _text[_at];
        if (c == '"')
        {
            return ReadText(space);
        }

        if (c == '@')
        {
            _at++;
            _tokens.Add(new Token(TokenKind.At, "@", start, _at, space));
            return true;
        }

        if (char.IsAsciiDigit(c) || (c == '.' && _at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1]) && !FollowsName(space)))
        {
            ReadNumber(space);
            return true;
        }

        if (IsNameStart(out var length))
        {
            while (_at < _text.Length && (IsNameStart(out length) || IsNamePart(out length)))
            {
                _at += length;
            }

            _tokens.Add(new Token(TokenKind.Name, _text[start.._at], start, _at, space));
            return true;
        }

        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(_text, _at, symbol, 0, symbol.Length) == 0)
            {
                _at += symbol.Length;
                _tokens.Add(new Token(TokenKind.Symbol, symbol, start, _at, space));
                return true;
            }
        }

        _source.Report(RulesCodes.UnexpectedCharacter, _at, Rune.TryGetRuneAt(_text, _at, out var rune) ? rune.ToString() : "\\u" + ((int)c).ToString("X4", CultureInfo.InvariantCulture));
        return false;
    }

    private bool FollowsName(bool space) => !space && _tokens.Count > 0 && (_tokens[^1].Kind is TokenKind.Name || _tokens[^1].Text is "]" or ")" or ".");

    private void ReadNumber(bool space)
    {
        var start = _at;
        SkipDigits();
        if (_at + 1 < _text.Length && _text[_at] == '.' && char.IsAsciiDigit(_text[_at + 1]))
        {
            _at++;
            SkipDigits();
        }

        if (_at < _text.Length && _text[_at] is 'e' or 'E')
        {
            var sign = _at + 1 < _text.Length && _text[_at + 1] is '+' or '-' ? 1 : 0;
            if (_at + sign + 1 < _text.Length && char.IsAsciiDigit(_text[_at + sign + 1]))
            {
                _at += sign + 1;
                SkipDigits();
            }
        }

        _tokens.Add(new Token(TokenKind.Number, _text[start.._at], start, _at, space));
    }

    private void SkipDigits()
    {
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
        {
            _at++;
        }
    }

    private bool ReadText(bool space)
    {
        var start = _at++;
        var content = new StringBuilder();
        while (_at < _text.Length && _text[_at] != '"')
        {
            if (_text[_at] != '\\' || !ReadEscape(content))
            {
                content.Append(_text[_at++]);
            }
        }

        if (_at >= _text.Length)
        {
            _source.Report(RulesCodes.UnterminatedText, start);
            return false;
        }

        _at++;
        _tokens.Add(new Token(TokenKind.Text, content.ToString(), start, _at, space));
        return true;
    }

    // A backslash before anything that is not an escape stands for itself, which is what regular expressions in models rely on.
    private bool ReadEscape(StringBuilder content)
    {
        if (_at + 1 >= _text.Length)
        {
            return false;
        }

        var plain = _text[_at + 1] switch
        {
            'n' => "\n",
            'r' => "\r",
            't' => "\t",
            '"' => "\"",
            '\'' => "'",
            '\\' => "\\",
            _ => null,
        };
        if (plain is not null)
        {
            content.Append(plain);
            _at += 2;
            return true;
        }

        var digits = _text[_at + 1] switch { 'u' => 4, 'U' => 6, _ => 0 };
        if (digits == 0 || _at + 2 + digits > _text.Length
            || !int.TryParse(_text.AsSpan(_at + 2, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || code > 0x10FFFF)
        {
            return false;
        }

        content.Append(digits == 4 || code < 0x10000 ? ((char)code).ToString() : char.ConvertFromUtf32(code));
        _at += 2 + digits;
        return true;
    }

    private bool SkipSpace()
    {
        var start = _at;
        while (_at < _text.Length)
        {
            if (char.IsWhiteSpace(_text[_at]) || _text[_at] is '\u200B' or '\uFEFF')
            {
                _at++;
            }
            else if (string.CompareOrdinal(_text, _at, "//", 0, 2) == 0)
            {
                var end = _text.AsSpan(_at).IndexOfAny('\n', '\r');
                _at = end < 0 ? _text.Length : _at + end;
            }
            else if (string.CompareOrdinal(_text, _at, "/*", 0, 2) == 0)
            {
                var end = _text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
                if (end < 0)
                {
                    _source.Report(RulesCodes.UnterminatedComment, _at);
                    _failed = true;
                    return true;
                }

                _at = end + 2;
            }
            else
            {
                break;
            }
        }

        return _at > start;
    }

    private bool IsNameStart(out int length)
    {
        length = 1;
        var c = _text[_at];
        if (char.IsHighSurrogate(c) && _at + 1 < _text.Length && char.IsLowSurrogate(_text[_at + 1]))
        {
            length = 2;
            return true;
        }

        return char.IsAsciiLetter(c) || c == '_'
            || (c is (>= '\u00C0' and <= '\u02FF' and not '\u00D7' and not '\u00F7') or (>= '\u0370' and <= '\u1FFF' and not '\u037E' and not '\u1680') or '\u200C' or '\u200D'
                or (>= '\u2070' and <= '\u218F') or (>= '\u2C00' and <= '\u2FEF') or (>= '\u3001' and <= '\uD7FF') or (>= '\uF900' and <= '\uFDCF') or (>= '\uFDF0' and <= '\uFFFD' and not '\uFEFF'));
    }

    private bool IsNamePart(out int length)
    {
        length = 1;
        return char.IsAsciiDigit(_text[_at]) || _text[_at] is '\u00B7' or (>= '\u0300' and <= '\u036F') or '\u203F' or '\u2040';
    }
}
