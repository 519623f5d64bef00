using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using static Xiezhi.Rules.Feel.Functions.Builtins;

namespace Xiezhi.Rules.Feel.Functions;

/// <summary>Functions on numbers (DMN 1.5, 10.3.4.5).</summary>
internal static class NumericFunctions
{
    public static BuiltinFunction[] All =>
    [
        Define("decimal", FeelType.Number, ("n: number, scale: number", call => Round(call, Rounding.HalfEven))),
        Define("floor", FeelType.Number, ("n: number", call => Round(call, Rounding.Floor)), ("n: number, scale: number", call => Round(call, Rounding.Floor))),
        Define("ceiling", FeelType.Number, ("n: number", call => Round(call, Rounding.Ceiling)), ("n: number, scale: number", call => Round(call, Rounding.Ceiling))),
        Define("round up", FeelType.Number, ("n: number, scale: number", call => Round(call, Rounding.Up))),
        Define("round down", FeelType.Number, ("n: number, scale: number", call => Round(call, Rounding.Down))),
        Define("round half up", FeelType.Number, ("n: number, scale: number", call => Round(call, Rounding.HalfUp))),
        Define("round half down", FeelType.Number, ("n: number, scale: number", call => Round(call, Rounding.HalfDown))),
        Define(
            "abs",
            FeelType.Any,
            ("n: number", call => Value.From(call.Number(0).Abs())),
            ("n: days", call => Value.From(new DaysAndTimeDuration(Int128.Abs(call[0].AsDaysAndTimeDuration!.Value.Nanoseconds)))),
            ("n: months", call => Value.From(new YearsAndMonthsDuration(Math.Abs(call[0].AsYearsAndMonthsDuration!.Value.Months))))),
        Define("modulo", FeelType.Number, ("dividend: number, divisor: number", call => Number.TryModulo(call.Number(0), call.Number(1), out var modulo) ? Value.From(modulo) : call.Fail("the divisor is zero"))),
        Define("sqrt", FeelType.Number, ("number: number", call => Slowly(call).TrySquareRoot(out var root) ? Value.From(root) : call.Fail("the number is negative"))),
        Define("log", FeelType.Number, ("number: number", call => Slowly(call).TryLogarithm(out var logarithm) ? Value.From(logarithm) : call.Fail("the number is not above zero"))),
        Define("exp", FeelType.Number, ("number: number", call => Slowly(call).TryExponential(out var power) ? Value.From(power) : call.Fail("the result is too large"))),
        Define("odd", FeelType.Boolean, ("number: number", call => Parity(call, odd: true))),
        Define("even", FeelType.Boolean, ("number: number", call => Parity(call, odd: false))),
        Define("sum", FeelType.Number, ("list: list", call => Sum(call, call.List(0).Items.AsSpan())), ("...n: any", call => Sum(call, call.Arguments))),
        Define("product", FeelType.Number, ("list: list", call => Product(call, call.List(0).Items.AsSpan())), ("...n: any", call => Product(call, call.Arguments))),
        Define("mean", FeelType.Number, ("list: list", call => Mean(call, call.List(0).Items.AsSpan())), ("...n: any", call => Mean(call, call.Arguments))),
        Define("median", FeelType.Number, ("list: list", call => Median(call, call.List(0).Items.AsSpan())), ("...n: any", call => Median(call, call.Arguments))),
        Define("stddev", FeelType.Number, ("list: list", call => Deviation(call, call.List(0).Items.AsSpan())), ("...n: any", call => Deviation(call, call.Arguments))),
        Define("mode", FeelType.ListOf(FeelType.Number), ("list: list", call => Mode(call, call.List(0).Items.AsSpan())), ("...n: any", call => Mode(call, call.Arguments))),
    ];

    // Series to 34 digits take some tens of microseconds.
    private static Number Slowly(BuiltinCall call)
    {
        call.Session.Steps(200, call.Site);
        return call.Number(0);
    }

    private static Value Round(BuiltinCall call, Rounding rounding)
    {
        if (!(call[1].AsNumber ?? Number.Zero).TryToInt64(out var scale))
        {
            var whole = call[1].AsNumber!.Value.Round(0, Rounding.Down);
            if (!whole.TryToInt64(out scale))
            {
                return call.Fail("the scale is out of range");
            }
        }

        return scale is < -6111 or > 6176 ? call.Fail("the scale is out of range") : Value.From(call.Number(0).Round((int)scale, rounding));
    }

