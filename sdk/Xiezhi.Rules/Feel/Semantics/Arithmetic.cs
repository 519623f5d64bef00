using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Evaluation;
using Xiezhi.Rules.Feel.Compilation;

namespace Xiezhi.Rules.Feel.Semantics;

/// <summary>FEEL's arithmetic on numbers, texts, moments and durations (DMN 1.5, tables 52 to 57).</summary>
internal static class Arithmetic
{
    public static Value Add(Value left, Value right, EvaluationSession session, Site site)
    {
        if (left.IsNumber && right.IsNumber)
        {
            return Number.TryAdd(left.AsNumber!.Value, right.AsNumber!.Value, out var sum) ? Value.From(sum) : site.Fail(session, RulesCodes.Overflow, "+");
        }

        switch (left.Kind, right.Kind)
        {
            case (ValueKind.String, ValueKind.String):
                session.CheckStringLength((long)left.AsString!.Length + right.AsString!.Length, site);
                session.Made(left.AsString.Length > right.AsString.Length ? left : right, site);
                return left.AsString + right.AsString;
            case (ValueKind.DaysAndTimeDuration, ValueKind.DaysAndTimeDuration):
                return Days(left.AsDaysAndTimeDuration!.Value.Nanoseconds + right.AsDaysAndTimeDuration!.Value.Nanoseconds, session, site);
            case (ValueKind.YearsAndMonthsDuration, ValueKind.YearsAndMonthsDuration):
                return Months((Int128)left.AsYearsAndMonthsDuration!.Value.Months + right.AsYearsAndMonthsDuration!.Value.Months, session, site);
            case (ValueKind.Date or ValueKind.DateAndTime or ValueKind.Time, ValueKind.DaysAndTimeDuration or ValueKind.YearsAndMonthsDuration):
                return Move(left, right, 1, session, site);
            case (ValueKind.DaysAndTimeDuration or ValueKind.YearsAndMonthsDuration, ValueKind.Date or ValueKind.DateAndTime or ValueKind.Time):
                return Move(right, left, 1, session, site);
            default:
                return NotDefined("+", left, right, session, site);
        }
    }

    public static Value Subtract(Value left, Value right, EvaluationSession session, Site site)
    {
        if (left.IsNumber && right.IsNumber)
        {
            return Number.TrySubtract(left.AsNumber!.Value, right.AsNumber!.Value, out var difference) ? Value.From(difference) : site.Fail(session, RulesCodes.Overflow, "-");
        }

        switch (left.Kind, right.Kind)
        {
            case (ValueKind.DaysAndTimeDuration, ValueKind.DaysAndTimeDuration):
                return Days(left.AsDaysAndTimeDuration!.Value.Nanoseconds - right.AsDaysAndTimeDuration!.Value.Nanoseconds, session, site);
            case (ValueKind.YearsAndMonthsDuration, ValueKind.YearsAndMonthsDuration):
                return Months((Int128)left.AsYearsAndMonthsDuration!.Value.Months - right.AsYearsAndMonthsDuration!.Value.Months, session, site);
            case (ValueKind.Date or ValueKind.DateAndTime or ValueKind.Time, ValueKind.DaysAndTimeDuration or ValueKind.YearsAndMonthsDuration):
                return Move(left, right, -1, session, site);
            case (ValueKind.Date or ValueKind.DateAndTime, ValueKind.Date or ValueKind.DateAndTime):
                return Between(left, right) is { } length ? Days(length, session, site) : site.Fail(session, RulesCodes.OffsetMissing);
            case (ValueKind.Time, ValueKind.Time):
                return Between(left.AsTime!.Value, right.AsTime!.Value) is { } span ? Days(span, session, site) : site.Fail(session, RulesCodes.OffsetMissing);
            default:
                return NotDefined("-", left, right, session, site);
        }
    }

