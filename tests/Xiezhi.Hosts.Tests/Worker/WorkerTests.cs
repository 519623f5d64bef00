using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Hangfire.Shared;
using Xiezhi.Hosts.Tests.Server;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Packages;
using Xiezhi.Storage;
using Xiezhi.Storage.Tests.PostgreSql;

namespace Xiezhi.Hosts.Tests.Worker;

[Trait("Needs", "Server")]
public sealed class WorkerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_worker_keeps_time_for_the_cases_of_a_server_that_has_stopped()
    {
        using var folder = new TemporaryFolder();
        string id;
        await using (var server = ServerUnderTest.Start(folder))
        {
            await server.PublishAsync("PT4S");
            id = await server.OpenAsync();
        }

        using var worker = Start("--Xiezhi:Database", Path.Combine(folder.Path, "xiezhi.db"));
        try
        {
            var log = await LogWhenAsync(folder, id, log => log.Any(recorded => recorded.Event is FindingProposed));

            var finding = Assert.Single(log, recorded => recorded.Event is FindingProposed);
            Assert.Equal(Actor.Engine, finding.Actor);
        }
        finally
        {
            worker.Kill(entireProcessTree: true);
            await worker.WaitForExitAsync(Stop);
        }
    }

    [Fact]
    public async Task A_worker_without_a_database_refuses_to_start()
    {
        using var folder = new TemporaryFolder();

        using var worker = Start("--Xiezhi:Database", Path.Combine(folder.Path, "none.db"));
        var errors = await worker.StandardError.ReadToEndAsync(Stop);
        await worker.WaitForExitAsync(Stop);

        Assert.Equal(1, worker.ExitCode);
        Assert.Contains("There is no database", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Workers_beside_other_hosts_act_once_on_what_those_commit()
    {
        await using var database = await PostgreSqlDatabaseUnderTest.CreateAsync();
        await JobSchema.MigrateAsync(database.ConnectionString, Stop);
        var services = new ServiceCollection();
        services.AddXiezhi().UsePostgreSql(database.ConnectionString);
        await using var provider = services.BuildServiceProvider();
        var files = TinyPackage.Files("PT8S").Select(file => KeyValuePair.Create(file.Key, (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(file.Value)));
        Assert.True((await provider.GetRequiredService<PackageRegistry>().PublishAsync("city", files, null, Actor.Engine, Stop)).Published);

        using var one = Start("--Xiezhi:PostgreSql", database.ConnectionString);
        using var other = Start("--Xiezhi:PostgreSql", database.ConnectionString);
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(3), Stop);
            var engine = provider.GetRequiredService<CaseEngine>();
            var opened = new List<CaseId>();
            for (var i = 0; i < 5; i++)
            {
                opened.Add((await engine.OpenAsync("city", TinyPackage.Name, "case " + i, ValueContext.Of(("topic", "noise")), Actor.Citizen("zhang"), Stop)).Case);
            }

            var store = provider.GetRequiredService<ICaseStore>();
            foreach (var id in opened)
            {
                var log = await LogWhenAsync(store, id, log => log.Any(recorded => recorded.Event is FindingProposed));
                Assert.Single(log, recorded => recorded.Event is FindingProposed);
            }
        }
        finally
        {
            foreach (var worker in new[] { one, other })
            {
                worker.Kill(entireProcessTree: true);
                await worker.WaitForExitAsync(Stop);
            }
        }
    }

    [Fact]
    public async Task A_worker_changes_no_schema_by_itself()
    {
        await using var database = await PostgreSqlDatabaseUnderTest.CreateEmptyAsync();

        using var worker = Start("--Xiezhi:PostgreSql", database.ConnectionString);
        var errors = await worker.StandardError.ReadToEndAsync(Stop);
        await worker.WaitForExitAsync(Stop);

        Assert.Equal(1, worker.ExitCode);
        Assert.Contains("Xiezhi.Worker does not start. XZ6102", errors, StringComparison.Ordinal);
        Assert.Equal(0L, await database.ScalarAsync("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
    }

    [Fact]
    public async Task A_worker_refuses_a_database_that_has_no_schema_of_jobs()
    {
        await using var database = await PostgreSqlDatabaseUnderTest.CreateAsync();
        await database.ScalarAsync($"DROP SCHEMA IF EXISTS {JobSchema.NameIn(database.ConnectionString)} CASCADE");

        using var worker = Start("--Xiezhi:PostgreSql", database.ConnectionString);
        var errors = await worker.StandardError.ReadToEndAsync(Stop);
        await worker.WaitForExitAsync(Stop);

        Assert.Equal(1, worker.ExitCode);
        Assert.Contains("Xiezhi.Worker does not start. XZ6201", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_makes_no_schema_in_an_empty_file_either()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "empty.db");
        await File.WriteAllBytesAsync(file, [], Stop);

        Assert.Contains("Xiezhi.Worker does not start. XZ6102", await RefusedAsync("--Xiezhi:Database", file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Xiezhi:Engine:DueHolt", "00:01:00", "'DueHolt'")]
    [InlineData("Xiezhi:Delivery:Services:permits:Url", "ftp://permits.example.org", "Services:permits:Url is \"ftp://permits.example.org\"")]
    public async Task Settings_that_can_not_work_keep_a_worker_from_starting_and_it_says_why(string setting, string value, string said)
    {
        using var folder = new TemporaryFolder();
        await using (ServerUnderTest.Start(folder))
        {
            // It makes the database.
        }

        var errors = await RefusedAsync("--Xiezhi:Database", Path.Combine(folder.Path, "xiezhi.db"), "--" + setting, value);

        Assert.StartsWith("Xiezhi.Worker does not start. ", errors, StringComparison.Ordinal);
        Assert.Contains(said, errors, StringComparison.Ordinal);
    }

    private static async Task<string> RefusedAsync(params string[] arguments)
    {
        using var worker = Start(arguments);
        var errors = await worker.StandardError.ReadToEndAsync(Stop);
        await worker.WaitForExitAsync(Stop);
        Assert.Equal(1, worker.ExitCode);
        return errors;
    }

    [Fact]
    public async Task A_worker_migrates_at_start_where_its_settings_say_so()
    {
        await using var database = await PostgreSqlDatabaseUnderTest.CreateEmptyAsync();

        using var worker = Start("--Xiezhi:PostgreSql", database.ConnectionString, "--Xiezhi:MigrateAtStart", "true");
        try
        {
            for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(40) && !worker.HasExited && !await HasSchemaAsync(database);)
            {
                await Task.Delay(100, Stop);
            }

            Assert.False(worker.HasExited);
            Assert.True(await HasSchemaAsync(database));
        }
        finally
        {
            worker.Kill(entireProcessTree: true);
            await worker.WaitForExitAsync(Stop);
        }
    }

    private static async Task<bool> HasSchemaAsync(PostgreSqlDatabaseUnderTest database) =>
        await database.ScalarAsync("SELECT to_regclass('key_digests') IS NOT NULL") is true;

    private static async Task<ImmutableArray<RecordedEvent>> LogWhenAsync(TemporaryFolder folder, string id, Func<ImmutableArray<RecordedEvent>, bool> wanted)
    {
        var services = new ServiceCollection();
        services.AddXiezhi().UseSqlite(Path.Combine(folder.Path, "xiezhi.db"));
        await using var provider = services.BuildServiceProvider();
        Assert.True(CaseId.TryParse(id, out var caseId));
        return await LogWhenAsync(provider.GetRequiredService<ICaseStore>(), caseId, wanted);
    }

    private static async Task<ImmutableArray<RecordedEvent>> LogWhenAsync(ICaseStore store, CaseId caseId, Func<ImmutableArray<RecordedEvent>, bool> wanted)
    {
        var log = await store.ReadLogAsync("city", caseId, 0, Stop);
        for (var watch = Stopwatch.StartNew(); !wanted(log) && watch.Elapsed < TimeSpan.FromSeconds(40); log = await store.ReadLogAsync("city", caseId, 0, Stop))
        {
            await Task.Delay(100, Stop);
        }

        return log;
    }

    private static Process Start(params string[] arguments)
    {
        // Beside the tests' own output, in the same configuration: …/tests/Xiezhi.Hosts.Tests/bin/Debug/net10.0.
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var root = output.Parent!.Parent!.Parent!.Parent!.Parent!;
        var program = Path.Combine(root.FullName, "hosts", "Xiezhi.Worker", "bin", output.Parent.Name, output.Name, "Xiezhi.Worker.dll");
        Assert.True(File.Exists(program), program);
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        foreach (var argument in (string[])[program, "--Logging:LogLevel:Default", "Warning", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
