using CsCheck;
using Xiezhi.Foundation.Json;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Foundation.Tests.Json;

public class ValueJsonTests
{
    private static readonly Gen<Value> Simple = Gen.OneOf(
        Gen.Const(Value.Null),
        Gen.Bool.Select(Value.From),
        Gen.Decimal.Select(Value.From),
        Gen.String.Select(text => Value.From(text)),
        Gen.Select(Gen.Int[-Date.MaxYear, Date.MaxYear], Gen.Int[1, 12], Gen.Int[1, 28]).Select((year, month, day) => Value.From(new Date(year, month, day))),
        Gen.DateTimeOffset.Select(Value.From),
        Gen.Long.Select(nanoseconds => Value.From(new DaysAndTimeDuration(nanoseconds))),
        Gen.Int.Select(months => Value.From(new YearsAndMonthsDuration(months))),
        Gen.Select(Gen.Long[0, 86_399_999_999_999], Gen.Int[-18, 18]).Select((of, offset) => Value.From(new Time(of, offset * 3600))),
        Gen.Const(Value.From(Number.TryParse("1.234567890123456789012345678901234E-300", out var tiny) ? tiny : default)));

    private static readonly Gen<Value> Any = Gen.Recursive<Value>((depth, inner) => depth > 3
        ? Simple
        : Gen.Frequency(
            (3, Simple),
            (1, inner.Array[0, 4].Select(items => (Value)new ValueList([.. items]))),
            (1, Gen.Select(Gen.OneOf(Gen.String, Gen.Const("$date")), inner).Array[0, 4].Select(entries => (Value)ValueContext.From(entries.Select(entry => KeyValuePair.Create(entry.Item1, entry.Item2)))))));

    [Fact]
    public void What_is_written_is_read_back_equal() => Any.Sample(value => Assert.Equal(value, ValueJson.FromText(ValueJson.ToText(value))));

    [Theory]
    [InlineData("1.10", "1.1")]
    [InlineData("123456789012345678901234567890", "{\"$number\":\"123456789012345678901234567890\"}")]
    public void A_number_keeps_its_digits(string digits, string json)
    {
        Assert.True(Number.TryParse(digits, out var number));
        Assert.Equal(json, ValueJson.ToText(Value.From(number)));
    }

    [Theory]
    [InlineData("$date", "2026-03-01")]
    [InlineData("$number", "12")]
    [InlineData("$duration", "P1D")]
    [InlineData("$context", "text")]
    public void A_context_that_looks_like_a_mark_stays_a_context_however_deep_it_lies(string name, string text)
    {
        var value = Value.From(ValueContext.Of((name, text)));
        for (var depth = 0; depth < 4; depth++)
        {
            Assert.Equal(value, ValueJson.FromText(ValueJson.ToText(value)));
            var beside = Value.From(ValueContext.Of(("$context", value), ("other", 1)));
            Assert.Equal(beside, ValueJson.FromText(ValueJson.ToText(beside)));
            value = Value.From(ValueContext.Of(("$context", value)));
        }
    }
}
