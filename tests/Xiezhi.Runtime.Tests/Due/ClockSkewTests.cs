using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Tests;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Due;
using Xiezhi.Runtime.Packages;
using Xiezhi.Storage;
using Xiezhi.Storage.Schema.PostgreSql;
using Xiezhi.Storage.Tests.PostgreSql;

namespace Xiezhi.Runtime.Tests.Due;

/// <summary>Two hosts on one PostgreSQL database whose clocks are a minute apart, and the server's between them.</summary>
public sealed class ClockSkewTests
{
    private const int Cases = 12;

    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    // Five steps, the last at twice the target.
    private static readonly TimeSpan Last = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task No_timer_acts_early_by_the_servers_clock_nor_twice_nor_late_by_what_the_hosts_are_apart()
    {
        await using var database = await PostgreSqlDatabaseUnderTest.CreateEmptyAsync();
        await using var ahead = Host(database, Skew);
        await using var behind = Host(database, -Skew);
        await ahead.GetRequiredService<IStoreSchema>().MigrateAsync();

        // When an event was stored, by the server itself.
        await database.ScalarAsync("ALTER TABLE events ADD COLUMN stored_at timestamptz DEFAULT clock_timestamp()");
        var levels = TestPackage.ServiceLevels.Replace("PT4H", "PT1.5S", StringComparison.Ordinal);
        var published = await ahead.GetRequiredService<PackageRegistry>().PublishAsync(Engine.Tenant, TestPackage.Files(("service-levels.json", levels)), null, Engine.Publisher);
        Assert.True(published.Published, string.Join("\n", published.Diagnostics));
        var cases = new List<CaseId>();
        for (var i = 0; i < Cases; i++)
        {
            var opened = await (i % 2 == 0 ? ahead : behind).GetRequiredService<CaseEngine>().OpenAsync(
                Engine.Tenant, "test", "case " + i, ValueContext.Of(("topic", "Noise"), ("lead", "office")), Engine.Citizen);
            Assert.Equal(CommandStatus.Done, opened.Status);
            cases.Add(opened.Case);
        }

        using var enough = new CancellationTokenSource(Last + TimeSpan.FromSeconds(3));
        await Task.WhenAll(new[] { ahead, behind }.Select(host => Task.Run(async () =>
        {
            for (var work = host.GetRequiredService<DueWork>(); !enough.IsCancellationRequested; await Task.Delay(20))
            {
                await work.RunAsync();
            }
        })));

        foreach (var id in cases)
        {
            var log = await behind.GetRequiredService<ICaseStore>().ReadLogAsync(Engine.Tenant, id, 0, default);
            var taken = log.Where(recorded => recorded.Event is EscalationTaken).ToList();
            Assert.Equal([0, 1, 2, 3, 4], taken.Select(recorded => ((EscalationTaken)recorded.Event).Step));
            foreach (var recorded in taken)
            {
                var late = await StoredAsync(database, id, recorded.Sequence) - ((EscalationTaken)recorded.Event).DueAt;
                Assert.InRange(late, TimeSpan.Zero, Skew / 2);
            }

            Assert.Equal(log.Select(recorded => recorded.At).Order(), log.Select(recorded => recorded.At));
        }
    }

    [Fact]
    public async Task A_clock_that_the_application_registered_stays_and_the_systems_gives_way()
    {
        await using var database = await PostgreSqlDatabaseUnderTest.CreateEmptyAsync();
        await using var engine = new ServiceCollection().AddSingleton<TimeProvider>(new SkewedClock(Skew)).AddXiezhi().UsePostgreSql(database.ConnectionString).Services.BuildServiceProvider();
        await using var plain = new ServiceCollection().AddSingleton(TimeProvider.System).AddXiezhi().UsePostgreSql(database.ConnectionString).Services.BuildServiceProvider();

        Assert.IsType<SkewedClock>(engine.GetRequiredService<TimeProvider>());
        Assert.IsType<ServerTime>(plain.GetRequiredService<TimeProvider>());
    }

    private static ServiceProvider Host(PostgreSqlDatabaseUnderTest database, TimeSpan skew)
    {
        var services = new ServiceCollection();
        services.AddXiezhi().UsePostgreSql(database.ConnectionString);
        services.AddSingleton<TimeProvider>(provider => new ServerTime(provider.GetRequiredService<PostgreSqlDatabase>(), new SkewedClock(skew), NullLogger<ServerTime>.Instance));
        return services.BuildServiceProvider();
    }

    private static async Task<DateTimeOffset> StoredAsync(PostgreSqlDatabaseUnderTest database, CaseId id, long sequence)
    {
        var sql = string.Create(
            CultureInfo.InvariantCulture, $"SELECT (extract(epoch FROM stored_at) * 1000000)::bigint FROM events WHERE case_id = '{id}' AND sequence = {sequence}");
        return DateTimeOffset.UnixEpoch.AddMicroseconds((long)(await database.ScalarAsync(sql))!);
    }

    private sealed class SkewedClock(TimeSpan skew) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + skew;
    }
}
