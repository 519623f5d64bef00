using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Xiezhi.Foundation.Values;

/// <summary>One value of the data that cases, rules and procedures work on. The default value is null.</summary>
/// <remarks>
/// Immutable and safe to share between threads. Booleans, numbers, dates and durations are held in place, without an object.
/// Equality is structural and never fails: values of different kinds are not equal. FEEL's own comparison, which can answer null,
/// belongs to the expression engine.
/// </remarks>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The kinds bear FEEL's names.")]
public readonly struct Value : IEquatable<Value>
{
    private sealed class Held(ValueKind kind) : ValuePayload
    {
        public override ValueKind Kind => kind;
    }

    private sealed class Boxed<T>(ValueKind kind, T content) : ValuePayload
        where T : notnull
    {
        public override ValueKind Kind => kind;

        public T Content { get; } = content;

        public override bool Equals(object? obj) => obj is Boxed<T> other && Content.Equals(other.Content);

        public override int GetHashCode() => Content.GetHashCode();

        public override string? ToString() => Content.ToString();
    }

    private static readonly Held HeldBoolean = new(ValueKind.Boolean);
    private static readonly Held HeldNumber = new(ValueKind.Number);
    private static readonly Held HeldDate = new(ValueKind.Date);
    private static readonly Held HeldDaysAndTime = new(ValueKind.DaysAndTimeDuration);
    private static readonly Held HeldYearsAndMonths = new(ValueKind.YearsAndMonthsDuration);

    // Null, a string, a payload, or the mark of a kind whose bits are held in _number.
    private readonly object? _reference;
    private readonly Number _number;

    private Value(object? reference, Number number = default)
    {
        _reference = reference;
        _number = number;
    }

    /// <summary>No value.</summary>
    public static Value Null => default;

    /// <summary>True.</summary>
    public static Value True { get; } = new(HeldBoolean, Number.One);

    /// <summary>False.</summary>
    public static Value False { get; } = new(HeldBoolean);

    /// <summary>The kind.</summary>
    public ValueKind Kind => _reference switch
    {
        null => ValueKind.Null,
        string => ValueKind.String,
        _ => Unsafe.As<ValuePayload>(_reference).Kind,
    };

    /// <summary>Whether this is null.</summary>
    public bool IsNull => _reference is null;

    /// <summary>Whether this is the boolean true.</summary>
    public bool IsTrue => ReferenceEquals(_reference, HeldBoolean) && _number.Bits.Low != 0;

    /// <summary>Whether this is the boolean false.</summary>
    public bool IsFalse => ReferenceEquals(_reference, HeldBoolean) && _number.Bits.Low == 0;

    /// <summary>Whether this is a boolean.</summary>
    public bool IsBoolean => ReferenceEquals(_reference, HeldBoolean);

    /// <summary>Whether this is a number.</summary>
    public bool IsNumber => ReferenceEquals(_reference, HeldNumber);

    /// <summary>Whether this is text.</summary>
    public bool IsString => _reference is string;

    /// <summary>The text, or <see langword="null"/> when this is not text.</summary>
    public string? AsString => _reference as string;

    /// <summary>The list, or <see langword="null"/> when this is not a list.</summary>
    public ValueList? AsList => _reference as ValueList;

    /// <summary>The context, or <see langword="null"/> when this is not a context.</summary>
    public ValueContext? AsContext => _reference as ValueContext;

    /// <summary>What this refers to, or <see langword="null"/> when it holds its content itself or is text.</summary>
    public ValuePayload? AsPayload => _reference is Held ? null : _reference as ValuePayload;

    /// <summary>The number, or <see langword="null"/> when this is not a number.</summary>
    public Number? AsNumber => IsNumber ? _number : null;

    /// <summary>The number, where this is one.</summary>
    public bool TryGetNumber(out Number number)
    {
        number = _number;
        return IsNumber;
    }

    /// <summary>The boolean, or <see langword="null"/> when this is not a boolean.</summary>
    public bool? AsBoolean => IsBoolean ? _number != Number.Zero : null;

    /// <summary>The date, or <see langword="null"/> when this is not a date.</summary>
    public Date? AsDate => ReferenceEquals(_reference, HeldDate) ? Date.FromEpochDay((long)_number.Bits.Low) : null;

    /// <summary>The time, or <see langword="null"/> when this is not a time.</summary>
    public Time? AsTime => Content<Time>();

    /// <summary>The date and time, or <see langword="null"/> when this is not one.</summary>
    public DateAndTime? AsDateAndTime => Content<DateAndTime>();

    /// <summary>The duration, or <see langword="null"/> when this is not a duration of days and time.</summary>
    public DaysAndTimeDuration? AsDaysAndTimeDuration => ReferenceEquals(_reference, HeldDaysAndTime)
        ? new DaysAndTimeDuration((Int128)new UInt128(_number.Bits.High, _number.Bits.Low))
        : null;

    /// <summary>The duration, or <see langword="null"/> when this is not a duration of years and months.</summary>
    public YearsAndMonthsDuration? AsYearsAndMonthsDuration => ReferenceEquals(_reference, HeldYearsAndMonths)
        ? new YearsAndMonthsDuration((long)_number.Bits.Low)
        : null;

    /// <summary>The range, or <see langword="null"/> when this is not a range.</summary>
    public RangeValue? AsRange => _reference as RangeValue;

    /// <summary>The function, or <see langword="null"/> when this is not a function.</summary>
    public FunctionValue? AsFunction => _reference as FunctionValue;

    /// <summary>A boolean.</summary>
    public static Value From(bool value) => value ? True : False;

    /// <summary>A number.</summary>
    public static Value From(Number value) => new(HeldNumber, value);

    /// <summary>A number.</summary>
    public static Value From(decimal value) => new(HeldNumber, Number.From(value));

    /// <summary>A number.</summary>
    public static Value From(long value) => new(HeldNumber, Number.From(value));

    /// <summary>Text, or null where <paramref name="value"/> is <see langword="null"/>.</summary>
    public static Value From(string? value) => new(value);

    /// <summary>A date.</summary>
    public static Value From(Date value) => new(HeldDate, new Number((ulong)value.ToEpochDay(), 0));

    /// <summary>A time.</summary>
    public static Value From(Time value) => new(new Boxed<Time>(ValueKind.Time, value));

    /// <summary>A date and time.</summary>
    public static Value From(DateAndTime value) => new(new Boxed<DateAndTime>(ValueKind.DateAndTime, value));

    /// <summary>An instant, as a date and time with its offset.</summary>
    public static Value From(DateTimeOffset value) => From(DateAndTime.From(value));

    /// <summary>A duration of days and time.</summary>
    public static Value From(DaysAndTimeDuration value) => new(HeldDaysAndTime, new Number((ulong)(UInt128)value.Nanoseconds, (ulong)((UInt128)value.Nanoseconds >> 64)));

    /// <summary>A duration of years and months.</summary>
    public static Value From(YearsAndMonthsDuration value) => new(HeldYearsAndMonths, new Number((ulong)value.Months, 0));

    /// <summary>A list, a context, a range or a function; null where <paramref name="payload"/> is <see langword="null"/>.</summary>
    public static Value From(ValuePayload? payload) => new(payload);

    /// <summary>A list of <paramref name="items"/>.</summary>
    public static Value List(params ReadOnlySpan<Value> items) => new(ValueList.Of(items));

    /// <summary>Text.</summary>
    public static implicit operator Value(string? value) => From(value);

    /// <summary>A boolean.</summary>
    public static implicit operator Value(bool value) => From(value);

    /// <summary>A number.</summary>
    public static implicit operator Value(decimal value) => From(value);

    /// <summary>A number.</summary>
    public static implicit operator Value(long value) => From(value);

    /// <summary>A number.</summary>
    public static implicit operator Value(int value) => From(value);

    /// <summary>A list.</summary>
    public static implicit operator Value(ValueList? value) => From(value);

    /// <summary>A context.</summary>
    public static implicit operator Value(ValueContext? value) => From(value);

    /// <summary>Structural equality.</summary>
    public static bool operator ==(Value left, Value right) => left.Equals(right);

    /// <summary>Structural inequality.</summary>
    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(Value other)
    {
        if (ReferenceEquals(_reference, other._reference))
        {
            return _reference is not Held || (IsNumber ? _number == other._number : _number.Bits == other._number.Bits);
        }

        return _reference is not (null or Held) && _reference.Equals(other._reference);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _reference is Held ? (IsNumber ? _number.GetHashCode() : _number.Bits.GetHashCode()) : _reference?.GetHashCode() ?? 0;

    /// <summary>The value as FEEL would write it, near enough for a person to read.</summary>
    public override string ToString() => _reference switch
    {
        null => "null",
        string text => "\"" + text + "\"",
        Held => Kind switch
        {
            ValueKind.Boolean => IsTrue ? "true" : "false",
            ValueKind.Number => _number.ToString(),
            ValueKind.Date => AsDate.ToString()!,
            ValueKind.DaysAndTimeDuration => AsDaysAndTimeDuration.ToString()!,
            _ => AsYearsAndMonthsDuration.ToString()!,
        },
        _ => _reference.ToString() ?? "",
    };

    private T? Content<T>()
        where T : struct => _reference is Boxed<T> boxed ? boxed.Content : null;
}
