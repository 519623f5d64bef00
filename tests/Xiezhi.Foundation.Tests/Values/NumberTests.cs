using System.Globalization;
using System.Numerics;
using CsCheck;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Foundation.Tests.Values;

public class NumberTests
{
    // Coefficients of up to 34 digits with exponents on both sides of the point.
    private static readonly Gen<(BigInteger Coefficient, int Exponent)> Parts =
        Gen.Select(Gen.Int[1, 34], Gen.ULong, Gen.ULong, Gen.Bool, Gen.Int[-40, 40], (digits, low, high, negative, exponent) =>
            ((((new BigInteger(high) << 64) + low) % BigInteger.Pow(10, digits)) * (negative ? -1 : 1), exponent));

    private static Number N(string text) => Number.TryParse(text, out var number) ? number : throw new FormatException(text);

    private static Number N((BigInteger Coefficient, int Exponent) parts) => N($"{parts.Coefficient}E{parts.Exponent}");

    // Rounds coefficient × 10^exponent to 34 digits, half to even, by plain integer arithmetic.
    private static string Rounded(BigInteger coefficient, int exponent)
    {
        var magnitude = BigInteger.Abs(coefficient);
        var drop = magnitude.ToString(CultureInfo.InvariantCulture).Length - 34;
        if (drop > 0)
        {
            var power = BigInteger.Pow(10, drop);
            var quotient = BigInteger.DivRem(magnitude, power, out var rest);
            magnitude = (rest * 2).CompareTo(power) switch { > 0 => quotient + 1, 0 when !quotient.IsEven => quotient + 1, _ => quotient };
            exponent += drop;
        }

        return $"{(coefficient.Sign < 0 ? "-" : "")}{magnitude}E{exponent}";
    }

    [Fact]
    public void A_sum_is_the_exact_sum_rounded_to_34_digits() => Gen.Select(Parts, Parts).Sample((a, b) =>
    {
        var exponent = Math.Min(a.Exponent, b.Exponent);
        var exact = (a.Coefficient * BigInteger.Pow(10, a.Exponent - exponent)) + (b.Coefficient * BigInteger.Pow(10, b.Exponent - exponent));

        Assert.True(Number.TryAdd(N(a), N(b), out var sum));

        Assert.Equal(N(Rounded(exact, exponent)), sum);
    });

    [Fact]
    public void A_product_is_the_exact_product_rounded_to_34_digits() => Gen.Select(Parts, Parts).Sample((a, b) =>
    {
        Assert.True(Number.TryMultiply(N(a), N(b), out var product));

        Assert.Equal(N(Rounded(a.Coefficient * b.Coefficient, a.Exponent + b.Exponent)), product);
    });

    [Fact]
    public void A_quotient_times_the_divisor_is_the_dividend_to_within_one_unit_of_the_last_digit() => Gen.Select(Parts, Parts).Where((_, b) => !b.Coefficient.IsZero).Sample((a, b) =>
    {
        Assert.True(Number.TryDivide(N(a), N(b), out var quotient));

        Assert.True(Number.TryMultiply(quotient, N(b), out var back));
        Assert.True(Number.TrySubtract(back, N(a), out var error));
        Assert.True(Number.TryMultiply(N(a).Abs(), N("1E-32"), out var bound));
        Assert.True(error.Abs() <= bound);
    });

    [Fact]
    public void What_is_written_is_read_back_equal_and_hashes_alike() => Parts.Sample(parts =>
    {
        var number = N(parts);

        var back = N(number.ToString());

        Assert.Equal(number, back);
        Assert.Equal(number.GetHashCode(), back.GetHashCode());
    });

    [Fact]
    public void Order_is_that_of_the_exact_values() => Gen.Select(Parts, Parts).Sample((a, b) =>
    {
        var exponent = Math.Min(a.Exponent, b.Exponent);
        var exact = (a.Coefficient * BigInteger.Pow(10, a.Exponent - exponent)).CompareTo(b.Coefficient * BigInteger.Pow(10, b.Exponent - exponent));

        Assert.Equal(Math.Sign(exact), Math.Sign(N(a).CompareTo(N(b))));
    });

    [Fact]
    public void Every_decimal_comes_back_as_it_was() => Gen.Decimal.Sample(value =>
    {
        Assert.True(Number.From(value).TryToDecimal(out var back));
        Assert.Equal(value, back);
    });

    [Fact]
    public void Every_whole_number_of_64_bits_comes_back_as_it_was() => Gen.Long.Sample(value =>
    {
        Assert.True(Number.From(value).TryToInt64(out var back));
        Assert.Equal(value, back);
    });

