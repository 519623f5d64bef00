using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Returns;

namespace Xiezhi.Governance.Tests.Handling.Returns;

public class ReworkTests
{
    private static readonly (string, Value)[] Reasons = [("reworkReason", "not-done"), ("reworkExplanation", "It still drips.")];

    [Fact]
    public void A_rework_without_reasons_is_refused()
    {
        var it = Answered();

        Assert.Equal("XZ5620", it.Rework(TestCase.Citizen, 2).Rejection?.Code);

        Assert.Equal(0, it.State.Reworks);
    }

    [Fact]
    public void The_reasons_of_a_rework_stand_in_its_event()
    {
        var it = Answered();

        Assert.Null(it.Rework(TestCase.Citizen, 2, Reasons).Rejection);

        Assert.Equal(new CaseReworked("office", 1) { Reason = "not-done", Explanation = "It still drips." }, Assert.Single(it.Events<CaseReworked>()));
    }

    [Fact]
    public void Who_may_do_the_task_may_not_therefore_demand_a_rework_and_trying_is_recorded()
    {
        var it = Answered();

        Assert.Equal("XZ5101", it.Rework(ReturnCase.Bureau, 2, Reasons).Rejection?.Code);
        Assert.Equal("XZ5101", it.Rework(Actor.Citizen("Wu"), 2, Reasons).Rejection?.Code);

        Assert.Equal(2, it.Events<CommandRefused>().Count());
        Assert.Null(it.Complete("Accept", ReturnCase.Bureau, TimeSpan.FromHours(2), ("satisfied", true)).Rejection);
    }

    [Fact]
    public void A_rework_is_demanded_in_time_also_at_the_last_moment_and_not_after()
    {
        var early = Answered();
        var late = Answered();

        Assert.Null(early.Rework(TestCase.Citizen, 1 + 240, Reasons).Rejection);
        Assert.Equal("XZ5629", late.Rework(TestCase.Citizen, 1 + 241, Reasons).Rejection?.Code);
    }

    [Fact]
    public void The_third_rework_raises_the_case_to_the_superior_with_all_three_as_evidence()
    {
        var it = Answered();
        for (var hour = 0; hour < 3; hour++)
        {
            it.Rework(TestCase.Citizen, 2, Reasons);
            it.Answer(TestCase.Office, 3);
        }

        var raised = Assert.Single(it.Events<ReworkRaised>());

        Assert.Equal((3, "bureau", 1), (raised.Count, raised.To, raised.Level));
        Assert.Equal(it.Log.Where(recorded => recorded.Event is CaseReworked).Select(recorded => recorded.Sequence), raised.Evidence);
        Assert.Equal((1, "bureau"), (it.State.Level, it.State.LevelHolder));
    }

    private static TestCase Answered()
    {
        var it = TestCase.Opened(TestPackage.Read([.. ReturnCase.Changes(), ("service-levels.json", """{ "serviceLevels": [ { "id": "standard", "title": { "en": "Standard" }, "clocks": [] } ] }""")]));
        it.Answer(TestCase.Office, 1);
        return it;
    }
}
