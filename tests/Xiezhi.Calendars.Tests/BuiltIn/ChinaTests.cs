using Newtonsoft.Json.Linq;

namespace Xiezhi.Calendars.Tests;

public class ChinaTests
{
    private static readonly WorkingCalendar China = BuiltInCalendars.China;

    // From the yearly notices of the State Council's General Office, whose addresses stand in BuiltIn/china.txt.
    [Theory]
    [InlineData("2024-09-13", true, "")]
    [InlineData("2024-09-14", true, "中秋节")]
    [InlineData("2024-09-15", false, "中秋节")]
    [InlineData("2024-09-17", false, "中秋节")]
    [InlineData("2024-09-18", true, "")]
    [InlineData("2024-09-21", false, "")]
    [InlineData("2007-12-29", true, "元旦")]
    [InlineData("2007-12-31", false, "元旦")]
    [InlineData("2018-12-29", true, "元旦")]
    [InlineData("2018-12-31", false, "元旦")]
    [InlineData("2015-09-03", false, "抗日战争暨世界反法西斯战争胜利70周年纪念日")]
    [InlineData("2020-01-31", false, "春节")]
    [InlineData("2020-02-03", true, "春节")]
    [InlineData("2026-02-16", false, "春节")]
    public void A_date_is_worked_or_not_as_the_notice_says(string date, bool worked, string name)
    {
        var day = DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(worked, China.IsWorkingDay(day));
        Assert.Equal(name, China.NameOf(day));
    }

    [Fact]
    public void The_years_2007_to_2026_are_published_and_no_others()
    {
        Assert.Equal(Enumerable.Range(2007, 20), China.PublishedYears!.Order());
        Assert.False(China.IsPublished(2006));
        Assert.False(China.IsPublished(2027));
        Assert.False(China.AllowsProvisional);
    }

    [Fact]
    public void The_embedded_days_are_those_of_the_public_data()
    {
        var folder = Repository.SharedData("holidays");
        Assert.SkipWhen(folder is null, "../shared/data/holidays is not there to compare with");
        var expected = new SortedDictionary<DateOnly, bool>();
        foreach (var file in Directory.EnumerateFiles(folder!, "*.json"))
        {
            foreach (var day in JObject.Parse(File.ReadAllText(file))["days"]!)
            {
                expected.Add(DateOnly.ParseExact((string)day["date"]!, "yyyy-MM-dd"), !(bool)day["isOffDay"]!);
            }
        }

        var embedded = China.Definition.Dates
            .SelectMany(entry => Enumerable.Range(entry.First.DayNumber, entry.Last.DayNumber - entry.First.DayNumber + 1)
                .Select(date => KeyValuePair.Create(DateOnly.FromDayNumber(date), entry.Kind == DatedHoursKind.Worked)))
            .OrderBy(day => day.Key);

        Assert.Equal(expected, embedded);
        Assert.Equal(678, expected.Count);
        Assert.All(expected, day => Assert.Equal(day.Value, China.IsWorkingDay(day.Key)));
    }

    [Fact]
    public void A_make_up_day_has_the_hours_of_an_ordinary_day() =>
        Assert.Equal(China.HoursOn(new DateOnly(2024, 9, 13)), China.HoursOn(new DateOnly(2024, 9, 14)));
}
