using Xiezhi.Calendars;

namespace Xiezhi.Benchmarks.Calendars;

/// <summary>Due times on China's calendar with starts spread over ten years; the aim is a million a second on one core.</summary>
internal sealed class CalendarsSuite : ISuite
{
    private const double Aim = 1_000_000;
    private const int Starts = 4096;

    private static readonly WorkingCalendar China = BuiltInCalendars.China;

    private static readonly DateTimeOffset[] From = Spread();

    public string Name => "calendars";

    public string Description => "due times, milestones and elapsed amounts over a ten-year horizon";

    public void Run(Report report)
    {
        var fromStart = Counting.FromTheStart;
        var fromNextDay = Counting.FromTheNextDay;
        var days = report.Rate("5wd from the next day", () => Due(Amount.WorkingDays(5), fromNextDay));
        report.Rate("5wd to the exact time", () => Due(Amount.WorkingDays(5), fromStart));
        var hours = report.Rate("4wh", () => Due(Amount.WorkingHours(4), fromStart));
        var far = report.Rate("2000wh, more than a year", () => Due(Amount.WorkingHours(2000), fromStart));
        report.Rate("7d from the next day", () => Due(Amount.CalendarDays(7), fromNextDay));
        report.Rate("PT4H", () => Due(Amount.Elapsed(TimeSpan.FromHours(4)), fromStart));
        report.Rate("75 % of 5wd", Milestones);
        report.Rate("4wh with three pauses", Paused);
        report.Rate("working time between two moments", Between);
        report.Rate("elapsed working days", ElapsedDays);
        report.Time("compiling a calendar of 50 years", () => WorkingCalendar.Compile(China.Definition, new()));
        report.Ratio("due times to the aim", Math.Min(days, hours) / Aim, "least of 5wd and 4wh to a million a second");
        report.Ratio("far to near", far / hours, "1 if distance costs nothing");
    }

    private static int Due(Amount amount, Counting counting)
    {
        var failed = 0;
        foreach (var from in From)
        {
            failed += China.Due(from, amount, counting).Failed ? 1 : 0;
        }

        return failed == 0 ? Starts : throw new InvalidOperationException("A due time was not found.");
    }

    private static int Milestones()
    {
        foreach (var from in From)
        {
            China.Milestone(from, Amount.WorkingDays(5), 75, Counting.FromTheNextDay);
        }

        return Starts;
    }

    private static int Paused()
    {
        foreach (var from in From)
        {
            China.Due(from, Amount.WorkingHours(4), Counting.FromTheStart,
                [new(from.AddHours(1), from.AddHours(2)), new(from.AddHours(3), from.AddHours(30)), new(from.AddHours(40), from.AddHours(41))]);
        }

        return Starts;
    }

    private static int Between()
    {
        for (var i = 0; i < Starts; i++)
        {
            China.WorkingTimeBetween(From[i], From[Starts - 1 - i]);
        }

        return Starts;
    }

    private static int ElapsedDays()
    {
        foreach (var from in From)
        {
            China.Elapsed(from, from.AddDays(30), AmountUnit.WorkingDays, Counting.FromTheNextDay);
        }

        return Starts;
    }

    // Every start in another place of the ten years, so that no look-up finds the last one's data at hand.
    private static DateTimeOffset[] Spread()
    {
        var first = new DateTimeOffset(2014, 1, 1, 0, 0, 0, TimeSpan.FromHours(8));
        var step = TimeSpan.FromDays(3652) / Starts;
        return [.. Enumerable.Range(0, Starts).Select(i => first + step * (i * 1237 % Starts))];
    }
}
