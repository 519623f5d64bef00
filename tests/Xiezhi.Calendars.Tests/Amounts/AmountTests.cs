using CsCheck;

namespace Xiezhi.Calendars.Tests;

public class AmountTests
{
    [Theory]
    [InlineData("PT4H", AmountUnit.Elapsed, "04:00:00", 0)]
    [InlineData("PT90M", AmountUnit.Elapsed, "01:30:00", 0)]
    [InlineData("P1DT2H3M4.5S", AmountUnit.Elapsed, "1.02:03:04.5", 0)]
    [InlineData("P2D", AmountUnit.Elapsed, "2.00:00:00", 0)]
    [InlineData("4wh", AmountUnit.WorkingHours, "04:00:00", 0)]
    [InlineData("1.5wh", AmountUnit.WorkingHours, "01:30:00", 0)]
    [InlineData("5wd", AmountUnit.WorkingDays, "00:00:00", 5)]
    [InlineData("7d", AmountUnit.CalendarDays, "00:00:00", 7)]
    [InlineData("0d", AmountUnit.CalendarDays, "00:00:00", 0)]
    public void An_amount_is_read_in_its_unit(string text, AmountUnit unit, string time, int days)
    {
        Assert.True(Amount.TryParse(text, out var amount));

        Assert.Equal(unit, amount.Unit);
        Assert.Equal(TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture), amount.Time);
        Assert.Equal(days, amount.Days);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("wd")]
    [InlineData("d")]
    [InlineData("-5wd")]
    [InlineData("+5wd")]
    [InlineData(" 5wd")]
    [InlineData("5 wd")]
    [InlineData("5WD")]
    [InlineData("1.5wd")]
    [InlineData("1000001d")]
    [InlineData("99999999999999999999wh")]
    [InlineData("-PT4H")]
    [InlineData("PT-4H")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1")]
    [InlineData("P1H")]
    [InlineData("PT1D")]
    [InlineData("PT1M1H")]
    [InlineData("PT1H1H")]
    [InlineData("P1Y")]
    [InlineData("P1M")]
    [InlineData("P1W")]
    [InlineData("PT1.5H")]
    [InlineData("PT1.S")]
    [InlineData("PT.5S")]
    [InlineData("P1DT")]
    [InlineData("PT1HT1M")]
    [InlineData("PT99999999999999999999S")]
    [InlineData("P99999999D")]
    public void What_is_not_an_amount_is_refused(string? text) => Assert.False(Amount.TryParse(text, out _));

    [Theory]
    [InlineData("PT36H", "P1DT12H")]
    [InlineData("PT1H30M", "PT90M")]
    [InlineData("PT0.5S", "PT0.5S")]
    [InlineData("PT0S", "PT0S")]
    [InlineData("0.5wh", "0.50wh")]
    [InlineData("12wd", "12wd")]
    public void An_amount_is_written_in_one_way(string expected, string text)
    {
        Assert.True(Amount.TryParse(text, out var amount));

        Assert.Equal(expected, amount.ToString());
    }

    [Fact]
    public void What_is_written_is_read_back_equal() => AnyAmount.Sample(amount =>
        Amount.TryParse(amount.ToString(), out var read) && read == amount);

    [Fact]
    public void No_text_breaks_the_reader() =>
        Gen.String[Gen.Char["PTDHMSwd0123456789.-+ "], 0, 12].Sample(text =>
        {
            if (Amount.TryParse(text, out var amount))
            {
                Assert.True(Amount.TryParse(amount.ToString(), out var again) && again == amount, text);
            }
        });

    [Fact]
    public void An_amount_is_never_negative()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Amount.WorkingDays(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Amount.Elapsed(TimeSpan.FromTicks(-1)));
    }

    private static Gen<Amount> AnyAmount { get; } = Gen.OneOf(
        Gen.Long[0, TimeSpan.MaxValue.Ticks].Select(ticks => Amount.Elapsed(TimeSpan.FromTicks(ticks))),
        Gen.Long[0, TimeSpan.TicksPerDay * 4000].Select(ticks => Amount.WorkingTime(TimeSpan.FromTicks(ticks))),
        Gen.Int[0, Amount.MaximumDays].Select(Amount.WorkingDays),
        Gen.Int[0, Amount.MaximumDays].Select(Amount.CalendarDays));
}
