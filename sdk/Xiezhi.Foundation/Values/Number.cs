using System.Numerics;

namespace Xiezhi.Foundation.Values;

/// <summary>A decimal number of 34 significant digits, as IEEE 754's decimal128 and FEEL define it (DMN 1.5, 10.3.2.3.1).</summary>
/// <remarks>
/// <para>Immutable, 16 bytes. Its magnitude is below 10^6145; what is smaller than 10^-6176 is zero. There is no infinity and no NaN: an operation
/// whose result can't be held answers false. Results are rounded half to even at the 34th digit.</para>
/// <para>1.0 and 1.00 are equal. The default value is zero.</para>
/// </remarks>
public readonly partial struct Number : IEquatable<Number>, IComparable<Number>
{
    internal const int Digits = 34;
    internal const int MinExponent = -6176;
    internal const int MaxExponent = 6111;
    private const int HighBits = 49;
    private const ulong HighMask = (1UL << HighBits) - 1;
    private const ulong SignBit = 1UL << 63;

    // The coefficient's lower 64 bits; then, from the top: the sign, 14 bits of exponent in two's complement, the coefficient's upper 49 bits.
    private readonly ulong _low;
    private readonly ulong _high;

    private Number(bool negative, UInt128 coefficient, int exponent)
    {
        _low = (ulong)coefficient;
        _high = (negative && coefficient != 0 ? SignBit : 0)
            | (((ulong)(uint)exponent & 0x3FFF) << HighBits)
            | ((ulong)(coefficient >> 64) & HighMask);
    }

    internal Number(ulong low, ulong high)
    {
        _low = low;
        _high = high;
    }

    /// <summary>Zero.</summary>
    public static Number Zero => default;

    /// <summary>One.</summary>
    public static Number One => new(1, 0);

    /// <summary>Whether it is below zero.</summary>
    public bool IsNegative => (_high & SignBit) != 0;

    /// <summary>Whether it is zero.</summary>
    public bool IsZero => _low == 0 && (_high & HighMask) == 0;

    /// <summary>Whether it has no fraction.</summary>
    public bool IsInteger => Exponent >= 0 || IsZero || (Exponent >= -38 && Coefficient % PowerOfTen(-Exponent) == 0);

    /// <summary>−1, 0 or 1.</summary>
    public int Sign => IsZero ? 0 : IsNegative ? -1 : 1;

    /// <summary>The bits, for values of other kinds that are held in a number's place.</summary>
    internal (ulong Low, ulong High) Bits => (_low, _high);

    private UInt128 Coefficient => new(_high & HighMask, _low);

    private int Exponent => (int)((long)(_high << 1) >> (HighBits + 1));

    // A whole number below 2^64 without an exponent: what most numbers of a decision are.
    private bool IsSmall => (_high & ~SignBit) == 0;

    /// <summary>The number equal to <paramref name="value"/>.</summary>
    public static Number From(long value) => new(value < 0 ? (ulong)-value : (ulong)value, value < 0 ? SignBit : 0);

    /// <summary>The number equal to <paramref name="value"/>.</summary>
    public static Number From(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        return new Number(bits[3] < 0, new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]), -((bits[3] >> 16) & 0xFF));
    }

    /// <summary>The nearest <see cref="decimal"/>; false when it is out of that type's range.</summary>
    public bool TryToDecimal(out decimal value)
    {
        value = 0;
        var coefficient = (BigInteger)Coefficient;
        var exponent = Exponent;
        if (exponent > 28)
        {
            return IsZero;
        }

        if (exponent > 0)
        {
            coefficient *= BigPowerOfTen(exponent);
            exponent = 0;
        }

        while (!coefficient.IsZero && (exponent < -28 || coefficient > MaxDecimal))
        {
            if (exponent >= 0)
            {
                return false;
            }

            var drop = Math.Max(1, Math.Max(-28 - exponent, DigitCount(coefficient) - 29));
            coefficient = DivideRounding(coefficient, drop);
            exponent += drop;
            if (exponent > 0)
            {
                return false;
            }
        }

        var magnitude = (UInt128)coefficient;
        var (low, high) = ((ulong)magnitude, (ulong)(magnitude >> 64));
        value = new decimal((int)(uint)low, (int)(uint)(low >> 32), (int)(uint)high, IsNegative, (byte)Math.Min(28, -exponent));
        return true;
    }

    /// <summary>The number as a whole number; false when it has a fraction or is out of range.</summary>
    public bool TryToInt64(out long value)
    {
        value = 0;
        if (IsZero)
        {
            return true;
        }

        var coefficient = Coefficient;
        var exponent = Exponent;
        if (exponent is > 19 or < -38)
        {
            return false;
        }

        if (exponent < 0)
        {
            var (whole, rest) = UInt128.DivRem(coefficient, PowerOfTen(-exponent));
            if (rest != 0)
            {
                return false;
            }

            coefficient = whole;
        }
        else if (exponent > 0)
        {
            if (coefficient > ulong.MaxValue)
            {
                return false;
            }

            coefficient *= PowerOfTen(exponent);
        }

        if (coefficient > (UInt128)long.MaxValue + (IsNegative ? 1U : 0U))
        {
            return false;
        }

        value = IsNegative ? unchecked(-(long)(ulong)coefficient) : (long)(ulong)coefficient;
        return true;
    }

    /// <summary>The nearest binary number, for drawing and statistics; never for deciding.</summary>
    public double ToDouble() => double.Parse(ToScientific(), System.Globalization.CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public int CompareTo(Number other)
    {
        if (((_high | other._high) & ~SignBit) == 0)
        {
            return _high == other._high
                ? (_high == 0 ? _low.CompareTo(other._low) : other._low.CompareTo(_low))
                : _high == 0 ? 1 : -1;
        }

        if (Sign != other.Sign)
        {
            return Sign.CompareTo(other.Sign);
        }

        var order = CompareMagnitude(this, other);
        return IsNegative ? -order : order;
    }

    /// <inheritdoc/>
    public bool Equals(Number other) =>
        (_low == other._low && _high == other._high) || (Exponent != other.Exponent && CompareTo(other) == 0) || (IsZero && other.IsZero);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Number other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        if (IsZero)
        {
            return 0;
        }

        // Of equal numbers the one without trailing zeros stands for all; most fit 64 bits, whose division is far cheaper.
        var coefficient = Coefficient;
        var exponent = Exponent;
        while (coefficient > ulong.MaxValue && coefficient % 10 == 0)
        {
            coefficient /= 10;
            exponent++;
        }

        var (low, high) = ((ulong)coefficient, (ulong)(coefficient >> 64));
        while (high == 0 && low % 10 == 0)
        {
            low /= 10;
            exponent++;
        }

        return HashCode.Combine(low, high, exponent, IsNegative);
    }

    /// <summary>Equality of value.</summary>
    public static bool operator ==(Number left, Number right) => left.Equals(right);

    /// <summary>Inequality of value.</summary>
    public static bool operator !=(Number left, Number right) => !left.Equals(right);

    /// <summary>Order by value.</summary>
    public static bool operator <(Number left, Number right) => left.CompareTo(right) < 0;

    /// <summary>Order by value.</summary>
    public static bool operator >(Number left, Number right) => left.CompareTo(right) > 0;

    /// <summary>Order by value.</summary>
    public static bool operator <=(Number left, Number right) => left.CompareTo(right) <= 0;

    /// <summary>Order by value.</summary>
    public static bool operator >=(Number left, Number right) => left.CompareTo(right) >= 0;

    private static int CompareMagnitude(Number left, Number right)
    {
        var (a, b) = (left.Coefficient, right.Coefficient);
        var difference = left.Exponent - right.Exponent;
        if (difference == 0 || a == 0 || b == 0)
        {
            return a.CompareTo(b);
        }

        if (difference is > 0 and <= 19 && a <= ulong.MaxValue)
        {
            return (a * PowerOfTen(difference)).CompareTo(b);
        }

        if (difference is < 0 and >= -19 && b <= ulong.MaxValue)
        {
            return a.CompareTo(b * PowerOfTen(-difference));
        }

        var byLength = (DigitCount(a) + difference).CompareTo(DigitCount(b));
        if (byLength != 0)
        {
            return byLength;
        }

        return difference > 0
            ? ((BigInteger)a * BigPowerOfTen(difference)).CompareTo(b)
            : ((BigInteger)a).CompareTo((BigInteger)b * BigPowerOfTen(-difference));
    }
}
