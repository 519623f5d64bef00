using Xiezhi.Governance.Handling.CallBacks;

namespace Xiezhi.Insight.Figures;

public sealed class SatisfactionFiguresTests
{
    // Of 10 urgent cases all are called back and 2 are satisfied; of 100 others 20 are, and 15 are satisfied: (2 + 75) of 110 cases.
    [Fact]
    public void An_answer_counts_for_all_the_cases_that_it_stands_for()
    {
        var figures = new SatisfactionFigures();
        for (var i = 0; i < 110; i++)
        {
            var (urgent, drawn) = (i < 10, i < 30);
            var log = CaseLog.Opened("case " + i).On(1, new CallBackDrawn(1, urgent ? 100 : 20, "s/2026-03", "", urgent ? 5 : drawn ? 10 : 50, drawn, "office", null));
            if (drawn)
            {
                log.On(2, new CallBackConcluded(1, true, urgent ? i < 2 : i < 25, "", false));
            }

            log.Events.ToList().ForEach(figures.Add);
        }

        var row = Assert.Single(figures.Finish());

        Assert.Equal((110, 30, 30, 17), (row.Cases, row.Drawn, row.Reached, row.Satisfied));
        Assert.Equal((110m, 77m, 0.7m), (row.StandFor, row.SatisfiedStandFor, row.Share));
    }

    [Fact]
    public void Who_was_not_reached_stands_for_nobody()
    {
        var figures = new SatisfactionFigures();
        CaseLog.Opened("case").On(1, new CallBackDrawn(1, 50, "s/2026-03", "", 5, true, null, null), new CallBackConcluded(1, false, null, "", false))
            .Events.ToList().ForEach(figures.Add);

        var row = Assert.Single(figures.Finish());

        Assert.Equal(("", 1, 0, null), (row.Party, row.Drawn, row.Reached, row.Share));
    }
}
