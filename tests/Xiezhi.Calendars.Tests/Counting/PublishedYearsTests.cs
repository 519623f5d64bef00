using System.Globalization;

namespace Xiezhi.Calendars.Tests;

public class PublishedYearsTests
{
    private static readonly WorkingCalendar China = BuiltInCalendars.China;

    [Theory]
    [InlineData("2026-12-30T10:00", "3wd", "2027")]
    [InlineData("2026-12-31T16:00", "2wh", "2027")]
    [InlineData("2027-05-01T10:00", "1wh", "2027")]
    [InlineData("2006-12-29T10:00", "1wh", "2006")]
    [InlineData("2020-01-01T10:00", "100000wd", "2027")]
    public void An_answer_that_needs_a_year_without_holidays_names_the_year(string from, string amount, string year)
    {
        var due = China.Due(DueTests.Shanghai(from), DueTests.Read(amount), Counting.FromTheStart);

        Assert.True(due.Failed);
        Assert.Equal("XZ4001", due.Diagnostic.Code);
        Assert.Equal(["CN", year], due.Diagnostic.Arguments);
        Assert.Contains(year, due.Diagnostic.Message(CultureInfo.GetCultureInfo("zh-CN")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_end_of_the_last_published_year_is_answered() =>
        Assert.Equal(DueTests.Shanghai("2026-12-31T17:00"), China.Due(DueTests.Shanghai("2026-12-30T10:00"), Amount.WorkingDays(1), Counting.FromTheNextDay).Due);

    [Theory]
    [InlineData("PT4H")]
    [InlineData("7d")]
    public void Elapsed_time_needs_no_holidays(string amount)
    {
        var due = China.Due(DueTests.Shanghai("2027-03-01T10:00"), DueTests.Read(amount), Counting.FromTheStart);

        Assert.False(due.Failed);
        Assert.False(due.Provisional);
    }

    [Fact]
    public void A_calendar_that_allows_it_gives_provisional_answers_and_says_so()
    {
        var calendar = Calendars.Compile(new CalendarDefinition { Id = "lenient", Parent = China, AllowsProvisional = true });
        var from = DueTests.Shanghai("2026-12-30T10:00");

        var sure = calendar.Due(from, Amount.WorkingDays(1), Counting.FromTheNextDay);
        var provisional = calendar.Due(from, Amount.WorkingDays(3), Counting.FromTheNextDay);
        var elapsed = calendar.Elapsed(from, DueTests.Shanghai("2027-01-04T17:00"), AmountUnit.WorkingDays, Counting.FromTheNextDay);

        Assert.False(sure.Provisional);
        Assert.True(provisional.Provisional);
        Assert.Equal(DueTests.Shanghai("2027-01-04T17:00"), provisional.Due); // Thursday, then Friday, New Year's Day, by the weekly hours
        Assert.True(elapsed is { Provisional: true, Elapsed.Days: 3 });
    }

    [Fact]
    public void A_calendar_without_public_holidays_answers_for_every_year_of_its_horizon()
    {
        var calendar = Calendars.Weekly("Asia/Shanghai", WorkingTimeTests.EveryDay("09:00-17:00"));

        Assert.False(calendar.Due(DueTests.Shanghai("2028-01-01T10:00"), Amount.WorkingDays(3), Counting.FromTheNextDay).Failed);
        var beyond = calendar.Due(DueTests.Shanghai("2029-12-31T10:00"), Amount.WorkingDays(3), Counting.FromTheNextDay);
        Assert.Equal("XZ4002", beyond.Diagnostic?.Code);
    }

    [Fact]
    public void A_year_that_ends_at_midnight_does_not_need_the_next_one()
    {
        var calendar = Calendars.Compile(new CalendarDefinition
        {
            Id = "always", Zone = "Asia/Shanghai", Week = WorkingWeek.Always, PublishedYears = [2024], FirstYear = 2023, LastYear = 2026,
        });

        var due = calendar.Due(DueTests.Shanghai("2024-12-30T10:00"), Amount.WorkingDays(1), Counting.FromTheNextDay);

        Assert.Equal(DueTests.Shanghai("2025-01-01T00:00"), due.Due);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00+00:00")]
    [InlineData("9999-12-31T23:59:59+00:00")]
    public void No_moment_and_no_amount_break_the_arithmetic(string text)
    {
        var moment = DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
        var now = DueTests.Shanghai("2024-09-12T10:00");
        Amount[] amounts = [Amount.Elapsed(TimeSpan.MaxValue), Amount.WorkingTime(TimeSpan.MaxValue), Amount.WorkingDays(Amount.MaximumDays), Amount.CalendarDays(Amount.MaximumDays)];
        Counting[] countings = [Counting.FromTheStart, Counting.FromTheNextDay, new() { WorkingDayLength = TimeSpan.FromDays(1), LastDay = LastDay.NextWorkingDay }];
        Pause[] pauses = [new(DateTimeOffset.MinValue, DateTimeOffset.MinValue.AddDays(1)), new(now, DateTimeOffset.MaxValue)];

        foreach (var counting in countings)
        {
            foreach (var amount in amounts)
            {
                Assert.True(China.Due(now, amount, counting).Failed);
                Assert.True(China.Due(moment, amount, counting).Failed);
                Assert.True(China.Due(now, amount, counting, pauses).Failed);
                Assert.True(China.Milestone(moment, amount, decimal.MaxValue, counting).Failed);
                Assert.True(China.Milestone(now, amount, decimal.MaxValue, counting).Failed);
                Assert.True(China.Milestone(now, Amount.WorkingDays(1), decimal.MaxValue, counting, pauses).Failed);
                _ = China.Elapsed(now, moment, amount.Unit, counting, pauses);
                _ = China.Elapsed(moment, now, amount.Unit, counting, pauses);
                _ = China.PercentPassed(now, moment, moment, amount.Unit, pauses);
                _ = China.PercentPassed(moment, now, now, amount.Unit, pauses);
            }
        }
    }
}
