using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Xiezhi.Insight.Reports.Html;

/// <summary>HTML on its way: what is written in the code is markup, what is filled in is text and encoded, so that no title of a case can become a script.</summary>
internal sealed class Markup
{
    // Chinese stays readable in the file; what has a meaning in HTML is encoded whatever the range.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _text = new();

    public int Length => _text.Length;

    /// <summary>Adds an interpolated string: its literal parts as markup, its values encoded.</summary>
    public Markup Add([InterpolatedStringHandlerArgument("")] ref Fragment fragment)
    {
        _ = fragment;
        return this;
    }

    /// <summary>Adds what was made as markup before.</summary>
    public Markup Add(Markup markup)
    {
        _text.Append(markup._text);
        return this;
    }

    /// <summary>Adds a style sheet of this library.</summary>
    public Markup AddStyle(string css)
    {
        _text.Append("<style>").Append(css).Append("</style>");
        return this;
    }

    public override string ToString() => _text.ToString();

    /// <summary>Takes an interpolated string apart.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Fragment
    {
        private readonly StringBuilder _text;

        public Fragment(int literalLength, int formattedCount, Markup markup)
        {
            _text = markup._text;
            _text.EnsureCapacity(_text.Length + literalLength + (formattedCount * 16));
        }

        public void AppendLiteral(string literal) => _text.Append(literal);

        public void AppendFormatted(string? value) => _text.Append(Encoder.Encode(value ?? ""));

        public void AppendFormatted(int value) => _text.Append(value);

        public void AppendFormatted(long value) => _text.Append(value);

        public void AppendFormatted(double value) => _text.Append(value.ToString("0.##", CultureInfo.InvariantCulture));
    }
}
