using System.Collections.Immutable;
using CsCheck;
using Xiezhi.Governance.Cases;
using Xiezhi.Insight.Histories;
using Xiezhi.Insight.Reports;

namespace Xiezhi.Insight.Figures;

/// <summary>Laws that hold for any log, however odd.</summary>
public class SumsTests
{
    private static readonly Gen<string?> Id = Any<string?>(null, "a", "b", "c");

    private static readonly Gen<CaseEvent> Happening = Gen.OneOf<CaseEvent>(
        Id.Select(id => (CaseEvent)new MatterClassified(id)),
        Id.Select(id => (CaseEvent)new TerritoryLocated(id)),
        Gen.Select(Any("a", "b", "c").Array[0, 3], Gen.Bool).Select((leads, clear) => (CaseEvent)new LeadAssigned([.. leads.Distinct()], clear)),
        Any("x", "y").Select(clock => (CaseEvent)new ClockStarted("s", clock, "1wd", "city", CaseLog.Day(3), false)),
        Any("x", "y").Select(clock => (CaseEvent)new ClockStopped("s", clock)),
        Any("x", "y").Select(clock => (CaseEvent)new ClockBreached("s", clock, CaseLog.Day(3))),
        Any("x", "y").Select(clock => (CaseEvent)new ClockCancelled("s", clock)),
        Any("remind", "raise", "other").Select(kind => (CaseEvent)new EscalationTaken("s", "x", 0, kind, "a", 1, CaseLog.Day(1))),
        Any("overdue", "other").Select(kind => (CaseEvent)new FindingProposed(1, kind, "a", [1])),
        Gen.Const((CaseEvent)new ReplyGiven("a")),
        Any(CaseStatus.Closed, CaseStatus.Cancelled).Select(status => (CaseEvent)new CaseEnded(status, "")));

    private static readonly Gen<CaseRecord[]> Cases = Gen.Select(Gen.Double[0, 30], Happening).Array[0, 12].Array[0, 40].Select(logs => logs.Select((happenings, i) =>
    {
        var log = CaseLog.Opened("case " + i);
        foreach (var (day, happened) in happenings.OrderBy(happening => happening.Item1))
        {
            log.On(day, happened);
        }

        return CaseHistory.Fold(log.Events);
    }).ToArray());

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Every_sum_adds_up() => Cases.Sample(
        cases =>
        {
            var figures = ServiceFigures.Of(cases);
            Assert.Equal(cases.Length, figures.Opened);
            Assert.Equal(figures.Opened, figures.Closed + figures.Open);
            Assert.Equal(figures.Opened, figures.Leads.Total);
            Assert.Equal(figures.Opened, figures.Timeliness.Total);
            Assert.Equal(figures.Answers.Answered, figures.Answers.Bars.Sum(bar => bar.Count));
            foreach (var rows in (ImmutableArray<PunctualityRow>[])[figures.Punctuality.ByMatter, figures.Punctuality.ByTerritory, figures.Punctuality.ByParty])
            {
                Assert.Equal(figures.Timeliness, rows.Aggregate(new TimelinessCounts(0, 0, 0, 0), (sum, row) => new TimelinessCounts(
                    sum.OnTime + row.Cases.OnTime, sum.Late + row.Cases.Late, sum.Running + row.Cases.Running, sum.NoClock + row.Cases.NoClock)));
                Assert.Equal(rows.Length, rows.Select(row => (row.Subject, row.Id)).Distinct().Count());
            }

            Assert.Equal(cases.Sum(record => record.Escalations.Length), figures.Escalations.Values.Sum());
            Assert.Equal(cases.Sum(record => record.Findings.Length), figures.Findings.Values.Sum());
            Assert.True(ReportBuilder.Build([.. cases], [], new ReportOptions()).Summary.AddsUp);
        },
        iter: 300);

    [Fact]
    public void A_bar_that_ends_at_a_marked_day_agrees_with_the_share_answered_within_it() => Cases.Sample(
        cases =>
        {
            var answers = AnswerTimes.Of(cases);
            foreach (var within in answers.Within)
            {
                var upTo = answers.Bars.Where(bar => bar.To <= TimeSpan.FromDays(within.Days)).ToList();
                if (upTo.Count > 0 && upTo[^1].To == TimeSpan.FromDays(within.Days))
                {
                    Assert.Equal(within.Count, upTo.Sum(bar => bar.Count));
                }
            }
        },
        iter: 300);

    [Fact]
    public void More_days_never_answer_fewer_cases() => Gen.Select(Cases, Gen.Int[0, 40], Gen.Int[0, 40]).Sample(
        (cases, one, other) =>
        {
            var answers = AnswerTimes.Of(cases);
            Assert.True(answers.WithinDays(Math.Min(one, other)).Count <= answers.WithinDays(Math.Max(one, other)).Count);
        },
        iter: 300);
}
