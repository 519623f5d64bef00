using System.Globalization;
using System.Numerics;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Rules.Inference.Matching;

/// <summary>A sum that is rounded only when it is read, so that what is added and taken away leaves no trace, in whatever order.</summary>
internal struct ExactSum
{
    private BigInteger _coefficient;
    private int _exponent;

    public void Add(Number number)
    {
        var (coefficient, exponent) = Parts(number);
        Add(coefficient, exponent);
    }

    public void Subtract(Number number)
    {
        var (coefficient, exponent) = Parts(number);
        Add(-coefficient, exponent);
    }

    public readonly Number ToNumber()
    {
        if (_exponent == 0 && _coefficient >= long.MinValue + 1 && _coefficient <= long.MaxValue)
        {
            return Number.From((long)_coefficient);
        }

        var (coefficient, exponent) = (_coefficient, _exponent);
        while (exponent < 0 && coefficient % 10 == 0)
        {
            coefficient /= 10;
            exponent++;
        }

        return Number.TryParse(coefficient.ToString(CultureInfo.InvariantCulture) + "E" + exponent.ToString(CultureInfo.InvariantCulture), out var sum) ? sum : Number.Zero;
    }

    private void Add(BigInteger coefficient, int exponent)
    {
        if (coefficient.IsZero)
        {
            return;
        }

        if (exponent < _exponent)
        {
            _coefficient *= BigInteger.Pow(10, _exponent - exponent);
            _exponent = exponent;
        }
        else if (exponent > _exponent)
        {
            coefficient *= BigInteger.Pow(10, exponent - _exponent);
        }

        _coefficient += coefficient;
        if (_coefficient.IsZero)
        {
            _exponent = 0;
        }
    }

    private static (BigInteger Coefficient, int Exponent) Parts(Number number)
    {
        if (number.TryToInt64(out var whole))
        {
            return (whole, 0);
        }

        var text = number.ToString().AsSpan();
        var exponent = 0;
        if (text.IndexOfAny('E', 'e') is >= 0 and var mark)
        {
            exponent = int.Parse(text[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            text = text[..mark];
        }

        var point = text.IndexOf('.');
        if (point < 0)
        {
            return (BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), exponent);
        }

        var digits = string.Concat(text[..point], text[(point + 1)..]);
        return (BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), exponent - (text.Length - point - 1));
    }
}
