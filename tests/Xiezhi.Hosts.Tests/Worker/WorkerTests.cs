using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Hosts.Tests.Server;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Commits;
using Xiezhi.Storage;

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

    private static async Task<ImmutableArray<RecordedEvent>> LogWhenAsync(TemporaryFolder folder, string id, Func<ImmutableArray<RecordedEvent>, bool> wanted)
    {
        var services = new ServiceCollection();
        services.AddXiezhi().UseSqlite(Path.Combine(folder.Path, "xiezhi.db"));
        await using var provider = services.BuildServiceProvider();
        var store = provider.GetRequiredService<ICaseStore>();
        Assert.True(CaseId.TryParse(id, out var caseId));
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
