using System.Globalization;
using System.Numerics;

namespace Xiezhi.Foundation.Values;

// Numbers as text.
public readonly partial struct Number
{
    private const int LongestText = 10_000;

    /// <summary>Reads a number as XML and JSON write it: an optional sign, digits, an optional fraction and exponent.</summary>
    /// <returns>False when it is not a number, or is too large or too long to be held.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out Number number)
    {
        number = default;
        if (text.Length is 0 or > LongestText)
        {
            return false;
        }

        var at = text[0] is '-' or '+' ? 1 : 0;
        var negative = text[0] == '-';
        UInt128 coefficient = 0;
        var digits = 0;
        var significant = 0;
        var behindPoint = 0;
        var sticky = false;
        var seenPoint = false;
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '.' && !seenPoint)
            {
                seenPoint = true;
                continue;
            }

            if (!char.IsAsciiDigit(c))
            {
                break;
            }

            digits++;
            if (significant < Digits + 2)
            {
                coefficient = (coefficient * 10) + (uint)(c - '0');
                significant += coefficient == 0 ? 0 : 1;
                behindPoint += seenPoint ? 1 : 0;
            }
            else
            {
                sticky |= c != '0';
                behindPoint -= seenPoint ? 0 : 1;
            }
        }

        if (digits == 0 || text[at - 1] == '.' || !TryParseExponent(text[at..], out var exponent))
        {
            return false;
        }

        exponent -= behindPoint;
        return sticky
            ? TryRound(negative, ((BigInteger)coefficient * 10) + 1, exponent - 1, out number)
            : TryRound(negative, coefficient, exponent, out number);
    }

    /// <summary>Plain digits without an exponent, no trailing zeros behind the point.</summary>
    public override string ToString()
    {
        if (IsZero)
        {
            return "0";
        }

        if (IsSmall)
        {
            return (IsNegative ? "-" : "") + _low.ToString(CultureInfo.InvariantCulture);
        }

        var digits = Coefficient.ToString(CultureInfo.InvariantCulture);
        var exponent = Exponent;
        var sign = IsNegative ? "-" : "";
        if (exponent >= 0)
        {
            return sign + digits + new string('0', exponent);
        }

        var whole = digits.Length + exponent;
        var fraction = (whole >= 0 ? digits[whole..] : new string('0', -whole) + digits).TrimEnd('0');
        return sign + (whole > 0 ? digits[..whole] : "0") + (fraction.Length > 0 ? "." + fraction : "");
    }

    private string ToScientific() => $"{(IsNegative ? "-" : "")}{Coefficient}E{Exponent}";

    private static bool TryParseExponent(ReadOnlySpan<char> text, out int exponent)
    {
        exponent = 0;
        if (text.IsEmpty)
        {
            return true;
        }

        return text[0] is 'e' or 'E' && text.Length is > 1 and < 9
            && int.TryParse(text[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent);
    }
}