    [Theory]
    [InlineData("1", "1.00", true)]
    [InlineData("100", "1E2", true)]
    [InlineData("0", "-0.000", true)]
    [InlineData("1", "1.0000000000000000000000000000000001", true)]
    [InlineData("1", "1.000000000000000000000000000000001", false)]
    public void Numbers_are_equal_by_value_after_rounding_to_34_digits(string left, string right, bool equal) => Assert.Equal(equal, N(left) == N(right));

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("1.")]
    [InlineData(".")]
    [InlineData("1e")]
    [InlineData("1,5")]
    [InlineData(" 1")]
    [InlineData("0x1")]
    [InlineData("1E7000")]
    public void What_is_not_a_number_is_refused(string text) => Assert.False(Number.TryParse(text, out _));

    // Tables of functions: DLMF 4.1 and OEIS A001113, A002162, A002193, to 34 digits.
    [Theory]
    [InlineData("exp", "1", "2.718281828459045235360287471352662")]
    [InlineData("exp", "-1", "0.3678794411714423215955237701614609")]
    [InlineData("log", "2", "0.6931471805599453094172321214581766")]
    [InlineData("log", "10", "2.302585092994045684017991454684364")]
    [InlineData("sqrt", "2", "1.414213562373095048801688724209698")]
    [InlineData("sqrt", "1E-20", "1E-10")]
    public void Functions_have_all_their_digits(string function, string of, string expected)
    {
        var result = Number.Zero;
        var defined = function switch { "exp" => N(of).TryExponential(out result), "log" => N(of).TryLogarithm(out result), _ => N(of).TrySquareRoot(out result) };

        Assert.True(defined);
        Assert.Equal(N(expected), result);
    }

    [Theory]
    [InlineData("2", "10", "1024")]
    [InlineData("2", "-2", "0.25")]
    [InlineData("2", "0.5", "1.414213562373095048801688724209698")]
    [InlineData("-8", "3", "-512")]
    [InlineData("10", "6000", "1E6000")]
    public void Powers_are_right(string number, string exponent, string expected)
    {
        Assert.True(N(number).TryPower(N(exponent), out var power));
        Assert.Equal(N(expected), power);
    }

    [Theory]
    [InlineData("10", "1000000")]
    [InlineData("1E6000", "1E6000")]
    [InlineData("0", "-1")]
    [InlineData("-2", "0.5")]
    public void A_power_that_is_not_a_number_that_can_be_held_is_refused(string number, string exponent) => Assert.False(N(number).TryPower(N(exponent), out _));

    [Fact]
    public void Overflow_and_division_by_zero_are_refused()
    {
        Assert.False(Number.TryMultiply(N("1E6000"), N("1E6000"), out _));
        Assert.False(Number.TryDivide(Number.One, Number.Zero, out _));
        Assert.False(Number.TryModulo(Number.One, Number.Zero, out _));
    }

    // The table of java.math.RoundingMode's documentation.
    [Theory]
    [InlineData("5.5", "6", "5", "6", "5", "6", "5", "6")]
    [InlineData("2.5", "3", "2", "3", "2", "3", "2", "2")]
    [InlineData("1.6", "2", "1", "2", "1", "2", "2", "2")]
    [InlineData("1.1", "2", "1", "2", "1", "1", "1", "1")]
    [InlineData("-1.1", "-2", "-1", "-1", "-2", "-1", "-1", "-1")]
    [InlineData("-2.5", "-3", "-2", "-2", "-3", "-3", "-2", "-2")]
    public void Rounding_follows_its_mode(string number, string up, string down, string ceiling, string floor, string halfUp, string halfDown, string halfEven)
    {
        Assert.Equal(N(up), N(number).Round(0, Rounding.Up));
        Assert.Equal(N(down), N(number).Round(0, Rounding.Down));
        Assert.Equal(N(ceiling), N(number).Round(0, Rounding.Ceiling));
        Assert.Equal(N(floor), N(number).Round(0, Rounding.Floor));
        Assert.Equal(N(halfUp), N(number).Round(0, Rounding.HalfUp));
        Assert.Equal(N(halfDown), N(number).Round(0, Rounding.HalfDown));
        Assert.Equal(N(halfEven), N(number).Round(0, Rounding.HalfEven));
    }

    // DMN 1.5, table 75: modulo has the divisor's sign.
    [Theory]
    [InlineData("12", "5", "2")]
    [InlineData("-12", "5", "3")]
    [InlineData("12", "-5", "-3")]
    [InlineData("-12", "-5", "-2")]
    [InlineData("10.1", "4.5", "1.1")]
    [InlineData("-10.1", "4.5", "3.4")]
    public void Modulo_has_the_sign_of_the_divisor(string dividend, string divisor, string expected)
    {
        Assert.True(Number.TryModulo(N(dividend), N(divisor), out var modulo));
        Assert.Equal(N(expected), modulo);
    }
}