    public static Value Multiply(Value left, Value right, EvaluationSession session, Site site)
    {
        if (left.IsNumber && right.IsNumber)
        {
            return Number.TryMultiply(left.AsNumber!.Value, right.AsNumber!.Value, out var product) ? Value.From(product) : site.Fail(session, RulesCodes.Overflow, "*");
        }

        return (left.Kind, right.Kind) switch
        {
            (ValueKind.DaysAndTimeDuration or ValueKind.YearsAndMonthsDuration, ValueKind.Number) => Scale(left, right.AsNumber!.Value, "*", session, site),
            (ValueKind.Number, ValueKind.DaysAndTimeDuration or ValueKind.YearsAndMonthsDuration) => Scale(right, left.AsNumber!.Value, "*", session, site),
            _ => NotDefined("*", left, right, session, site),
        };
    }

    public static Value Divide(Value left, Value right, EvaluationSession session, Site site)
    {
        if (left.IsNumber && right.IsNumber)
        {
            return Quotient(left.AsNumber!.Value, right.AsNumber!.Value, session, site);
        }

        switch (left.Kind, right.Kind)
        {
            case (ValueKind.DaysAndTimeDuration or ValueKind.YearsAndMonthsDuration, ValueKind.Number):
                return right.AsNumber!.Value.IsZero ? site.Fail(session, RulesCodes.DivisionByZero) : Scale(left, right.AsNumber!.Value, "/", session, site);
            case (ValueKind.DaysAndTimeDuration, ValueKind.DaysAndTimeDuration):
                return Quotient(NumberOf(left.AsDaysAndTimeDuration!.Value.Nanoseconds), NumberOf(right.AsDaysAndTimeDuration!.Value.Nanoseconds), session, site);
            case (ValueKind.YearsAndMonthsDuration, ValueKind.YearsAndMonthsDuration):
                return Quotient(Number.From(left.AsYearsAndMonthsDuration!.Value.Months), Number.From(right.AsYearsAndMonthsDuration!.Value.Months), session, site);
            default:
                return NotDefined("/", left, right, session, site);
        }
    }

    public static Value Power(Value left, Value right, EvaluationSession session, Site site)
    {
        if (!left.IsNumber || !right.IsNumber)
        {
            return NotDefined("**", left, right, session, site);
        }

        // Large and broken exponents take series to 34 digits, some tens of microseconds.
        session.Steps(right.AsNumber!.Value.TryToInt64(out var whole) && Math.Abs(whole) <= 64 ? 8 : 800, site);
        return left.AsNumber!.Value.TryPower(right.AsNumber!.Value, out var power) ? Value.From(power) : site.Fail(session, RulesCodes.Overflow, "**");
    }

    public static Value Negate(Value operand, EvaluationSession session, Site site) => operand.Kind switch
    {
        ValueKind.Number => Value.From(operand.AsNumber!.Value.Negate()),
        ValueKind.DaysAndTimeDuration => Value.From(new DaysAndTimeDuration(-operand.AsDaysAndTimeDuration!.Value.Nanoseconds)),
        ValueKind.YearsAndMonthsDuration => Value.From(new YearsAndMonthsDuration(-operand.AsYearsAndMonthsDuration!.Value.Months)),
        _ => site.Fail(session, RulesCodes.OperandNotSupported, "-", Describe(operand)),
    };

    /// <summary>Nanoseconds from right to left; a date is its midnight in UTC. <see langword="null"/> when only one of them has an offset.</summary>
    public static Int128? Between(Value left, Value right)
    {
        var (a, b) = (MomentOf(left), MomentOf(right));
        return (a.UtcNanoseconds, b.UtcNanoseconds) switch
        {
            (null, null) => a.LocalNanoseconds - b.LocalNanoseconds,
            ({ } x, { } y) => x - y,
            _ => null,
        };
    }

    public static DateAndTime MomentOf(Value value) => value.AsDateAndTime ?? new DateAndTime(value.AsDate!.Value, new Time(0, 0));

    public static string Describe(Value value)
    {
        // Written out it would only be cut again.
        if (value.AsPayload is { Size: > 100 })
        {
            return value.AsContext is not null ? "{…}" : "[…]";
        }

        var text = value.ToString();
        return text.Length > 60 ? text[..60] + "…" : text;
    }

