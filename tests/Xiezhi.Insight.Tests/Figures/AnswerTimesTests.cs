using System.Globalization;
using Xiezhi.Insight.Histories;

namespace Xiezhi.Insight.Figures;

public class AnswerTimesTests
{
    [Fact]
    public void The_median_of_an_even_number_lies_halfway() => Assert.Equal(4.5, Of(1, 3, 6, 20).MedianDays);

    [Fact]
    public void Exactly_at_the_end_is_within_and_an_unanswered_case_counts_against_it()
    {
        var answers = AnswerTimes.Of(
        [
            CaseHistory.Fold(CaseLog.Opened("a").Replies(7).Events),
            CaseHistory.Fold(CaseLog.Opened("b").Replies(7.001).Events),
            CaseHistory.Fold(CaseLog.Opened("c").Replies(15).Events),
            CaseHistory.Fold(CaseLog.Opened("d").Events),
        ]);

        Assert.Equal([new AnsweredWithin(7, 1, 0.25), new AnsweredWithin(15, 3, 0.75)], answers.Within);
        Assert.Equal(3, answers.Answered);
    }

    [Fact]
    public void Only_the_first_reply_counts() =>
        Assert.Equal(2, AnswerTimes.Of([CaseHistory.Fold(CaseLog.Opened("a").Replies(2).Replies(9).Events)]).MedianDays);

    // Linear interpolation between order statistics: place = share * (n - 1).
    [Fact]
    public void Quantiles_lie_between_the_values_next_to_them()
    {
        var quantiles = Of(0, 10, 20, 30, 40).Quantiles.ToDictionary(quantile => quantile.Share, quantile => quantile.Time.TotalDays);

        Assert.Equal(4, quantiles[0.1], 6);
        Assert.Equal(10, quantiles[0.25], 6);
        Assert.Equal(36, quantiles[0.9], 6);
        Assert.Equal(40, quantiles[1], 6);
    }

    [Fact]
    public void Answers_in_days_are_shown_in_days_and_the_few_longest_together()
    {
        var answers = Of([.. Enumerable.Range(1, 19).Select(day => (double)day), 700]);

        Assert.Equal(TimeSpan.FromDays(1), answers.BarWidth);
        Assert.Equal(20, answers.Bars.Length);
        Assert.Equal(new AnswerBar(TimeSpan.FromDays(6), TimeSpan.FromDays(7), 1), answers.Bars[6]);
        Assert.Equal(new AnswerBar(TimeSpan.FromDays(19), null, 1), answers.Bars[^1]);
    }

    [Fact]
    public void The_bars_reach_a_marked_day_that_is_not_far_behind_most_answers()
    {
        Assert.Equal(TimeSpan.FromDays(7), Of(4, 4, 4).Bars[^1].To);
        Assert.Equal(TimeSpan.FromDays(3), Of(3, 3, 3).Bars[^1].To);
    }

    [Fact]
    public void Answers_in_seconds_are_shown_in_seconds()
    {
        var answers = AnswerTimes.Of([CaseHistory.Fold(CaseLog.Opened("a").Replies(12.0 / 86400).Events)]);

        Assert.Equal(TimeSpan.FromSeconds(1), answers.BarWidth);
        Assert.Equal(1, answers.Bars[^1].Count);
    }

    // The figures that the source's own times give, worked out with another program: 11.2 days, 35 %, 62 % (61.5).
    [Fact]
    public void Real_answer_times_give_the_known_figures()
    {
        var file = Path.Combine(RepositoryRoot(), "..", "shared", "data", "citizen-messages", "answered.csv");
        Assert.SkipUnless(File.Exists(file), "../shared/data is not here.");
        var cases = File.ReadLines(file).Skip(1).Select(line => line.Split(',')).Select(fields =>
        {
            DateTime Time(int fromEnd) => DateTime.Parse(fields[^fromEnd], CultureInfo.InvariantCulture);
            return CaseHistory.Fold(CaseLog.Opened(fields[0]).Replies((Time(1) - Time(2)).TotalDays).Events);
        }).ToList();

        var answers = AnswerTimes.Of(cases);

        Assert.Equal(2816, answers.Answered);
        Assert.Equal(11.208, answers.MedianDays!.Value, 0.001);
        Assert.Equal([0.3523, 0.6151], answers.Within.Select(within => Math.Round(within.Share, 4)));
    }

    private static AnswerTimes Of(params double[] days) =>
        AnswerTimes.Of([.. days.Select((day, i) => CaseHistory.Fold(CaseLog.Opened("case " + i).Replies(day).Events))]);

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Workflow.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Workflow.sln was not found above the tests.");
        }

        return folder;
    }
}
