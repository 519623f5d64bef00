using Hangfire;
using Hangfire.Common;
using Microsoft.Extensions.Options;
using Xiezhi.Hangfire;

namespace Xiezhi.Hosts.Tests.Hangfire;

public sealed class AssignmentScheduleTests
{
    [Fact]
    public async Task Tasks_are_given_for_the_tenants_that_are_named_and_for_no_other()
    {
        var recurring = new Planned();
        var options = new HangfireJobsOptions { AssignEveryMinutes = 15 };
        await new AssignmentSchedule(recurring, Options.Create(options)).StartAsync(TestContext.Current.CancellationToken);
        Assert.Empty(recurring.Jobs);

        options.AssignFor.Add("city");
        await new AssignmentSchedule(recurring, Options.Create(options)).StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(("xiezhi-assign-city", "*/15 * * * *", "city"), Assert.Single(recurring.Jobs));
    }

    private sealed class Planned : IRecurringJobManager
    {
        public List<(string Id, string Cron, object Tenant)> Jobs { get; } = [];

        public void AddOrUpdate(string recurringJobId, Job job, string cronExpression, RecurringJobOptions options) => Jobs.Add((recurringJobId, cronExpression, job.Args[0]));

        public void Trigger(string recurringJobId) => throw new NotSupportedException();

        public void RemoveIfExists(string recurringJobId) => throw new NotSupportedException();
    }
}