    private static Value Parity(BuiltinCall call, bool odd)
    {
        if (!call.Number(0).IsInteger)
        {
            return call.Fail("it is not a whole number");
        }

        return Number.TryModulo(call.Number(0), Number.From(2), out var rest) ? rest.IsZero != odd : call.Fail("it is too large");
    }

    private static Number[]? Numbers(BuiltinCall call, ReadOnlySpan<Value> items, bool mayBeEmpty = false)
    {
        call.Session.Steps(items.Length, call.Site);
        if (items.IsEmpty && !mayBeEmpty)
        {
            call.Fail("the list is empty");
            return null;
        }

        var numbers = new Number[items.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (items[i].AsNumber is not { } number)
            {
                call.Fail("an item is not a number");
                return null;
            }

            numbers[i] = number;
        }

        return numbers;
    }

    private static Number? Total(Number[] numbers)
    {
        var total = Number.Zero;
        foreach (var number in numbers)
        {
            if (!Number.TryAdd(total, number, out total))
            {
                return null;
            }
        }

        return total;
    }

    private static Value Result(BuiltinCall call, Number? number) => number is { } value ? Value.From(value) : call.Fail("the result is too large");

    private static Value Sum(BuiltinCall call, ReadOnlySpan<Value> items) => Numbers(call, items) is { } numbers ? Result(call, Total(numbers)) : Value.Null;

    private static Value Product(BuiltinCall call, ReadOnlySpan<Value> items)
    {
        if (Numbers(call, items) is not { } numbers)
        {
            return Value.Null;
        }

        var product = Number.One;
        foreach (var number in numbers)
        {
            if (!Number.TryMultiply(product, number, out product))
            {
                return call.Fail("the result is too large");
            }
        }

        return Value.From(product);
    }

    private static Number? MeanOf(Number[] numbers) =>
        Total(numbers) is { } total && Number.TryDivide(total, Number.From(numbers.Length), out var mean) ? mean : null;

    private static Value Mean(BuiltinCall call, ReadOnlySpan<Value> items) => Numbers(call, items) is { } numbers ? Result(call, MeanOf(numbers)) : Value.Null;

    private static Value Median(BuiltinCall call, ReadOnlySpan<Value> items)
    {
        if (Numbers(call, items) is not { } numbers)
        {
            return Value.Null;
        }

        Array.Sort(numbers);
        var middle = numbers.Length / 2;
        return numbers.Length % 2 == 1 ? Value.From(numbers[middle]) : Result(call, MeanOf([numbers[middle - 1], numbers[middle]]));
    }

    // The deviation of a sample: divided by one less than the count.
    private static Value Deviation(BuiltinCall call, ReadOnlySpan<Value> items)
    {
        if (Numbers(call, items) is not { } numbers)
        {
            return Value.Null;
        }

        if (numbers.Length < 2)
        {
            return call.Fail("it takes at least two numbers");
        }

        if (MeanOf(numbers) is not { } mean)
        {
            return call.Fail("the result is too large");
        }

        var squares = Number.Zero;
        foreach (var number in numbers)
        {
            if (!Number.TrySubtract(number, mean, out var distance) || !Number.TryMultiply(distance, distance, out var square) || !Number.TryAdd(squares, square, out squares))
            {
                return call.Fail("the result is too large");
            }
        }

        return Number.TryDivide(squares, Number.From(numbers.Length - 1), out var variance) && variance.TrySquareRoot(out var root) ? Value.From(root) : call.Fail("the result is too large");
    }

    private static Value Mode(BuiltinCall call, ReadOnlySpan<Value> items)
    {
        if (Numbers(call, items, mayBeEmpty: true) is not { } numbers)
        {
            return Value.Null;
        }

        call.Session.Steps(numbers.Length * 8L, call.Site);
        var counts = numbers.GroupBy(number => number).Select(group => (Number: group.Key, Count: group.Count())).ToArray();
        var most = counts.Length == 0 ? 0 : counts.Max(entry => entry.Count);
        return new ValueList(counts.Where(entry => entry.Count == most).Select(entry => entry.Number).Order().Select(Value.From).ToImmutableArray());
    }
}
