using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Xiezhi.Crash.Comparing;
using Xiezhi.Crash.Load;
using Xiezhi.Crash.Servers;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Parties;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Due;
using Xiezhi.Runtime.Packages;
using Xiezhi.Testing;

namespace Xiezhi.Simulation.Tests.Crashes;

/// <summary>The crash test compares; here something is wrong on purpose, so that it is known to see it.</summary>
public sealed class ComparisonTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("xiezhi-comparison-").FullName;
    private readonly List<CommandRecord> _journal = [];

    [Fact]
    public async Task What_was_acknowledged_and_is_there_is_in_order()
    {
        Assert.Equal("kills 3, acknowledged 6, lost 0, doubled 0, broken chains 0, timers missed 0", (await CompareAsync()).Line(3));
    }

    [Fact]
    public async Task What_was_acknowledged_and_is_not_there_is_lost()
    {
        _journal.Add(new CommandRecord("case0-Answer", "case0", "Answer", Standing.Acknowledged, ""));
        _journal.Add(new CommandRecord("case9", "case9", "", Standing.Acknowledged, ""));
        _journal.Add(new CommandRecord("case1-Answer", "case1", "Answer", Standing.Unknown, ""));

        Assert.Equal((2, 0, 0, 0), Numbers(await CompareAsync()));
    }

    [Fact]
    public async Task What_nobody_sent_is_doubled()
    {
        _journal.RemoveAll(command => command.Key == "case1-Check");

        Assert.Equal((0, 1, 0, 0), Numbers(await CompareAsync()));
    }

    [Theory]
    [InlineData("UPDATE events SET Text = replace(Text, 'noise', 'music') WHERE Sequence = 1")]
    [InlineData("DELETE FROM tasks")]
    public async Task What_was_changed_behind_the_engine_is_broken(string sql)
    {
        Change(sql);

        Assert.True((await CompareAsync()).Broken > 0);
    }

    [Fact]
    public async Task A_message_that_reached_nobody_is_lost()
    {
        Change("DELETE FROM notifications WHERE Id IN (SELECT Id FROM notifications LIMIT 1)");

        Assert.Equal((1, 0, 0, 0), Numbers(await CompareAsync()));
    }

    [Fact]
    public async Task What_is_due_and_was_not_done_is_missed()
    {
        // Opened two hours ago by its clock, and nobody has worked since.
        await using var provider = Build(new VirtualClock(DateTimeOffset.UtcNow.AddHours(-2)));
        await provider.GetRequiredService<CaseEngine>().OpenAsync(ServerKeys.Tenant, "crash", "late", ValueContext.Of(("topic", "noise")), Actor.Citizen("zhang"));

        Assert.True((await CompareAsync()).Missed > 0);
    }

    public async ValueTask InitializeAsync()
    {
        var clock = new VirtualClock(Start);
        await using var provider = Build(clock);
        var engine = provider.GetRequiredService<CaseEngine>();
        var files = await PackageFolder.ReadAsync(ServerProcess.PackagePath);
        Assert.True((await provider.GetRequiredService<PackageRegistry>().PublishAsync(ServerKeys.Tenant, files, null, Actor.Engine)).Published);
        for (var n = 0; n < 2; n++)
        {
            var key = "case" + n.ToString(CultureInfo.InvariantCulture);
            var opened = await engine.OpenAsync(ServerKeys.Tenant, "crash", key, ValueContext.Of(("topic", "noise")), Actor.Citizen("zhang"));
            _journal.Add(new CommandRecord(key, key, "", Standing.Acknowledged, ""));
            foreach (var task in opened.State!.Workflow.Tasks)
            {
                var mark = key + "-" + task.Element;
                await engine.ExecuteAsync(
                    ServerKeys.Tenant, opened.Case, new CompleteTask(task.Id, ValueContext.Of(("did" + task.Element, mark))), new Actor(PartyKind.Department, "desk"), mark);
                _journal.Add(new CommandRecord(mark, key, task.Element, Standing.Acknowledged, ""));
            }
        }

        for (var n = 0; n < 20; n++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await provider.GetRequiredService<DueWork>().RunAsync();
        }
    }

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static (int Lost, int Doubled, int Broken, int Missed) Numbers(Comparison found) => (found.Lost, found.Doubled, found.Broken, found.Missed);

    private async Task<Comparison> CompareAsync()
    {
        await using var comparer = new LogComparer(new SqliteFile(_folder));
        return await comparer.CompareAsync(_journal, CancellationToken.None);
    }

    private ServiceProvider Build(VirtualClock clock)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);
        new SqliteFile(_folder).Use(services.AddXiezhi());
        return services.BuildServiceProvider();
    }

    private void Change(string sql)
    {
        using var connection = new SqliteConnection("Data Source=" + Path.Combine(_folder, "crash.db"));
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are those above.
        command.CommandText = sql;
#pragma warning restore CA2100
        Assert.True(command.ExecuteNonQuery() > 0, sql);
    }
}
