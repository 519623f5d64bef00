using Hangfire;
using Hangfire.States;
using Hangfire.Storage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xiezhi.Governance.Cases;
using Xiezhi.Hangfire;
using Xiezhi.Hangfire.Shared;
using Xiezhi.Runtime;
using Xiezhi.Storage;
using Xiezhi.Storage.Tests.PostgreSql;

namespace Xiezhi.Hosts.Tests.Hangfire;

[Trait("Needs", "Server")]
public sealed class SharedJobsTests
{
    [Fact]
    public async Task Two_hosts_that_start_at_once_on_an_empty_database_act_once_on_what_is_due()
    {
        await using var database = await PostgreSqlDatabaseUnderTest.CreateEmptyAsync();
        var hosts = await Task.WhenAll(StartAsync(database), StartAsync(database));
        await using var one = hosts[0];
        await using var other = hosts[1];
        Assert.Equal(JobSchema.Version, await JobSchema.FindAsync(database.ConnectionString, TestContext.Current.CancellationToken));
        await one.PublishAsync("PT4S");

        var cases = new List<CaseId>();
        for (var i = 0; i < 20; i++)
        {
            cases.Add(await (i % 2 == 0 ? one : other).OpenAsync("case " + i));
        }

        foreach (var id in cases)
        {
            Assert.Equal(1, await one.FindingsAsync(id));
        }

        await HostUnderTest.UntilAsync(() => Task.FromResult(Jobs(one).GetMonitoringApi().Servers().Count == 2));
        using var connection = Jobs(other).GetConnection();
        Assert.Equal(["xiezhi-retention", "xiezhi-sweep", "xiezhi-sweep-outbox"], connection.GetRecurringJobs().Select(job => job.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_a_host_had_planned_when_it_ended_another_does()
    {
        await using var database = await PostgreSqlDatabaseUnderTest.CreateEmptyAsync();
        var one = await StartAsync(database);
        await using var other = await StartAsync(database);
        await one.PublishAsync("PT4S");
        var id = await one.OpenAsync("case");

        await one.DisposeAsync();

        Assert.Equal(1, await other.FindingsAsync(id));
    }

    [Fact]
    public async Task A_job_whose_host_was_cut_off_in_the_midst_of_it_another_does()
    {
        await using var database = await PostgreSqlDatabaseUnderTest.CreateEmptyAsync();
        await JobSchema.MigrateAsync(database.ConnectionString, TestContext.Current.CancellationToken);
        var storage = SharedJobs.Storage(database.ConnectionString);
        var id = new BackgroundJobClient(storage).Enqueue<ProvisionalJob>(job => job.RunAsync("city", CancellationToken.None));
        using (var cutOff = storage.GetConnection())
        {
            // Neither finished nor given back, as by a host that was killed; and a minute passes in which it gives no sign.
            Assert.Equal(id, cutOff.FetchNextJob([XiezhiHangfire.Queue], TestContext.Current.CancellationToken).JobId);
            Assert.Equal(1L, await database.ScalarAsync(
                "WITH late AS (UPDATE xiezhi_jobs.jobqueue SET fetchedat = fetchedat - interval '61 seconds' RETURNING 1) SELECT count(*) FROM late"));
        }

        await using var host = await StartAsync(database);

        await HostUnderTest.UntilAsync(() =>
        {
            using var connection = storage.GetConnection();
            return Task.FromResult(connection.GetStateData(id).Name == SucceededState.StateName);
        });
    }

    [Fact]
    public async Task A_host_refuses_a_database_without_the_schema_of_jobs_and_changes_nothing()
    {
        await using var database = await PostgreSqlDatabaseUnderTest.CreateEmptyAsync();
        await using (await HostUnderTest.StartAsync(engine => engine.UsePostgreSql(database.ConnectionString, storage => storage.MigrateAtStart = true)))
        {
        }

        var refused = await Assert.ThrowsAsync<JobsRefusedException>(
            () => HostUnderTest.StartAsync(engine => engine.UsePostgreSql(database.ConnectionString), jobs => jobs.PostgreSql = database.ConnectionString));

        Assert.Equal("XZ6201", refused.Problem.Code);
        Assert.Contains("xiezhi migrate --postgresql", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, await JobSchema.FindAsync(database.ConnectionString, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Commands_and_deadlines_do_not_wait_for_a_job_storage_that_is_away()
    {
        using var folder = new Server.TemporaryFolder();
        await using var host = await HostUnderTest.StartAsync(
            engine => engine.UseSqlite(Path.Combine(folder.Path, "xiezhi.db")), jobs => jobs.PostgreSql = "Host=127.0.0.1;Port=1;Username=nobody;Database=none");
        await host.PublishAsync("PT1S");

        var id = await host.OpenAsync("case");

        Assert.Equal(1, await host.FindingsAsync(id));
    }

    [Theory]
    [InlineData("Host=db;Database=x", "xiezhi_jobs")]
    [InlineData("Host=db;Database=x;Search Path=north", "north_xiezhi_jobs")]
    [InlineData("Host=db;Database=x;Search Path=north, public", "north_xiezhi_jobs")]
    public void Engines_that_share_a_database_by_schemas_have_jobs_of_their_own(string connectionString, string schema) =>
        Assert.Equal(schema, JobSchema.NameIn(connectionString));

    [Fact]
    public void A_schema_whose_name_could_not_be_written_plainly_is_refused() =>
        Assert.Throws<ArgumentException>(() => JobSchema.NameIn(new NpgsqlConnectionStringBuilder { Host = "db", SearchPath = "\"a'b\"" }.ToString()));

    private static JobStorage Jobs(HostUnderTest host) => host.Services.GetRequiredService<JobStorage>();

    private static Task<HostUnderTest> StartAsync(PostgreSqlDatabaseUnderTest database) => HostUnderTest.StartAsync(
        engine => engine.UsePostgreSql(database.ConnectionString, storage => storage.MigrateAtStart = true),
        jobs => (jobs.PostgreSql, jobs.MigrateAtStart) = (database.ConnectionString, true));
}
