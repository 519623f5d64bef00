using System.Numerics;

namespace Xiezhi.Foundation.Values;

/// <summary>A decimal of up to 60 digits for intermediate results, so that a function's 34 digits are right.</summary>
internal readonly record struct WideDecimal(BigInteger Coefficient, int Exponent)
{
    private const int Precision = 60;

    // ln 10, from the literature (OEIS A002392).
    private static readonly WideDecimal LogarithmOfTen = new(
        BigInteger.Parse("2302585092994045684017991454684364207601101488628772976033327900967572609677352480235997205089598298341967784", System.Globalization.CultureInfo.InvariantCulture), -108);

    /// <summary>The position of the first digit: 0 for 1 to 9.99….</summary>
    public int Magnitude => Coefficient.IsZero ? int.MinValue : Number.DigitCount(Coefficient) + Exponent - 1;

    public bool TryToNumber(out Number number)
    {
        number = default;
        if (Coefficient.IsZero)
        {
            return true;
        }

        var (coefficient, exponent) = (Coefficient, Exponent);
        while (exponent < 0 && (coefficient % 10).IsZero)
        {
            coefficient /= 10;
            exponent++;
        }

        return Math.Abs((long)exponent) < 100_000
            ? Number.TryRound(coefficient.Sign < 0, BigInteger.Abs(coefficient), exponent, out number)
            : exponent < 0;
    }

    public static WideDecimal Multiply(WideDecimal left, WideDecimal right) =>
        new WideDecimal(left.Coefficient * right.Coefficient, left.Exponent + right.Exponent).Cut();

    public static WideDecimal Divide(WideDecimal left, WideDecimal right)
    {
        var shift = Math.Max(0, Precision + Number.DigitCount(right.Coefficient) - Number.DigitCount(left.Coefficient) + 1);
        return new WideDecimal(left.Coefficient * Number.BigPowerOfTen(shift) / right.Coefficient, left.Exponent - right.Exponent - shift).Cut();
    }

    public static WideDecimal Add(WideDecimal left, WideDecimal right)
    {
        if (left.Coefficient.IsZero || right.Coefficient.IsZero)
        {
            return left.Coefficient.IsZero ? right : left;
        }

        var (high, low) = left.Exponent >= right.Exponent ? (left, right) : (right, left);
        if (high.Magnitude - low.Magnitude > Precision + 5)
        {
            return high;
        }

        return new WideDecimal((high.Coefficient * Number.BigPowerOfTen(high.Exponent - low.Exponent)) + low.Coefficient, low.Exponent).Cut();
    }

    public static WideDecimal Power(WideDecimal value, int exponent)
    {
        var result = new WideDecimal(BigInteger.One, 0);
        for (var left = Math.Abs(exponent); left > 0; left >>= 1)
        {
            if ((left & 1) == 1)
            {
                result = Multiply(result, value);
            }

            // Far outside what a Number can hold; going on would overflow the exponent.
            if (Math.Abs((long)value.Exponent) > 100_000 || Math.Abs((long)result.Exponent) > 100_000)
            {
                return exponent > 0 ? result with { Exponent = Math.Sign(result.Magnitude) * 200_000 } : result with { Exponent = -Math.Sign(result.Magnitude) * 200_000 };
            }

            value = Multiply(value, value);
        }

        return exponent < 0 ? Divide(new WideDecimal(BigInteger.One, 0), result) : result;
    }

    public static WideDecimal Exponential(WideDecimal power)
    {
        if (power.Coefficient.IsZero)
        {
            return new WideDecimal(BigInteger.One, 0);
        }

        // e^x = 10^k × (e^(r / 2^8))^(2^8), with r = x − k ln 10 small.
        const int Halvings = 8;
        var k = (int)Math.Round(power.ToDouble() / Math.Log(10));
        var rest = Add(power, Multiply(new WideDecimal(-k, 0), LogarithmOfTen));
        var small = Divide(rest, new WideDecimal(1 << Halvings, 0));
        var sum = new WideDecimal(BigInteger.One, 0);
        var term = sum;
        for (var i = 1; i < 100; i++)
        {
            term = Divide(Multiply(term, small), new WideDecimal(i, 0));
            if (term.Coefficient.IsZero || term.Magnitude < -Precision - 5)
            {
                break;
            }

            sum = Add(sum, term);
        }

        for (var i = 0; i < Halvings; i++)
        {
            sum = Multiply(sum, sum);
        }

        return sum with { Exponent = sum.Exponent + k };
    }

    public static WideDecimal Logarithm(WideDecimal value)
    {
        // value = m × 10^k with m near 1; ln m = y + ln(m e^−y) for a near y, and the rest by the series of the inverse hyperbolic tangent.
        var k = value.Magnitude;
        var mantissa = value with { Exponent = value.Exponent - k };
        var guess = FromDouble(Math.Log(mantissa.ToDouble()));
        var near = Multiply(mantissa, Exponential(guess with { Coefficient = -guess.Coefficient }));
        var one = new WideDecimal(BigInteger.One, 0);
        var numerator = Add(near, one with { Coefficient = BigInteger.MinusOne });
        var sum = guess;
        if (!numerator.Coefficient.IsZero)
        {
            var ratio = Divide(numerator, Add(near, one));
            var square = Multiply(ratio, ratio);
            var term = ratio;
            for (var i = 1; i < 60 && !term.Coefficient.IsZero && term.Magnitude > -Precision - 20; i += 2)
            {
                sum = Add(sum, Divide(Multiply(term, new WideDecimal(2, 0)), new WideDecimal(i, 0)));
                term = Multiply(term, square);
            }
        }

        return Add(sum, Multiply(new WideDecimal(k, 0), LogarithmOfTen));
    }

    public static BigInteger IntegerSquareRoot(BigInteger value)
    {
        var guess = BigInteger.One << (int)((value.GetBitLength() + 1) / 2);
        while (true)
        {
            var next = (guess + (value / guess)) >> 1;
            if (next >= guess)
            {
                return guess;
            }

            guess = next;
        }
    }

    private static WideDecimal FromDouble(double value) => new((BigInteger)Math.Round(value * 1e17), -17);

    private double ToDouble() => double.Parse($"{Coefficient}E{Exponent}", System.Globalization.CultureInfo.InvariantCulture);

    private WideDecimal Cut()
    {
        var drop = Number.DigitCount(Coefficient) - Precision;
        return drop > 0 ? new WideDecimal(Coefficient / Number.BigPowerOfTen(drop), Exponent + drop) : this;
    }
}
