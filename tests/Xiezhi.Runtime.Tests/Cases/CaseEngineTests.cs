using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Cases;

namespace Xiezhi.Runtime.Tests.Cases;

public sealed class CaseEngineTests
{
    [Fact]
    public async Task A_case_goes_from_opened_to_closed_and_its_log_is_a_chain()
    {
        await using var engine = await Engine.StartAsync();
        var id = (await engine.OpenAsync("1")).Case;

        await engine.CompleteAsync(id, "Handle", Engine.Office);
        await engine.CompleteAsync(id, "Confirm", Engine.City);

        var summary = await engine.Queries.FindCaseAsync(Engine.Tenant, id, default);
        Assert.Equal((CaseStatus.Closed, "office", "noise"), (summary!.Status, summary.Lead, summary.Matter));
        Assert.Empty(await engine.Queries.ListTasksAsync(new TaskFilter(Engine.Tenant), default));
        var hash = default(EventHash);
        Assert.All(await engine.LogAsync(id), recorded => Assert.Equal(recorded.Hash, hash = hash.Next(recorded.Text)));
        Assert.Equal(summary.Head, hash);
    }

    [Fact]
    public async Task The_same_key_never_opens_a_second_case()
    {
        await using var engine = await Engine.StartAsync();
        var first = await engine.OpenAsync("1");

        var second = await engine.OpenAsync("1");
        await engine.RestartAsync();
        var third = await engine.OpenAsync("1");

        Assert.Equal([CommandStatus.Done, CommandStatus.AlreadyDone, CommandStatus.AlreadyDone], [first.Status, second.Status, third.Status]);
        Assert.Equal([first.Case, first.Case], [second.Case, third.Case]);
        Assert.Single(await engine.Queries.ListCasesAsync(new CaseFilter(Engine.Tenant), default));
    }

    [Fact]
    public async Task A_command_with_a_key_that_was_used_does_nothing_again_even_after_a_restart()
    {
        await using var engine = await Engine.StartAsync();
        var id = (await engine.OpenAsync("1")).Case;
        await engine.CompleteAsync(id, "Handle", Engine.Office, "key");
        var version = (await engine.LogAsync(id)).Count;

        await engine.RestartAsync();
        var again = await engine.CompleteAsync(id, "Confirm", Engine.City, "key");

        Assert.Equal(CommandStatus.AlreadyDone, again.Status);
        Assert.Equal(version, (await engine.LogAsync(id)).Count);
    }

    [Fact]
    public async Task Two_processes_that_complete_one_task_at_once_complete_it_once()
    {
        await using var engine = await Engine.StartAsync();
        var other = engine.Another();
        for (var i = 0; i < 25; i++)
        {
            var id = (await engine.OpenAsync("twice " + i)).Case;
            var task = Assert.Single((await other.Cases.FindAsync(Engine.Tenant, id))!.Workflow.Tasks);

            var results = await Task.WhenAll(new[] { engine, other }.Select(one => Task.Run(() =>
                one.Cases.ExecuteAsync(Engine.Tenant, id, new CompleteTask(task.Id, ValueContext.Empty), Engine.Office))));

            Assert.Single(results, result => result.Status == CommandStatus.Done);
            Assert.Single(results, result => result.Status == CommandStatus.Rejected);
            Assert.Single((await engine.LogAsync(id)).Select(recorded => recorded.Event).OfType<ReplyGiven>());
        }

        await other.DisposeAsync();
    }

    [Fact]
    public async Task Many_callers_at_once_each_get_their_own_case()
    {
        await using var engine = await Engine.StartAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => engine.OpenAsync("case " + (i % 100)))));

        Assert.Equal(100, results.Count(result => result.Status == CommandStatus.Done));
        Assert.Equal(100, results.Count(result => result.Status == CommandStatus.AlreadyDone));
        Assert.Equal(100, (await engine.Queries.CountCasesAsync(Engine.Tenant, default))[CaseStatus.Open]);
    }

    [Fact]
    public async Task A_refused_command_leaves_its_record_and_nothing_else()
    {
        await using var engine = await Engine.StartAsync();
        var id = (await engine.OpenAsync("1")).Case;

        var result = await engine.CompleteAsync(id, "Handle", Engine.City);

        Assert.Equal(CommandStatus.Refused, result.Status);
        Assert.IsType<CommandRefused>((await engine.LogAsync(id))[^1].Event);
        Assert.Equal(["office"], Assert.Single(await engine.Queries.ListTasksAsync(new TaskFilter(Engine.Tenant, "office"), default)).Owners);
        Assert.Empty(await engine.Queries.ListTasksAsync(new TaskFilter(Engine.Tenant, "city"), default));
    }

    [Fact]
    public async Task A_tenant_sees_nothing_of_another()
    {
        await using var engine = await Engine.StartAsync();
        var id = (await engine.OpenAsync("1")).Case;

        var result = await engine.Cases.ExecuteAsync("other", id, new CancelCase("mine now"), Engine.City);

        Assert.Equal(CommandStatus.NotFound, result.Status);
        Assert.Empty(await engine.Queries.ListCasesAsync(new CaseFilter("other"), default));
        Assert.Null(await engine.Queries.FindCaseAsync("other", id, default));
    }

    [Fact]
    public async Task A_case_without_a_package_in_force_is_not_opened()
    {
        await using var engine = await Engine.StartAsync();

        var result = await engine.Cases.OpenAsync(Engine.Tenant, "tset", "1", ValueContext.Empty, Engine.Citizen);

        Assert.Equal("XZ6001", result.Reason?.Code);
    }

    [Theory]
    [InlineData(50, CommandStatus.Done)]
    [InlineData(51, CommandStatus.Rejected)]
    [InlineData(200, CommandStatus.Rejected)]
    public async Task What_is_nested_too_deep_to_be_read_back_is_not_written(int levels, CommandStatus status)
    {
        await using var engine = await Engine.StartAsync();
        var id = (await engine.OpenAsync("1")).Case;
        var task = (await engine.Cases.FindAsync(Engine.Tenant, id))!.Workflow.Tasks.Single();

        // Of all names that which takes the most room as JSON.
        var deep = Enumerable.Range(0, levels).Aggregate(Value.Null, (inner, _) => ValueContext.Of(("$in", inner)));
        var result = await engine.Cases.ExecuteAsync(Engine.Tenant, id, new CompleteTask(task.Id, ValueContext.Of(("deep", deep))), Engine.Office);
        await engine.RestartAsync();

        Assert.Equal(status, result.Status);
        var state = await engine.Cases.FindAsync(Engine.Tenant, id);
        Assert.Equal(status == CommandStatus.Done ? deep : Value.Null, state!.Workflow.Variables.TryGet("deep", out var stored) ? stored : Value.Null);
    }
}
