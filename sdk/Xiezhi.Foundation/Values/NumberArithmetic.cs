using System.Numerics;

namespace Xiezhi.Foundation.Values;

// Sums, products, quotients and rounding to a scale.
public readonly partial struct Number
{
    /// <summary>The magnitude.</summary>
    public Number Abs() => new(_low, _high & ~SignBit);

    /// <summary>The number with its sign changed.</summary>
    public Number Negate() => IsZero ? this : new(_low, _high ^ SignBit);

    /// <summary>left + right; false when the sum is too large.</summary>
    public static bool TryAdd(Number left, Number right, out Number sum)
    {
        if (left.IsSmall && right.IsSmall)
        {
            var (a, b) = ((Int128)left._low, (Int128)right._low);
            var total = (left.IsNegative ? -a : a) + (right.IsNegative ? -b : b);
            sum = new Number(total < 0, (UInt128)Int128.Abs(total), 0);
            return true;
        }

        var (x, y) = left.Exponent >= right.Exponent ? (left, right) : (right, left);
        var difference = x.Exponent - y.Exponent;
        if (x.IsZero || y.IsZero)
        {
            sum = x.IsZero ? y : x;
            return true;
        }

        if (difference <= 19 && (difference == 0 || x.Coefficient <= ulong.MaxValue))
        {
            // At most 2^113 + 2^128 / 1.8: the sum of magnitudes stays below 2^128, because 10^19 × 2^64 is below 1.85 × 10^38.
            var a = difference == 0 ? x.Coefficient : x.Coefficient * PowerOfTen(difference);
            var b = y.Coefficient;
            return x.IsNegative == y.IsNegative
                ? TryRound(x.IsNegative, a + b, y.Exponent, out sum)
                : TryRound(a >= b ? x.IsNegative : y.IsNegative, a >= b ? a - b : b - a, y.Exponent, out sum);
        }

        // Beyond this the smaller one can't change any of the 34 digits except by breaking a tie, for which one unit far below is enough.
        const int Reach = 80;
        var low = (BigInteger)y.Coefficient;
        var lowExponent = y.Exponent;
        if (difference > Reach)
        {
            low = BigInteger.One;
            lowExponent = x.Exponent - Reach;
            difference = Reach;
        }

        var high = (BigInteger)x.Coefficient * BigPowerOfTen(difference);
        var signed = (x.IsNegative ? -high : high) + (y.IsNegative ? -low : low);
        return TryRound(signed.Sign < 0, BigInteger.Abs(signed), lowExponent, out sum);
    }

    /// <summary>left − right; false when the difference is too large.</summary>
    public static bool TrySubtract(Number left, Number right, out Number difference) => TryAdd(left, right.Negate(), out difference);

    /// <summary>left × right; false when the product is too large.</summary>
    public static bool TryMultiply(Number left, Number right, out Number product)
    {
        var negative = left.IsNegative != right.IsNegative;
        var (a, b) = (left.Coefficient, right.Coefficient);
        return a <= ulong.MaxValue && b <= ulong.MaxValue
            ? TryRound(negative, a * b, left.Exponent + right.Exponent, out product)
            : TryRound(negative, (BigInteger)a * b, left.Exponent + right.Exponent, out product);
    }

    /// <summary>left ÷ right; false when <paramref name="right"/> is zero or the quotient is too large.</summary>
    public static bool TryDivide(Number left, Number right, out Number quotient)
    {
        quotient = default;
        if (right.IsZero)
        {
            return false;
        }

        if (left.IsZero)
        {
            return true;
        }

        var negative = left.IsNegative != right.IsNegative;
        var (a, b) = (left.Coefficient, right.Coefficient);
        if (a <= ulong.MaxValue && b <= ulong.MaxValue && (ulong)a % (ulong)b == 0)
        {
            return TryRound(negative, (ulong)a / (ulong)b, left.Exponent - right.Exponent, out quotient);
        }

        // Two digits more than are kept, and one unit below them when something is left over: enough to round rightly.
        var shift = Math.Max(0, Digits + 2 + DigitCount(b) - DigitCount(a));
        var whole = BigInteger.DivRem((BigInteger)a * BigPowerOfTen(shift), b, out var rest);
        var exponent = left.Exponent - right.Exponent - shift;
        if (!rest.IsZero)
        {
            return TryRound(negative, (whole * 10) + 1, exponent - 1, out quotient);
        }

        while (shift > 0 && (whole % 10).IsZero)
        {
            whole /= 10;
            exponent++;
            shift--;
        }

        return TryRound(negative, whole, exponent, out quotient);
    }

    /// <summary>left − right × ⌊left ÷ right⌋, as FEEL's <c>modulo</c> defines it; false when <paramref name="right"/> is zero or the numbers are too far apart.</summary>
    public static bool TryModulo(Number left, Number right, out Number modulo)
    {
        modulo = default;
        var difference = left.Exponent - right.Exponent;
        if (right.IsZero || Math.Abs(difference) > MaxExponent)
        {
            return false;
        }

        var a = (BigInteger)left.Coefficient * (left.IsNegative ? -1 : 1) * BigPowerOfTen(Math.Max(0, difference));
        var b = (BigInteger)right.Coefficient * (right.IsNegative ? -1 : 1) * BigPowerOfTen(Math.Max(0, -difference));
        var rest = BigInteger.Remainder(a, b);
        if (!rest.IsZero && rest.Sign != b.Sign)
        {
            rest += b;
        }

        return TryRound(rest.Sign < 0, BigInteger.Abs(rest), Math.Min(left.Exponent, right.Exponent), out modulo);
    }

    /// <summary>The number rounded to <paramref name="scale"/> digits behind the point; a negative scale rounds before the point.</summary>
    public Number Round(int scale, Rounding rounding)
    {
        var drop = -Exponent - scale;
        if (drop <= 0 || IsZero)
        {
            return this;
        }

        BigInteger quotient, rest, power;
        if (drop > 40)
        {
            (quotient, rest, power) = (BigInteger.Zero, BigInteger.One, BigInteger.One << 8);
        }
        else
        {
            power = BigPowerOfTen(drop);
            quotient = BigInteger.DivRem(Coefficient, power, out rest);
        }

        var half = (rest << 1).CompareTo(power);
        var away = !rest.IsZero && rounding switch
        {
            Rounding.HalfEven => half > 0 || (half == 0 && !quotient.IsEven),
            Rounding.HalfUp => half >= 0,
            Rounding.HalfDown => half > 0,
            Rounding.Up => true,
            Rounding.Down => false,
            Rounding.Floor => IsNegative,
            _ => !IsNegative,
        };
        return TryRound(IsNegative, away ? quotient + 1 : quotient, -scale, out var rounded) ? rounded : this;
    }
}
