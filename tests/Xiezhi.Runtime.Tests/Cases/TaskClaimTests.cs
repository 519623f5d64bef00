using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Claims;
using Xiezhi.Governance.Parties;
using Xiezhi.Governance.Tests;
using Xiezhi.Runtime.Cases;

namespace Xiezhi.Runtime.Tests.Cases;

public sealed class TaskClaimTests
{
    private static readonly Actor Bureau = new(PartyKind.Department, "bureau");

    private static readonly (string, string?)[] Package =
    [
        ("test.bpmn", TestPackage.Procedure.Replace("<formalExpression>lead</formalExpression>", """<formalExpression>["office", "bureau"]</formalExpression>""", StringComparison.Ordinal)),
        ("handling.json", """{ "claims": { "lapseAfter": "PT2H" } }"""),
    ];

    [Fact]
    public async Task Of_two_processes_that_claim_at_once_one_wins_and_the_other_is_told_who_holds_it()
    {
        await using var engine = await Engine.StartAsync(null, Package);
        await using var another = engine.Another();
        var opened = await engine.OpenAsync("1");
        var task = opened.State!.Workflow.Tasks.Single().Id;
        await another.Cases.FindAsync(Engine.Tenant, opened.Case);

        var results = await Task.WhenAll(
            engine.Cases.ExecuteAsync(Engine.Tenant, opened.Case, new ClaimTask(task), Engine.Office),
            another.Cases.ExecuteAsync(Engine.Tenant, opened.Case, new ClaimTask(task), Bureau));

        var (winner, loser) = results[0].Status == CommandStatus.Done ? (results[0], results[1]) : (results[1], results[0]);
        Assert.Equal(CommandStatus.Done, winner.Status);
        Assert.Equal((CommandStatus.Rejected, "XZ5652"), (loser.Status, loser.Reason!.Code));
        var holder = Assert.Single(await engine.Queries.ListTasksAsync(new TaskFilter(Engine.Tenant), CancellationToken.None)).Holder!;
        Assert.Equal(holder.Party, loser.Reason.Arguments[1]);
        Assert.Equal(ReferenceEquals(winner, results[0]) ? "office" : "bureau", holder.Party);
    }

    [Fact]
    public async Task A_claim_that_lapses_is_released_without_anybody_asking_and_the_worklist_says_so()
    {
        await using var engine = await Engine.StartAsync(null, Package);
        var opened = await engine.OpenAsync("1");
        await engine.Cases.ExecuteAsync(Engine.Tenant, opened.Case, new ClaimTask(opened.State!.Workflow.Tasks.Single().Id), Engine.Office);
        var held = Assert.Single(await engine.Queries.ListTasksAsync(new TaskFilter(Engine.Tenant), CancellationToken.None));

        engine.Time.Advance(TimeSpan.FromHours(2));
        await engine.Work.RunAsync(CancellationToken.None);

        var free = Assert.Single(await engine.Queries.ListTasksAsync(new TaskFilter(Engine.Tenant), CancellationToken.None));
        Assert.Equal((new TaskHolder("office", null), Engine.Start.AddHours(2)), (held.Holder, held.HeldUntil));
        Assert.Equal((null, null), (free.Holder, free.HeldUntil));
        Assert.Single(await engine.LogAsync(opened.Case), recorded => recorded.Event is TaskReleased { Why: TaskReleased.Lapsed });
    }
}
