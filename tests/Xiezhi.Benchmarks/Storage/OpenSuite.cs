using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Cases.Snapshots;
using Xiezhi.Governance.Packages;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Packages;
using Xiezhi.Runtime.Snapshots;
using Xiezhi.Storage;

namespace Xiezhi.Benchmarks.Storage;

/// <summary>How long a long case takes to open in a process that doesn't have it in memory: from its snapshot, and folded from its log.</summary>
internal sealed class OpenSuite : ISuite
{
    private const string Variable = "XIEZHI_POSTGRESQL";
    private const int Rounds = 9;

    public string Name => "open";

    public string Description => $"opening a case of 10,000 events, with a snapshot and without; {Variable} names a PostgreSQL database for it";

    public void Run(Report report)
    {
        var folder = Directory.CreateTempSubdirectory("xiezhi-open-").FullName;
        RunAsync(report, "SQLite", builder => builder.UseSqlite(Path.Combine(folder, "cases.db"))).GetAwaiter().GetResult();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } server)
        {
            RunAsync(report, "PostgreSQL", builder => builder.UsePostgreSql(server, options => options.MigrateAtStart = true)).GetAwaiter().GetResult();
        }
        else
        {
            report.Missing("PostgreSQL", $"{Variable} names no database");
        }
    }

    private static async Task RunAsync(Report report, string store, Action<XiezhiBuilder> use)
    {
        await RunAsync(report, store, LongCase.Make(Guid.NewGuid().ToString("N"), isAccountable: false), use);
        await RunAsync(report, store + ", accountable", LongCase.Make(Guid.NewGuid().ToString("N"), isAccountable: true), use);
    }

    private static async Task RunAsync(Report report, string store, LongCase history, Action<XiezhiBuilder> use)
    {
        await using (var provider = Build(use, 0))
        {
            var published = await provider.GetRequiredService<PackageRegistry>().PublishAsync(LongCase.Tenant, history.Files, null, LongCase.Publisher);
            if (!published.Published)
            {
                throw new InvalidOperationException(string.Join("\n", published.Diagnostics));
            }

            var cases = provider.GetRequiredService<ICaseStore>();
            foreach (var commit in history.Commits)
            {
                if ((await cases.CommitAsync([commit], CancellationToken.None)).Single() != CommitOutcome.Committed)
                {
                    throw new InvalidOperationException("The case can't be written.");
                }
            }
        }

        // As it stands after 10,000 events in a host that keeps snapshots: the last is up to so many events behind.
        var tail = new XiezhiOptions().SnapshotEvery;
        tail = Math.Max(tail, CaseSnapshot.Write(history.Last).Length / CaseSnapshots.BytesAnEvent);
        var behind = history.At(LongCase.Events - tail);
        var content = CaseSnapshot.Write(behind);
        await using (var provider = Build(use, 0))
        {
            await provider.GetRequiredService<ISnapshotStore>().SaveAsync(
                new StoredSnapshot(LongCase.Tenant, behind.Id, behind.Version, CaseSnapshot.Format, content), CancellationToken.None);
        }

        var (folded, fast) = (new double[Rounds], new double[Rounds]);
        await using var without = Build(use, 0);
        await using var with = Build(use, 1_000_000);
        for (var round = -2; round < Rounds; round++)
        {
            var (slow, quick) = (await OpenAsync(without, history), await OpenAsync(with, history));
            if (round >= 0)
            {
                (folded[round], fast[round]) = (slow, quick);
            }
        }

        report.Add($"{store}: log of {LongCase.Events:N0} events folded", folded, "ms");
        report.Add($"{store}: snapshot and the last {tail} events", fast, "ms");
        report.Add($"{store}: bytes of the snapshot", [content.Length], "bytes");
        report.Time($"{store}: the state written as bytes", () => CaseSnapshot.Write(behind));
        report.Ratio($"{store}: folded / snapshot", Measure.Median(folded) / Measure.Median(fast), "opening with a snapshot is so much faster");
    }

    private static async Task<double> OpenAsync(ServiceProvider provider, LongCase history)
    {
        var loader = new CaseLoader(
            provider.GetRequiredService<PackageRegistry>(), provider.GetRequiredService<ICaseStore>(), provider.GetRequiredService<CaseSnapshots>());
        var watch = Stopwatch.StartNew();
        var loaded = await loader.LoadAsync(LongCase.Tenant, history.Last.Id, CancellationToken.None);
        watch.Stop();
        return loaded?.State.Head == history.Last.Head ? watch.Elapsed.TotalMilliseconds : throw new InvalidOperationException("The case that was opened is another.");
    }

    private static ServiceProvider Build(Action<XiezhiBuilder> use, int every)
    {
        var services = new ServiceCollection();
        use(services.AddXiezhi(options => options.SnapshotEvery = every));
        return services.BuildServiceProvider();
    }
}
