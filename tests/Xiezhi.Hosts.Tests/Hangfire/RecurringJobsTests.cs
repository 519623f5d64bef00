using Hangfire;
using Hangfire.Common;
using Hangfire.InMemory;
using Hangfire.Storage;
using Microsoft.Extensions.Options;
using Xiezhi.Hangfire;

namespace Xiezhi.Hosts.Tests.Hangfire;

public sealed class RecurringJobsTests : IDisposable
{
    private readonly InMemoryStorage _storage = new();
    private readonly HangfireJobsOptions _options = new() { AssignEveryMinutes = 15 };

    [Fact]
    public void Tasks_are_given_for_the_tenants_that_are_named_and_for_no_other()
    {
        Plan();
        Assert.Equal(["xiezhi-retention", "xiezhi-sweep", "xiezhi-sweep-outbox"], Planned().Select(job => job.Id).Order(StringComparer.Ordinal));

        _options.AssignFor.Add("city");
        Plan();

        var job = Assert.Single(Planned(), job => job.Id == "xiezhi-assign-city");
        Assert.Equal(("*/15 * * * *", "city"), (job.Cron, job.Job.Args[0]));
    }

    [Fact]
    public void Whoever_gives_tasks_takes_back_what_was_planned_for_tenants_that_are_named_no_longer()
    {
        _options.AssignFor.Add("city");
        _options.AssignFor.Add("town");
        Plan();

        _options.AssignFor.Remove("town");
        Plan();

        Assert.Equal(["xiezhi-assign-city", "xiezhi-retention", "xiezhi-sweep", "xiezhi-sweep-outbox"], Planned().Select(job => job.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_host_works_on_what_it_has_the_means_for()
    {
        Assert.Equal(["xiezhi", "xiezhi-wake-ups"], RecurringJobs.Queues(_options, null));

        _options.AssignFor.Add("city");

        Assert.Equal(["xiezhi", "xiezhi-wake-ups", "xiezhi-assignment"], RecurringJobs.Queues(_options, null));
    }

    [Fact]
    public void A_recurring_job_that_nobody_works_on_waits_once_however_often_its_time_comes()
    {
        Plan();
        var recurring = new RecurringJobManager(_storage);

        recurring.TriggerJob("xiezhi-sweep");
        recurring.TriggerJob("xiezhi-sweep");

        Assert.Equal(1, _storage.GetMonitoringApi().EnqueuedCount(XiezhiHangfire.WakeUpQueue));
    }

    public void Dispose() => _storage.Dispose();

    private void Plan() => new RecurringJobs(new RecurringJobManager(_storage), _storage, Options.Create(_options), null).Plan();

    private List<RecurringJobDto> Planned()
    {
        using var connection = _storage.GetConnection();
        return connection.GetRecurringJobs();
    }
}
