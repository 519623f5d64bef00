using System.Numerics;

namespace Xiezhi.Foundation.Values;

// Roots, powers, exponentials and logarithms, worked out with more digits than are kept.
public readonly partial struct Number
{
    /// <summary>The square root; false when the number is negative.</summary>
    public bool TrySquareRoot(out Number root)
    {
        root = default;
        if (IsNegative)
        {
            return false;
        }

        if (IsZero)
        {
            return true;
        }

        var shift = Math.Max(0, (2 * (Digits + 2)) - DigitCount(Coefficient));
        shift += (Exponent - shift) & 1;
        var scaled = (BigInteger)Coefficient * BigPowerOfTen(shift);
        var whole = WideDecimal.IntegerSquareRoot(scaled);
        var exponent = (Exponent - shift) / 2;
        if (whole * whole != scaled)
        {
            return TryRound(false, (whole * 10) + 1, exponent - 1, out root);
        }

        while ((whole % 10).IsZero && exponent < 0)
        {
            whole /= 10;
            exponent++;
        }

        return TryRound(false, whole, exponent, out root);
    }

    /// <summary>e to the power of the number; false when that is too large.</summary>
    public bool TryExponential(out Number result)
    {
        result = default;
        if (CompareMagnitude(this, From(15_000)) > 0)
        {
            return IsNegative;
        }

        return WideDecimal.Exponential(Wide).TryToNumber(out result);
    }

    /// <summary>The natural logarithm; false when the number is not above zero.</summary>
    public bool TryLogarithm(out Number result)
    {
        result = default;
        return Sign > 0 && WideDecimal.Logarithm(Wide).TryToNumber(out result);
    }

    /// <summary>
    /// The number to the power of <paramref name="exponent"/>; false when that is not a real number or too large.
    /// Zero to the power of zero is one.
    /// </summary>
    public bool TryPower(Number exponent, out Number result)
    {
        result = One;
        if (exponent.IsZero)
        {
            return true;
        }

        if (IsZero)
        {
            result = default;
            return !exponent.IsNegative;
        }

        if (exponent.TryToInt64(out var whole) && Math.Abs(whole) <= 1_000_000)
        {
            return WideDecimal.Power(Wide, (int)whole).TryToNumber(out result);
        }

        var negative = false;
        var magnitude = this;
        if (IsNegative)
        {
            if (!exponent.IsInteger)
            {
                return false;
            }

            magnitude = Negate();
            negative = TryModulo(exponent, From(2), out var odd) && !odd.IsZero;
        }

        var power = WideDecimal.Multiply(WideDecimal.Logarithm(magnitude.Wide), exponent.Wide);
        if (power.Magnitude > 5)
        {
            result = default;
            return power.Coefficient.Sign < 0;
        }

        if (!WideDecimal.Exponential(power).TryToNumber(out result))
        {
            return false;
        }

        result = negative ? result.Negate() : result;
        return true;
    }

    private WideDecimal Wide => new(IsNegative ? -(BigInteger)Coefficient : Coefficient, Exponent);
}
