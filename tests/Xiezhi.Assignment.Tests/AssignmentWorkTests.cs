using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Assignment;
using Xiezhi.Governance.Handling.Claims;
using Xiezhi.Governance.Parties;
using Xiezhi.Governance.Tests;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Assignment;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Packages;
using Xiezhi.Testing;

namespace Xiezhi.Assignment.Tests;

public sealed class AssignmentWorkTests : IAsyncDisposable
{
    private const string Tenant = "city";

    private const string Organization = """
        {
          "territories": [ { "code": "A", "title": { "en": "A City" }, "parent": null } ],
          "parties": [
            { "id": "city", "kind": "agency", "title": { "en": "City" }, "superior": null, "territory": "A" },
            { "id": "bureau", "kind": "department", "title": { "en": "Bureau" }, "superior": "city", "territory": "A" },
            { "id": "office", "kind": "street-office", "title": { "en": "Office" }, "superior": "bureau", "territory": "A" }
          ],
          "people": [
            { "id": "wang", "title": { "en": "Wang" }, "skills": ["noise"], "capacity": 1 },
            { "id": "li", "title": { "en": "Li" }, "capacity": 9 },
            { "id": "sun", "title": { "en": "Sun" }, "skills": ["noise"], "capacity": 1 },
            { "id": "zhou", "title": { "en": "Zhou" }, "skills": ["noise"], "absences": [ { "from": "2024-09-01", "to": "2024-09-30" } ] }
          ],
          "positions": [ { "id": "desk", "party": "office", "title": { "en": "Desk" }, "holders": [
            { "person": "wang" }, { "person": "li" }, { "person": "sun" }, { "person": "zhou" } ] } ]
        }
        """;

    private static readonly Actor Wang = new(PartyKind.StreetOffice, "office", "wang");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2024, 9, 12, 1, 0, 0, TimeSpan.Zero));
    private readonly ServiceProvider _provider;
    private Action<AssignmentProblem> _meanwhile = static _ => { };

    public AssignmentWorkTests()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_time);
        services.AddSingleton<IAssignmentSolver>(new Interrupted(new MinimumCostFlowSolver(), problem => _meanwhile(problem)));
        services.AddXiezhi().UseInMemory().UseOrTools();
        _provider = services.BuildServiceProvider();
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private CaseEngine Cases => _provider.GetRequiredService<CaseEngine>();

    private AssignmentWork Work => _provider.GetRequiredService<AssignmentWork>();

    [Fact]
    public async Task What_waits_is_given_to_those_who_can_and_what_is_left_says_why()
    {
        await OpenAsync(3);

        var report = Assert.Single(await Work.RunAsync(Tenant, Cancelled));

        Assert.Equal(["sun", "wang"], report.Given.Select(given => given.Person).Order());
        Assert.Equal(UnassignedReason.NoCapacity, Assert.Single(report.Left).Reason);
        var tasks = await _provider.GetRequiredService<ICaseQueries>().ListTasksAsync(new TaskFilter(Tenant), Cancelled);
        Assert.Equal([null, "office/sun", "office/wang"], tasks.Select(task => task.Holder?.ToString()).Order());
        var log = await _provider.GetRequiredService<ICaseStore>().ReadLogAsync(Tenant, tasks.First(task => task.Holder is not null).Case, 0, Cancelled);
        var assigned = Assert.Single(log, recorded => recorded.Event is TaskAssigned);
        Assert.Equal((Actor.Engine, report.Batch, 1), (assigned.Actor, ((TaskAssigned)assigned.Event).Evidence!.Batch, ((TaskAssigned)assigned.Event).Evidence!.Alternatives));
    }

    [Fact]
    public async Task Twice_gives_nothing_twice_and_what_was_given_back_is_given_again()
    {
        await OpenAsync(1);
        var first = Assert.Single(await Work.RunAsync(Tenant, Cancelled));
        Assert.Empty(await Work.RunAsync(Tenant, Cancelled));

        var task = Assert.Single(await _provider.GetRequiredService<ICaseQueries>().ListTasksAsync(new TaskFilter(Tenant), Cancelled));
        var holder = new Actor(PartyKind.StreetOffice, "office", task.Holder!.Person);
        Assert.Equal(CommandStatus.Done, (await Cases.ExecuteAsync(Tenant, task.Case, new ReleaseTask(task.TaskId, ""), holder, null, Cancelled)).Status);
        var second = Assert.Single(await Work.RunAsync(Tenant, Cancelled));

        Assert.Equal(first.Batch, second.Batch);
        Assert.Single(second.Given);
        Assert.NotNull((await Cases.FindAsync(Tenant, task.Case, Cancelled))!.Claims.Find(task.TaskId));
    }

    [Fact]
    public async Task Whoever_claims_a_task_meanwhile_keeps_it()
    {
        var id = (await OpenAsync(1))[0];
        _meanwhile = problem =>
        {
            var taskId = Cases.FindAsync(Tenant, id, Cancelled).GetAwaiter().GetResult()!.Workflow.Tasks.Single().Id;
            Assert.Equal(CommandStatus.Done, Cases.ExecuteAsync(Tenant, id, new ClaimTask(taskId), Wang, null, Cancelled).GetAwaiter().GetResult().Status);
        };

        var report = Assert.Single(await Work.RunAsync(Tenant, Cancelled));

        Assert.Equal(["sun"], report.Overtaken.Select(given => given.Person));
        Assert.Empty(report.Given);
        Assert.Equal("office/wang", (await Cases.FindAsync(Tenant, id, Cancelled))!.Claims.ByTask.Values.Single().Holder.ToString());
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    private async Task<List<CaseId>> OpenAsync(int count)
    {
        var skilled = TestPackage.Procedure.Replace("<formalExpression>lead</formalExpression>", "<formalExpression>lead + \"/skill:noise\"</formalExpression>", StringComparison.Ordinal);
        var files = TestPackage.Files(
            ("organization.json", Organization), ("test.bpmn", skilled), ("handling.json", """{ "claims": {}, "assignment": { "tasks": ["Handle"] } }"""));
        var published = await _provider.GetRequiredService<PackageRegistry>().PublishAsync(Tenant, files, null, new Actor(PartyKind.System, "publisher"), Cancelled);
        Assert.True(published.Published, string.Join("\n", published.Diagnostics));
        var ids = new List<CaseId>();
        for (var i = 0; i < count; i++)
        {
            ids.Add((await Cases.OpenAsync(Tenant, "test", "case " + i, ValueContext.Of(("topic", "Noise"), ("lead", "office")), Actor.Citizen("Li"), Cancelled)).Case);
        }

        return ids;
    }

    private sealed class Interrupted(IAssignmentSolver solver, Action<AssignmentProblem> meanwhile) : IAssignmentSolver
    {
        public AssignmentSolution Solve(AssignmentProblem problem)
        {
            meanwhile(problem);
            return solver.Solve(problem);
        }
    }
}
