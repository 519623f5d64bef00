using System.Globalization;

namespace Xiezhi.Foundation.Values;

/// <summary>A decimal number.</summary>
/// <remarks>Immutable. 1.0 and 1.00 are equal. The default value is zero.</remarks>
public readonly struct Number : IEquatable<Number>, IComparable<Number>
{
    private readonly decimal _value;

    private Number(decimal value) => _value = value;

    /// <summary>Zero.</summary>
    public static Number Zero => default;

    /// <summary>One.</summary>
    public static Number One { get; } = new(1);

    /// <summary>The number equal to <paramref name="value"/>.</summary>
    public static Number From(decimal value) => new(value);

    /// <summary>The number equal to <paramref name="value"/>.</summary>
    public static Number From(long value) => new(value);

    /// <summary>Reads a number as XML and JSON write it: an optional sign, digits, an optional fraction and exponent.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Number number)
    {
        var read = decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value);
        number = new Number(value);
        return read;
    }

    /// <summary>The nearest <see cref="decimal"/>; false when it is out of that type's range.</summary>
    public bool TryToDecimal(out decimal value)
    {
        value = _value;
        return true;
    }

    /// <summary>The number as a whole number; false when it has a fraction or is out of range.</summary>
    public bool TryToInt64(out long value)
    {
        value = 0;
        if (_value != decimal.Truncate(_value) || _value > long.MaxValue || _value < long.MinValue)
        {
            return false;
        }

        value = (long)_value;
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(Number other) => _value.CompareTo(other._value);

    /// <inheritdoc/>
    public bool Equals(Number other) => _value == other._value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Number other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _value.GetHashCode();

    /// <summary>Plain digits without an exponent, no trailing zeros behind the point.</summary>
    public override string ToString() => _value.ToString("0.############################", CultureInfo.InvariantCulture);

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
}
