using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Claims;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Parties;
using static Xiezhi.Governance.Tests.Handling.HandlingPackage;

namespace Xiezhi.Governance.Tests.Handling.Claims;

public sealed class ClaimKeepingTests
{
    private const string Usual = """{ "claims": { "lapseAfter": "PT4H", "calendar": "CN", "delegation": { "to": ["firm"], "times": 2 } } }""";
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void Whoever_claims_a_task_completes_it_and_a_colleague_is_told_who_holds_it()
    {
        var open = Opened(Usual);

        Assert.True(open.Do(new ClaimTask(open.Task("Handle")), Wang, Hour).Accepted);
        var refused = open.Complete("Handle", Li, Hour * 2);
        var accepted = open.Complete("Handle", Wang, Hour * 2);

        Assert.Equal("XZ5652", refused.Rejection!.Code);
        Assert.Equal(["Handle", "office/wang", "2024-09-12 02:00Z"], refused.Rejection.Arguments);
        Assert.True(accepted.Accepted);
    }

    [Fact]
    public void Of_two_who_claim_at_the_same_moment_one_wins_and_claiming_again_does_nothing()
    {
        var open = Opened(Usual);

        var first = open.Do(new ClaimTask(open.Task("Handle")), Wang, Hour);
        var second = open.Do(new ClaimTask(open.Task("Handle")), Li, Hour);
        var again = open.Do(new ClaimTask(open.Task("Handle")), Wang, Hour);

        Assert.Equal(new TaskHolder("office", "wang"), Assert.Single(open.Events<TaskClaimed>()).Holder);
        Assert.True(first.Accepted);
        Assert.Equal("XZ5652", second.Rejection!.Code);
        Assert.True(again.Accepted);
        Assert.Empty(again.Events);
    }

    [Fact]
    public void A_task_is_not_passed_on_to_a_person_of_a_party_that_lists_nobody()
    {
        var open = Opened(Usual);
        open.Do(new ClaimTask(open.Task("Handle")), Wang, Hour);

        Assert.Equal("XZ5655", open.Do(new DelegateTask(open.Task("Handle"), "firm", "nobody-knows", "They have the tools"), Wang, Hour).Rejection?.Code);
        Assert.True(open.Do(new DelegateTask(open.Task("Handle"), "firm", null, "They have the tools"), Wang, Hour).Accepted);
    }

    [Fact]
    public void A_claim_lapses_at_its_time_and_not_before()
    {
        var open = Opened(Usual);
        open.Do(new ClaimTask(open.Task("Handle")), Wang, Hour);

        open.Pass(Hour * 5 - TimeSpan.FromMilliseconds(1));
        Assert.NotNull(open.State.Claims.Find(open.Task("Handle")));
        open.Pass(Hour * 5);

        var released = Assert.Single(open.Log, recorded => recorded.Event is TaskReleased);
        Assert.Equal((new TaskHolder("office", "wang"), TaskReleased.Lapsed, Actor.Engine),
            (((TaskReleased)released.Event).Holder, ((TaskReleased)released.Event).Why, released.Actor));
        Assert.True(open.Do(new ClaimTask(open.Task("Handle")), Li, Hour * 6).Accepted);
    }

    // 2024-09-14 begins in Shanghai at 16:00 UTC of the day before; the case opened on 2024-09-12 at 01:00 UTC.
    [Theory]
    [InlineData("li", 39, TaskReleased.Absent)]
    [InlineData("sun", 15, TaskReleased.Left)]
    public void A_holder_who_goes_holds_nothing_from_that_date_on(string person, int afterHours, string why)
    {
        var open = Opened("""{ "claims": {} }""");
        open.Do(new ClaimTask(open.Task("Handle")), new Actor(PartyKind.StreetOffice, "office", person), Hour);

        open.Pass(Hour * afterHours - TimeSpan.FromMilliseconds(1));
        Assert.Empty(open.Events<TaskReleased>());
        open.Pass(Hour * afterHours);

        Assert.Equal(why, Assert.Single(open.Events<TaskReleased>()).Why);
    }

    [Fact]
    public void A_claim_may_be_needed_before_a_task_can_be_completed()
    {
        var open = Opened("""{ "claims": { "required": true, "tasks": ["Handle"] } }""");

        var unclaimed = open.Complete("Handle", Wang, Hour);
        open.Do(new ClaimTask(open.Task("Handle")), Wang, Hour);

        Assert.Equal("XZ5653", unclaimed.Rejection!.Code);
        Assert.True(open.Complete("Handle", Wang, Hour).Accepted);
        Assert.Equal("XZ5651", open.Do(new ClaimTask(open.Task("Confirm")), TestCase.City, Hour).Rejection!.Code);
        Assert.True(open.Complete("Confirm", TestCase.City, Hour).Accepted);
    }