    private static Int128? Between(Time left, Time right)
    {
        var date = new Date(1970, 1, 5);
        return (left.OffsetOn(date), right.OffsetOn(date)) switch
        {
            (null, null) => left.NanosecondOfDay - right.NanosecondOfDay,
            ({ } x, { } y) => left.NanosecondOfDay - right.NanosecondOfDay - ((x - y) * 1_000_000_000L),
            _ => null,
        };
    }

    private static Value Quotient(Number left, Number right, EvaluationSession session, Site site)
    {
        if (right.IsZero)
        {
            return site.Fail(session, RulesCodes.DivisionByZero);
        }

        return Number.TryDivide(left, right, out var quotient) ? Value.From(quotient) : site.Fail(session, RulesCodes.Overflow, "/");
    }

    private static Value Move(Value moment, Value duration, int sign, EvaluationSession session, Site site)
    {
        if (duration.AsYearsAndMonthsDuration is { } months)
        {
            var moved = new YearsAndMonthsDuration(sign * months.Months);
            return moment.Kind switch
            {
                ValueKind.Date when moment.AsDate!.Value.TryAddMonths(moved.Months, out var date) => Value.From(date),
                ValueKind.DateAndTime when moment.AsDateAndTime!.Value.TryAdd(moved, out var value) => Value.From(value),
                ValueKind.Time => NotDefined(sign > 0 ? "+" : "-", moment, duration, session, site),
                _ => site.Fail(session, RulesCodes.Overflow, sign > 0 ? "+" : "-"),
            };
        }

        var length = new DaysAndTimeDuration(sign * duration.AsDaysAndTimeDuration!.Value.Nanoseconds);
        switch (moment.Kind)
        {
            case ValueKind.Date when MomentOf(moment).TryAdd(length, out var later):
                return Value.From(later.Date);
            case ValueKind.DateAndTime when moment.AsDateAndTime!.Value.TryAdd(length, out var later):
                return Value.From(later);
            case ValueKind.Time:
                const long Day = 86_400_000_000_000;
                var time = moment.AsTime!.Value;
                var of = (long)(((time.NanosecondOfDay + length.Nanoseconds) % Day + Day) % Day);
                return Value.From(new Time(of, time.OffsetSeconds, time.Zone));
            default:
                return site.Fail(session, RulesCodes.Overflow, sign > 0 ? "+" : "-");
        }
    }

    private static Value Scale(Value duration, Number factor, string operation, EvaluationSession session, Site site)
    {
        var isDays = duration.AsDaysAndTimeDuration is not null;
        var length = isDays ? NumberOf(duration.AsDaysAndTimeDuration!.Value.Nanoseconds) : Number.From(duration.AsYearsAndMonthsDuration!.Value.Months);
        var computed = operation == "*" ? Number.TryMultiply(length, factor, out var scaled) : Number.TryDivide(length, factor, out scaled);
        if (!computed || !Int128.TryParse(scaled.Round(0, Rounding.Down).ToString(), out var whole))
        {
            return site.Fail(session, RulesCodes.Overflow, operation);
        }

        return isDays ? Days(whole, session, site) : Months(whole, session, site);
    }

    private static Number NumberOf(Int128 value)
    {
        if (value >= long.MinValue && value <= long.MaxValue)
        {
            return Number.From((long)value);
        }

        return Number.TryParse(value.ToString(System.Globalization.CultureInfo.InvariantCulture), out var number) ? number : default;
    }

    // A duration longer than the span of all dates is of no use and could overflow later sums.
    private static Value Days(Int128 nanoseconds, EvaluationSession session, Site site)
    {
        var limit = (Int128)86_400_000_000_000 * 1_000_000_000_000;
        return nanoseconds > limit || nanoseconds < -limit ? site.Fail(session, RulesCodes.Overflow, "duration") : Value.From(new DaysAndTimeDuration(nanoseconds));
    }

    private static Value Months(Int128 months, EvaluationSession session, Site site) =>
        months > 100_000_000_000_000 || months < -100_000_000_000_000
            ? site.Fail(session, RulesCodes.Overflow, "duration")
            : Value.From(new YearsAndMonthsDuration((long)months));

    private static Value NotDefined(string operation, Value left, Value right, EvaluationSession session, Site site) =>
        site.Fail(session, RulesCodes.OperandsNotSupported, operation, Describe(left), Describe(right));
}
