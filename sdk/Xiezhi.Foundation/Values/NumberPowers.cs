using System.Numerics;

namespace Xiezhi.Foundation.Values;

// Powers of ten, counting of digits, and rounding: what the rest of Number is built from.
public readonly partial struct Number
{
    private static readonly UInt128[] Powers = MakePowers();
    private static readonly BigInteger[] BigPowers = [.. Enumerable.Range(0, 160).Select(power => BigInteger.Pow(10, power))];
    private static readonly UInt128 MaxCoefficient = Powers[Digits] - 1;
    private static readonly BigInteger BigMaxCoefficient = BigPowers[Digits] - 1;
    private static readonly BigInteger MaxDecimal = (BigInteger)decimal.MaxValue;

    private static UInt128[] MakePowers()
    {
        var powers = new UInt128[39];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * 10;
        }

        return powers;
    }

    private static UInt128 PowerOfTen(int exponent) => Powers[exponent];

    internal static BigInteger BigPowerOfTen(int exponent) =>
        exponent < BigPowers.Length ? BigPowers[exponent] : BigInteger.Pow(10, exponent);

    private static int DigitCount(UInt128 value)
    {
        var digits = value == 0 ? 1 : (int)(((128 - (int)UInt128.LeadingZeroCount(value)) * 1233L) >> 12);
        return digits < 39 && value >= Powers[digits] ? digits + 1 : Math.Max(digits, 1);
    }

    internal static int DigitCount(BigInteger value)
    {
        value = BigInteger.Abs(value);
        if (value.IsZero)
        {
            return 1;
        }

        var digits = (int)((value.GetBitLength() - 1) * 0.30102999566398119521) + 1;
        return value >= BigPowerOfTen(digits) ? digits + 1 : digits;
    }

    private static BigInteger DivideRounding(BigInteger magnitude, int droppedDigits)
    {
        var power = BigPowerOfTen(droppedDigits);
        var quotient = BigInteger.DivRem(magnitude, power, out var rest);
        var half = (rest << 1).CompareTo(power);
        return half > 0 || (half == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }

    /// <summary>The nearest number to ±magnitude × 10^exponent; false when it is too large.</summary>
    internal static bool TryRound(bool negative, BigInteger magnitude, int exponent, out Number number)
    {
        number = default;
        if (magnitude.IsZero)
        {
            return true;
        }

        var drop = Math.Max(magnitude > BigMaxCoefficient ? DigitCount(magnitude) - Digits : 0, MinExponent - exponent);
        if (drop > 0)
        {
            if (drop > DigitCount(magnitude) + 1)
            {
                return true;
            }

            magnitude = DivideRounding(magnitude, drop);
            exponent += drop;
            if (magnitude > BigMaxCoefficient)
            {
                magnitude /= 10;
                exponent++;
            }
        }

        if (exponent > MaxExponent)
        {
            var pad = exponent - MaxExponent;
            if (pad > Digits || DigitCount(magnitude) + pad > Digits)
            {
                return false;
            }

            magnitude *= BigPowerOfTen(pad);
            exponent = MaxExponent;
        }

        number = new Number(negative, (UInt128)magnitude, exponent);
        return true;
    }

    private static bool TryRound(bool negative, UInt128 magnitude, int exponent, out Number number)
    {
        if (magnitude <= MaxCoefficient && exponent is >= MinExponent and <= MaxExponent)
        {
            number = new Number(negative, magnitude, exponent);
            return true;
        }

        return TryRound(negative, (BigInteger)magnitude, exponent, out number);
    }
}