    [Fact]
    public void The_holder_gives_back_freely_a_superior_takes_away_with_a_reason_and_a_colleague_does_neither()
    {
        var open = Opened(Usual);
        open.Do(new ClaimTask(open.Task("Handle")), Wang, Hour);

        Assert.Equal("XZ5652", open.Do(new ReleaseTask(open.Task("Handle"), "I want it"), Li, Hour).Rejection!.Code);
        Assert.Equal("XZ5509", open.Do(new ReleaseTask(open.Task("Handle"), " "), Zhao, Hour).Rejection!.Code);
        Assert.True(open.Do(new ReleaseTask(open.Task("Handle"), "Wang is ill"), Zhao, Hour).Accepted);
        open.Do(new ClaimTask(open.Task("Handle")), Li, Hour);
        Assert.True(open.Do(new ReleaseTask(open.Task("Handle"), ""), Li, Hour).Accepted);

        Assert.Equal([(TaskReleased.TakenAway, "Wang is ill"), (TaskReleased.GivenBack, "")], open.Events<TaskReleased>().Select(released => (released.Why, released.Reason)));
        Assert.Equal("XZ5654", open.Do(new ReleaseTask(open.Task("Handle"), ""), Li, Hour).Rejection!.Code);
    }

    [Fact]
    public void A_stranger_who_claims_is_refused_and_that_is_recorded()
    {
        var open = Opened(Usual);

        var refused = open.Do(new ClaimTask(open.Task("Handle")), Firm, Hour);

        Assert.Equal("XZ5101", refused.Rejection!.Code);
        Assert.Equal("ClaimTask", Assert.Single(open.Events<CommandRefused>()).Command);
    }

    [Fact]
    public void A_task_that_is_passed_on_stays_with_the_giver_until_it_is_accepted()
    {
        var open = Opened(Usual);
        open.Do(new ClaimTask(open.Task("Handle")), Wang, Hour);

        Assert.True(open.Do(new DelegateTask(open.Task("Handle"), "office", "li", "Knows the street"), Wang, Hour).Accepted);
        Assert.Equal("XZ5652", open.Complete("Handle", Li, Hour).Rejection!.Code);
        Assert.Equal("XZ5657", open.Do(new AcceptTask(open.Task("Handle")), Sun, Hour).Rejection!.Code);
        Assert.True(open.Do(new AcceptTask(open.Task("Handle")), Li, Hour).Accepted);

        Assert.Equal("XZ5652", open.Complete("Handle", Wang, Hour).Rejection!.Code);
        Assert.True(open.Complete("Handle", Li, Hour).Accepted);
    }

    [Fact]
    public void A_declined_task_stays_where_it_was_and_counts_as_passed_on()
    {
        var open = Opened(Usual);
        open.Do(new ClaimTask(open.Task("Handle")), Wang, Hour);

        foreach (var _ in Enumerable.Range(0, 2))
        {
            open.Do(new DelegateTask(open.Task("Handle"), "office", "li", "Busy"), Wang, Hour);
            Assert.Equal("XZ5509", open.Do(new DeclineTask(open.Task("Handle"), ""), Li, Hour).Rejection!.Code);
            Assert.True(open.Do(new DeclineTask(open.Task("Handle"), "Busy too"), Li, Hour).Accepted);
        }

        Assert.Equal("XZ5656", open.Do(new DelegateTask(open.Task("Handle"), "office", "li", "Please"), Wang, Hour).Rejection!.Code);
        Assert.True(open.Complete("Handle", Wang, Hour).Accepted);
    }

    [Fact]
    public void A_party_outside_the_owners_is_given_a_task_where_the_file_names_it_and_no_other_is()
    {
        var open = Opened(Usual);
        open.Do(new ClaimTask(open.Task("Handle")), Wang, Hour);

        Assert.Equal("XZ5655", open.Do(new DelegateTask(open.Task("Handle"), "bureau", "zhao", "Theirs"), Wang, Hour).Rejection!.Code);
        open.Do(new DelegateTask(open.Task("Handle"), "firm", null, "They have the tools"), Wang, Hour);
        Assert.Equal(["office", "firm"], TaskOwners.Of(open.Package, open.State, open.State.Workflow.Tasks.Single()));
        Assert.True(open.Do(new AcceptTask(open.Task("Handle")), Firm, Hour).Accepted);

        Assert.True(open.Complete("Handle", Firm, Hour).Accepted);
    }

