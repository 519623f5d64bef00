using System.Globalization;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Duties;
using Xiezhi.Governance.Duties.Dispatch;

namespace Xiezhi.Governance.Tests.Duties;

public sealed class WrongDispatchesTests
{
    [Fact]
    public void Cases_that_a_rule_sends_to_one_party_and_another_keeps_propose_a_change()
    {
        DispatchHistory[] histories =
        [
            .. Enumerable.Range(0, 8).Select(i => History(i, "bureau", ["bureau"], "office")),
            .. Enumerable.Range(8, 2).Select(i => History(i, "bureau", [], "bureau")),
        ];

        var proposal = Assert.Single(WrongDispatches.Find(histories, WrongDispatchOptions.Default));

        Assert.Equal(("noise", "bureau", "office", 10), (proposal.Matter, proposal.From, proposal.To, proposal.Dispatched));
        Assert.Equal([new MatchedRule("DutyTable", 14)], proposal.Rules);
        Assert.Equal(["A1"], proposal.Territories);
        Assert.Equal(histories.Take(8).Select(history => history.Case.ToString()).Order(StringComparer.Ordinal), proposal.Evidence.Select(id => id.ToString()));

        // Wilson's interval for 8 of 10 at 95 % is 0.490 to 0.943.
        Assert.Equal(0.490, proposal.Confidence, 3);
    }

    [Fact]
    public void Few_cases_and_those_that_only_the_backstop_took_prove_nothing()
    {
        DispatchHistory[] few = [History(0, "bureau", ["bureau"], "office"), History(1, "bureau", ["bureau"], "office")];
        var backstop = Enumerable.Range(0, 20).Select(i => History(i, "bureau", ["bureau"], "city") with { LastIsClear = false });
        var sentBack = Enumerable.Range(0, 20).Select(i => History(i, "bureau", ["bureau", "office"], "office"));

        Assert.Empty(WrongDispatches.Find(few, WrongDispatchOptions.Default));
        Assert.Empty(WrongDispatches.Find(backstop, WrongDispatchOptions.Default));
        Assert.Empty(WrongDispatches.Find(sentBack, WrongDispatchOptions.Default));
    }

    [Fact]
    public void A_history_is_read_from_the_log()
    {
        var table = TestDuties.Dmn("UNIQUE", "matter | territory", "lead", """ - | - | "bureau" """);
        var opened = DutyKeepingTests.Opened(TestDuties.Read(table, lead: "if given != null then given else duties.lead"), ("matter", "noise"), ("territory", "A1"), ("owner", "city"));
        opened.Complete("Handle", TestCase.City, TimeSpan.FromHours(1), ("given", "office"));
        var returned = opened.Log[^1] with { Event = new CaseReturned("bureau", 1) };
        var at = opened.Log.FindLastIndex(recorded => recorded.Event is LeadAssigned);

        var history = DispatchHistory.Of([.. opened.Log.Take(at), returned, .. opened.Log.Skip(at)]);

        Assert.NotNull(history);
        Assert.Equal(("noise", "A1", "bureau", "office", true), (history.Matter, history.Territory, history.FirstLead, history.LastLead, history.LastIsClear));
        Assert.Equal(["bureau"], history.ReturnedBy);
        Assert.Equal([new MatchedRule("DutyTable", 1)], history.Rules);
    }

    private static DispatchHistory History(int number, string first, string[] returnedBy, string last) => new(
        CaseId.For("default", number.ToString(CultureInfo.InvariantCulture)), "noise", "A1", [new MatchedRule("DutyTable", 14)], first, [.. returnedBy], last, true);
}
