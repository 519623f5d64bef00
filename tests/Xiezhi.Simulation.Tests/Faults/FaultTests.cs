using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Simulation.Tests.Hosts;
using Xiezhi.Simulation.Tests.Worlds;
using Xiezhi.Storage.Cases;

namespace Xiezhi.Simulation.Tests.Faults;

/// <summary>Two engines under load from several clients, on a store that fails; whoever gets no answer asks again under the same key.</summary>
public sealed class FaultTests
{
    private const int Clients = 6;
    private const int CasesOfAClient = 4;

    private readonly ConcurrentBag<SentCommand> _commands = [];
    private readonly ConcurrentDictionary<Type, int> _answers = new();

    public static TheoryData<string, Fault> Faults()
    {
        var data = new TheoryData<string, Fault>();
        foreach (var fault in Enum.GetValues<Fault>())
        {
            data.Add("memory", fault);
            data.Add("sqlite", fault);
            data.Add("postgres", fault);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Whatever_fails_nothing_is_lost_and_nothing_is_doubled(string kind, Fault fault)
    {
        var plan = new FaultPlan(fault, (int)fault);
        await using var shared = await SharedStore.OpenAsync(kind, hosts: 2, plan);

        await LoadAsync(shared);
        plan.End();
        await SettleAsync(shared);

        Assert.True(fault == Fault.None || plan.Injected > 10, $"Only {plan.Injected} faults.");
        await HoldsAsync(shared);
    }

    [Fact]
    public async Task A_database_that_is_full_keeps_what_it_has_and_goes_on_when_there_is_room()
    {
        await using var shared = await SharedStore.OpenAsync("sqlite", hosts: 1);
        using var stop = new CancellationTokenSource();

        // SQLite itself refuses to grow the file. The engine then opens another connection, which knows no limit; so it is set again and again.
        // The first limit stands before anybody works: a quick machine would be done before it.
        await shared.Get<SqliteWriter>(0).WriteAsync(connection => Limit(connection), CancellationToken.None);
        var full = Task.Run(async () =>
        {
            for (var times = 0; times < 600 && !stop.IsCancellationRequested; times++)
            {
                await shared.Get<SqliteWriter>(0).WriteAsync(connection => Limit(connection), CancellationToken.None);
                await Task.Delay(TimeSpan.FromMilliseconds(1), CancellationToken.None);
            }
        });
        try
        {
            await LoadAsync(shared);
        }
        finally
        {
            await stop.CancelAsync();
            await full;
        }

        await SettleAsync(shared);

        Assert.True(_answers.GetValueOrDefault(typeof(SqliteException)) > 0, "It was never full.");
        await HoldsAsync(shared);
    }

    [Fact]
    public async Task On_a_disk_that_is_really_full_commands_fail_and_say_so_and_once_there_is_room_the_same_host_goes_on()
    {
        using var disk = SmallDisk.Mount(megabytes: 32);
        await using var shared = await SharedStore.OpenAsync("sqlite", hosts: 1, folder: disk.Folder);
        var engine = shared.Engine(0);
        var first = await engine.OpenAsync(Procedure.Tenant, Procedure.Name, "first", World.Opening, Procedure.Citizen);

        disk.Fill();

        // What the log had room for already still fits; then nothing does.
        SqliteException? full = null;
        var fitted = 0;
        for (; full is null && fitted < 10_000; fitted++)
        {
            var key = "case " + fitted.ToString(CultureInfo.InvariantCulture);
            full = await Record.ExceptionAsync(() => engine.OpenAsync(Procedure.Tenant, Procedure.Name, key, World.Opening, Procedure.Citizen)) as SqliteException;
        }

        Assert.Equal(13, full?.SqliteErrorCode);
        Assert.Contains("full", full!.Message, StringComparison.Ordinal);
        Assert.Equal(first.State!.Head, (await engine.FindAsync(Procedure.Tenant, first.Case))!.Head);

        // The clients find it full, ask again and again, and one day somebody makes room.
        var load = LoadAsync(shared);
        while (_answers.GetValueOrDefault(typeof(SqliteException)) < 20)
        {
            Assert.False(load.IsCompleted, "It was not full.");
            await Task.Delay(TimeSpan.FromMilliseconds(1));
        }

        disk.Free();
        await load;
        await SettleAsync(shared);

        // The one that failed last, and was told so, is not there.
        var broken = await shared.Laws().BrokenAsync(_commands, shared.Clock.GetUtcNow());
        Assert.True(broken.Count == 0, string.Join('\n', broken.Take(10)));
        Assert.All(_commands, command => Assert.True(command.Acknowledged, command.Key));
        Assert.Equal(1 + (fitted - 1) + (Clients * CasesOfAClient), (await shared.Get<ICaseQueries>(0).CountCasesAsync(Procedure.Tenant, CancellationToken.None)).Values.Sum());
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("sqlite")]
    public async Task Who_is_not_told_asks_again_and_is_told_that_it_was_done(string kind)
    {
        var plan = new FaultPlan(Fault.CommittedUnknown, 3);
        await using var shared = await SharedStore.OpenAsync(kind, hosts: 1, plan);
        var engine = shared.Engine(0);

        for (var n = 0; n < 20; n++)
        {
            var key = "case " + n.ToString(CultureInfo.InvariantCulture);
            var (opened, openedAgain) = await AskAsync(() => engine.OpenAsync(Procedure.Tenant, Procedure.Name, key, World.Opening, Procedure.Citizen));
            var handle = new CompleteTask(opened.State!.Workflow.Tasks.Single().Id, ValueContext.Of(("returned", true)));
            var (handled, handledAgain) = await AskAsync(() => engine.ExecuteAsync(Procedure.Tenant, opened.Case, handle, Procedure.Party("office"), "handle " + key));

            Assert.Equal(openedAgain ? CommandStatus.AlreadyDone : CommandStatus.Done, opened.Status);
            Assert.Equal(handledAgain ? CommandStatus.AlreadyDone : CommandStatus.Done, handled.Status);
            Assert.Equal("Dispatch", handled.State!.Workflow.Tasks.Single().Element);
        }

        Assert.True(plan.Injected > 0);
    }

    private static async Task<(CommandResult Result, bool Again)> AskAsync(Func<Task<CommandResult>> ask)
    {
        try
        {
            return (await ask(), false);
        }
        catch (CommitOutcomeUnknownException)
        {
            return (await ask(), true);
        }
    }

    private static int Limit(SqliteConnection connection)
    {
        // Less than there is means: not one page more.
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA max_page_count = 1";
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private async Task LoadAsync(SharedStore shared)
    {
        var hosts = shared.Hosts;
        using var stop = new CancellationTokenSource();
        var jobs = Task.WhenAll(Enumerable.Range(0, hosts).Select(host => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await TryAsync(() => shared.Work(host).RunAsync(CancellationToken.None));
                shared.Clock.Advance(TimeSpan.FromMinutes(2));
                await Task.Delay(TimeSpan.FromMilliseconds(10), CancellationToken.None);
            }
        })));
        try
        {
            await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(() => ClientAsync(shared, client, hosts))));
        }
        finally
        {
            await stop.CancelAsync();
            await jobs;
        }
    }

    private async Task ClientAsync(SharedStore shared, int client, int hosts)
    {
        var random = new Random(client);
        for (var n = 0; n < CasesOfAClient; n++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"client {client} case {n}");
            var id = CaseEngine.IdFor(Procedure.Tenant, Procedure.Name, key);
            await SendAsync(new SentCommand(key, id), command => shared.Engine(random.Next(hosts)).OpenAsync(Procedure.Tenant, Procedure.Name, command.Key, World.Opening, command.Actor));
            for (var turn = 0; turn < 10 && await LookAsync(shared, id) is { IsOpen: true } state; turn++)
            {
                // Both of two parallel tasks at once, on whichever host.
                await Task.WhenAll(state.Workflow.Tasks.Select(task =>
                {
                    var mark = string.Create(CultureInfo.InvariantCulture, $"{key} turn {turn} task {task.Id}");
                    var variables = task.Element == "Dispatch" ? ValueContext.Of(("mark", mark), ("lead", "bureau")) : ValueContext.Of(("mark", mark), ("returned", turn == 0));
                    var actor = Procedure.Party(task.Element is "Dispatch" or "Confirm" ? "city" : state.Facts.Lead!);
                    var host = random.Next(hosts);
                    return SendAsync(
                        new SentCommand(mark, id) { Command = new CompleteTask(task.Id, variables), Actor = actor },
                        command => shared.Engine(host).ExecuteAsync(Procedure.Tenant, id, command.Command!, command.Actor, command.Key));
                }));
            }
        }
    }

    // Asks again under the same key until there is an answer.
    private async Task SendAsync(SentCommand command, Func<SentCommand, Task<CommandResult>> send)
    {
        _commands.Add(command);
        while (!command.Answered)
        {
            await TryAsync(async () => command.Answer(await send(command)));
        }
    }

    private async Task<CaseState?> LookAsync(SharedStore shared, CaseId id)
    {
        CaseState? found = null;
        while (found is null)
        {
            await TryAsync(async () => found = await shared.Engine(0).FindAsync(Procedure.Tenant, id));
        }

        return found;
    }

    private async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception fault) when (fault is (IOException or InvalidOperationException or CommitOutcomeUnknownException or SqliteException) and not ObjectDisposedException)
        {
            _answers.AddOrUpdate(fault.GetType(), 1, (_, times) => times + 1);
            await Task.Delay(TimeSpan.FromMilliseconds(1));
        }
    }

    private static async Task SettleAsync(SharedStore shared)
    {
        for (var round = 0; round < 30; round++)
        {
            await shared.Work(0).RunAsync(CancellationToken.None);
            shared.Clock.Advance(TimeSpan.FromMinutes(30));
        }

        await shared.Work(0).RunAsync(CancellationToken.None);
    }

    private async Task HoldsAsync(SharedStore shared)
    {
        var laws = shared.Laws();
        var broken = await laws.BrokenAsync(_commands, shared.Clock.GetUtcNow());
        Assert.True(broken.Count == 0, string.Join('\n', broken.Take(10)));
        Assert.Equal(Clients * CasesOfAClient, laws.Folded.Count);
        Assert.All(laws.Folded.Values, state => Assert.Empty(state.Workflow.Jobs));
        foreach (var (id, state) in laws.Folded)
        {
            for (var host = 0; host < shared.Hosts; host++)
            {
                Assert.Equal(state.Head, (await shared.Engine(host).FindAsync(Procedure.Tenant, id))!.Head);
            }
        }
    }
}