    [Fact]
    public void Nobody_who_is_away_or_lacks_the_skill_is_given_a_task()
    {
        var skilled = TestPackage.Procedure.Replace("<formalExpression>lead</formalExpression>", "<formalExpression>lead + \"/skill:noise\"</formalExpression>", StringComparison.Ordinal);
        var open = Opened(Usual, ("test.bpmn", skilled));
        open.Do(new ClaimTask(open.Task("Handle")), Wang, TimeSpan.FromDays(3));

        Assert.Equal("XZ5659", open.Do(new DelegateTask(open.Task("Handle"), "office", "li", "Please"), Wang, TimeSpan.FromDays(3)).Rejection!.Code);
        Assert.Equal("XZ5655", open.Do(new DelegateTask(open.Task("Handle"), "office", "zhao", "Please"), Wang, TimeSpan.FromDays(3)).Rejection!.Code);
    }

    [Fact]
    public void A_person_who_acts_for_the_holder_completes_what_the_holder_claimed()
    {
        var open = Opened(Usual);
        open.Do(new ClaimTask(open.Task("Handle")), Wang, Hour);

        var done = open.Complete("Handle", new Actor(PartyKind.StreetOffice, "office", "zhao"), Hour);

        Assert.True(done.Accepted);
    }

    [Fact]
    public void What_is_handed_on_to_another_lead_is_no_longer_held_by_the_old_one()
    {
        var free = TestPackage.Procedure.Replace("<potentialOwner><resourceAssignmentExpression><formalExpression>lead</formalExpression></resourceAssignmentExpression></potentialOwner>", "", StringComparison.Ordinal);
        var ladder = TestPackage.ServiceLevels.Replace("""{ "at": "50%", "do": "remind" },""", """{ "at": "50%", "do": "reassign", "to": "city" },""", StringComparison.Ordinal);
        var open = Opened("""{ "claims": {} }""", ("test.bpmn", free), ("service-levels.json", ladder));
        open.Do(new ClaimTask(open.Task("Handle")), Wang, Hour);

        open.Pass(Hour * 3);

        Assert.Equal(TaskReleased.HandedOn, Assert.Single(open.Events<TaskReleased>()).Why);
        Assert.True(open.Complete("Handle", TestCase.City, Hour * 3).Accepted);
    }

    [Fact]
    public void The_engine_assigns_with_its_evidence_and_finds_what_was_claimed_meanwhile()
    {
        var open = Opened(Usual);
        var assign = new AssignTask(open.Task("Handle"), "office", "wang", "batch") { Evidence = new AssignmentEvidence("b1", 12, 2) };

        Assert.Equal("XZ5101", open.Do(assign, Wang, Hour).Rejection!.Code);
        Assert.True(open.Do(assign, Actor.Engine, Hour).Accepted);
        Assert.Empty(open.Do(assign, Actor.Engine, Hour).Events);
        Assert.Equal("XZ5652", open.Do(assign with { Person = "li" }, Actor.Engine, Hour).Rejection!.Code);

        Assert.Equal(new AssignmentEvidence("b1", 12, 2), Assert.Single(open.Events<TaskAssigned>()).Evidence);
        Assert.True(open.Complete("Handle", Wang, Hour).Accepted);
    }

    [Fact]
    public void What_happened_to_a_task_is_read_from_the_log_as_it_was_written()
    {
        var open = Opened(Usual);
        open.Do(new AssignTask(open.Task("Handle"), "office", "wang", "batch") { Evidence = new AssignmentEvidence("b1", 12, 2) }, Actor.Engine, Hour);
        open.Do(new DelegateTask(open.Task("Handle"), "office", "li", "Busy"), Wang, Hour);
        open.Do(new DeclineTask(open.Task("Handle"), "Busy too"), Li, Hour);
        open.Do(new DelegateTask(open.Task("Handle"), "firm", null, "Busy"), Wang, Hour);
        open.Do(new AcceptTask(open.Task("Handle")), Firm, Hour);
        open.Do(new ReleaseTask(open.Task("Handle"), ""), Firm, Hour);
        open.Do(new ClaimTask(open.Task("Handle")), Wang, Hour);

        Assert.Equal(7, open.Events<ClaimEvent>().Count());
        Assert.All(open.Log.Where(recorded => recorded.Event is ClaimEvent), recorded => Assert.Equal(recorded.Event, EventText.Read(recorded.Text, recorded.Hash).Event));
    }

    [Theory]
    [InlineData("""{ "claims": { "tasks": ["Handel"] } }""", "XZ5650")]
    [InlineData("""{ "claims": { "lapseAfter": "soon" } }""", "XZ5011")]
    [InlineData("""{ "claims": { "releasedBy": ["nobody"] } }""", "XZ5006")]
    [InlineData("""{ "claims": { "delegation": { "times": 0 } } }""", "XZ5004")]
    [InlineData("""{ "claims": { "calendar": "moon" } }""", "XZ5009")]
    public void What_a_package_says_wrongly_is_refused(string handling, string code) =>
        Assert.Contains(code, TestPackage.Refuse(("handling.json", handling)).Select(found => found.Code));
}
