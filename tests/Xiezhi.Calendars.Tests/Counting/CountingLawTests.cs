using CsCheck;

namespace Xiezhi.Calendars.Tests;

public class CountingLawTests
{
    // A look at each case costs microseconds; rare meetings of moments need many.
    private const int Cases = 5000;

    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    private static WorkingCalendar China => BuiltInCalendars.China;

    [Fact]
    public void Working_days_are_counted_as_one_would_on_a_wall_calendar() =>
        Gen.Select(AnyMoment, Gen.Int[1, 60], AnyCounting).Sample((from, days, counting) =>
        {
            var local = from.DateTime;

            var due = China.Due(from, Amount.WorkingDays(days), counting).Due!.Value;

            var expected = counting.End == DueEnd.Exact
                ? DayByDay.SameTimeOfDay(China, local, days)
                : DayByDay.EndOfWorkingDay(China, local, days, counting.From);
            Assert.Equal(new DateTimeOffset(expected, Offset), due);
        }, iter: Cases);

    [Fact]
    public void What_was_added_is_measured_again() =>
        Gen.Select(AnyMoment, AnyAmount, AnyCounting).Sample((from, amount, counting) =>
        {
            // The end of the day rounds hours up, so that more is measured than was added.
            counting = amount.Days == 0 ? counting with { End = DueEnd.Exact } : counting;

            var due = China.Due(from, amount, counting);

            Assert.Equal(amount, China.Elapsed(from, due.Due!.Value, amount.Unit, counting).Elapsed);
        }, iter: Cases);

    [Fact]
    public void What_was_added_is_measured_again_between_pauses() =>
        Gen.Select(AnyMoment, AnyAmount, AnyCounting, AnyPauses).Sample((from, amount, counting, pauses) =>
        {
            counting = amount.Days == 0 ? counting with { End = DueEnd.Exact } : counting;
            var rests = Pauses(from, pauses);

            var due = China.Due(from, amount, counting, rests);

            Assert.Equal(amount, China.Elapsed(from, due.Due!.Value, amount.Unit, counting, rests).Elapsed);
        }, iter: Cases);

    [Fact]
    public void A_later_start_is_never_due_earlier() =>
        Gen.Select(AnyMoment, Gen.Long[0, 10 * TimeSpan.TicksPerDay], AnyAmount, AnyCounting).Sample((from, later, amount, counting) =>
            China.Due(from, amount, counting).Due <= China.Due(from.AddTicks(later), amount, counting).Due, iter: Cases);

    [Fact]
    public void More_time_is_never_due_earlier_and_nothing_before_the_start() =>
        Gen.Select(AnyMoment, Gen.Int[0, 60], Gen.Int[0, 60], AnyCounting).Sample((from, few, more, counting) =>
        {
            foreach (var unit in Enum.GetValues<AmountUnit>())
            {
                var due = China.Due(from, Of(unit, few), counting).Due;
                Assert.True(from <= due);
                Assert.True(due <= China.Due(from, Of(unit, few + more), counting).Due);
            }
        }, iter: Cases);

    [Fact]
    public void A_pause_outside_working_time_changes_nothing() =>
        Gen.Select(AnyMoment, AnyAmount, AnyCounting, Gen.Int[0, 40], Gen.Double[0, 1], Gen.Double[0, 1]).Sample((from, amount, counting, skip, a, b) =>
        {
            amount = amount.Unit is AmountUnit.WorkingHours or AmountUnit.WorkingDays ? amount : Amount.WorkingHours(amount.Days + 1);
            var pause = WithinRest(China.AddWorkingTime(from, TimeSpan.FromHours(skip)), Math.Min(a, b), Math.Max(a, b));

            Assert.Equal(China.Due(from, amount, counting), China.Due(from, amount, counting, [pause]));
        }, iter: Cases);

    [Fact]
    public void A_pause_never_makes_anything_due_earlier() =>
        Gen.Select(AnyMoment, AnyAmount, AnyCounting, AnyPauses).Sample((from, amount, counting, pauses) =>
            China.Due(from, amount, counting).Due <= China.Due(from, amount, counting, Pauses(from, pauses)).Due, iter: Cases);

    [Fact]
    public void Pauses_in_any_order_and_overlapping_are_the_time_that_they_cover() =>
        Gen.Select(AnyMoment, AnyAmount, AnyCounting, AnyPauses).Sample((from, amount, counting, pauses) =>
        {
            var rests = Pauses(from, pauses);
            var split = rests.SelectMany(rest => new[] { new Pause(Middle(rest), rest.To), rest, new Pause(rest.From, Middle(rest)) }).Reverse().ToArray();

            Assert.Equal(China.Due(from, amount, counting, rests), China.Due(from, amount, counting, split));
        }, iter: Cases);

    private static Gen<DateTimeOffset> AnyMoment { get; } = Gen.OneOf(
        Gen.Int[0, 19 * 365 * 1440].Select(minutes => new DateTimeOffset(2007, 1, 1, 0, 0, 0, Offset).AddMinutes(minutes)),
        Gen.Select(Gen.Int[0, 19 * 365], Calendars.Pick(0, 9, 12, 13, 17), Gen.Int[-1, 1]).Select((day, hour, tick) =>
            new DateTimeOffset(2007, 1, 2, hour, 0, 0, Offset).AddDays(day).AddTicks(tick)));

    private static Gen<Amount> AnyAmount { get; } =
        Gen.Select(Calendars.Pick(Enum.GetValues<AmountUnit>()), Gen.Int[0, 60]).Select(Of);

    private static Gen<Counting> AnyCounting { get; } =
        Gen.Select(Calendars.Pick(Enum.GetValues<CountFrom>()), Calendars.Pick(Enum.GetValues<DueEnd>()))
            .Select((from, end) => new Counting { From = from, End = end });

    private static Gen<(int From, int Length)[]> AnyPauses { get; } =
        Gen.Select(Gen.Int[-2000, 30000], Gen.Int[0, 6000]).Array[0, 4];

    private static Amount Of(AmountUnit unit, int quantity) => unit switch
    {
        AmountUnit.Elapsed => Amount.Elapsed(TimeSpan.FromHours(quantity)),
        AmountUnit.WorkingHours => Amount.WorkingHours(quantity),
        AmountUnit.WorkingDays => Amount.WorkingDays(quantity),
        _ => Amount.CalendarDays(quantity),
    };

    private static Pause[] Pauses(DateTimeOffset from, (int From, int Length)[] minutes) =>
        [.. minutes.Select(it => new Pause(from.AddMinutes(it.From), from.AddMinutes(it.From + it.Length)))];

    private static DateTimeOffset Middle(Pause pause) => pause.From + (pause.To - pause.From) / 2;

    // A part of the rest that follows the work under way at a moment.
    private static Pause WithinRest(DateTimeOffset moment, double first, double last)
    {
        var closes = moment;
        while (China.IsWorkingTime(closes))
        {
            closes = closes.AddTicks(1) is var next && !China.IsWorkingTime(next) ? next : new DateTimeOffset(closes.Ticks - closes.Ticks % TimeSpan.TicksPerHour, Offset).AddHours(1);
        }

        var opens = China.NextWorkingTime(closes);
        return new Pause(closes + (opens - closes) * first, closes + (opens - closes) * last);
    }
}
