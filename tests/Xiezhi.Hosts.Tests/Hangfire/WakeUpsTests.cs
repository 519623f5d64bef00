using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Microsoft.Extensions.Logging.Abstractions;
using Xiezhi.Hangfire;

namespace Xiezhi.Hosts.Tests.Hangfire;

public sealed class WakeUpsTests : IDisposable
{
    private readonly FakeJobs _jobs = new();
    private readonly StoppedClock _clock = new();
    private readonly WakeUps _wakeUps;
    private readonly CancellationTokenSource _stop = new();

    public WakeUpsTests() => _wakeUps = new WakeUps(_jobs, ticket => Job.FromExpression<DueJob>(due => due.RunAsync(ticket, CancellationToken.None)), _clock, NullLogger<WakeUps>.Instance);

    private DateTimeOffset Now => _clock.GetUtcNow();

    [Fact]
    public async Task Thousands_of_moments_at_once_become_one_job_for_the_earliest()
    {
        Parallel.For(0, 5_000, i => _wakeUps.Ask(Now.AddSeconds(10 + ((i * 7919) % 5_000))));

        await PlanAsync(() => _jobs.Alive.Count == 1);

        Assert.Equal(TimeSpan.FromSeconds(10), Assert.Single(_jobs.Alive).Value);
    }

    [Fact]
    public async Task An_earlier_moment_takes_the_place_of_a_later_one_and_a_later_one_changes_nothing()
    {
        var planning = PlanAsync(() => _jobs.Created == 2);
        _wakeUps.Ask(Now.AddMinutes(10));
        await FakeJobs.UntilAsync(() => _jobs.Created == 1);
        _wakeUps.Ask(Now.AddMinutes(20));
        _wakeUps.Ask(Now.AddMinutes(5));
        await planning;

        Assert.Equal(TimeSpan.FromMinutes(5), Assert.Single(_jobs.Alive).Value);
    }

    [Fact]
    public async Task What_is_due_now_is_not_scheduled_but_enqueued()
    {
        _wakeUps.Ask(Now.AddSeconds(-1));

        await PlanAsync(() => _jobs.Created == 1);

        Assert.Null(Assert.Single(_jobs.Alive).Value);
    }

    [Fact]
    public void What_is_asked_for_at_once_while_a_job_works_is_left_to_that_job()
    {
        Assert.True(_wakeUps.TryBegin(WakeUps.NoTicket));

        _wakeUps.Ask(Now);

        Assert.True(_wakeUps.AskedAgain());
        Assert.False(_wakeUps.AskedAgain());
        _wakeUps.End();
        Assert.Equal(0, _jobs.Created);
    }

    [Fact]
    public async Task A_job_that_began_is_planned_no_longer_so_that_the_same_moment_can_be_planned_again()
    {
        var planning = PlanAsync(() => _jobs.Created == 2);
        _wakeUps.Ask(Now.AddMinutes(1));
        await FakeJobs.UntilAsync(() => _jobs.Created == 1);

        // Early, as a job may be: the moment is still to come.
        Assert.True(_wakeUps.TryBegin(_jobs.LastTicket));
        _wakeUps.Ask(Now.AddMinutes(1));
        _wakeUps.End();
        await planning;

        Assert.Equal(2, _jobs.Created);
    }

    [Fact]
    public async Task The_sweep_leaves_what_is_planned_as_it_is()
    {
        var planning = PlanAsync(() => _jobs.Created == 1);
        _wakeUps.Ask(Now.AddMinutes(1));
        await planning;

        Assert.True(_wakeUps.TryBegin(WakeUps.NoTicket));
        _wakeUps.Ask(Now.AddMinutes(1));
        _wakeUps.End();

        Assert.Equal(1, _jobs.Created);
    }

    [Fact]
    public void Two_jobs_never_work_at_the_same_time_and_the_first_looks_once_more()
    {
        Assert.True(_wakeUps.TryBegin(WakeUps.NoTicket));

        Assert.False(_wakeUps.TryBegin(WakeUps.NoTicket));

        Assert.True(_wakeUps.AskedAgain());
        _wakeUps.End();
        Assert.True(_wakeUps.TryBegin(WakeUps.NoTicket));
    }

    [Fact]
    public async Task A_storage_that_fails_for_a_while_does_not_end_the_planning()
    {
        _jobs.Failures = 2;
        var planning = PlanAsync(() => _jobs.Created == 1);

        _wakeUps.Ask(Now.AddMinutes(1));
        await planning;

        Assert.Single(_jobs.Alive);
    }

    public void Dispose()
    {
        _wakeUps.Dispose();
        _stop.Dispose();
    }

    private async Task PlanAsync(Func<bool> done)
    {
        var planning = _wakeUps.PlanAsync(TimeSpan.FromMilliseconds(1), _stop.Token);
        await FakeJobs.UntilAsync(done);
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => planning);
    }

    private sealed class FakeJobs : IBackgroundJobClient
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<string, TimeSpan?> _alive = [];

        public int Failures { get; set; }

        public int Created { get; private set; }

        public long LastTicket { get; private set; }

        public IReadOnlyDictionary<string, TimeSpan?> Alive
        {
            get
            {
                lock (_lock)
                {
                    return new Dictionary<string, TimeSpan?>(_alive);
                }
            }
        }

        public string Create(Job job, IState state)
        {
            lock (_lock)
            {
                if (Failures-- > 0)
                {
                    throw new InvalidOperationException("The storage is away.");
                }

                var id = (++Created).ToString(System.Globalization.CultureInfo.InvariantCulture);
                LastTicket = (long)job.Args[0];
                _alive[id] = state is ScheduledState scheduled ? Round(scheduled.EnqueueAt - DateTime.UtcNow) : null;
                return id;
            }
        }

        public bool ChangeState(string jobId, IState state, string expectedState)
        {
            lock (_lock)
            {
                return state is DeletedState && _alive.Remove(jobId);
            }
        }

        public static async Task UntilAsync(Func<bool> done)
        {
            for (var rounds = 0; !done(); rounds++)
            {
                Assert.True(rounds < 2_000, "It did not come to this within 10 seconds.");
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }

            // One turn more, so that a job that takes another's place has removed it.
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        private static TimeSpan Round(TimeSpan wait) => TimeSpan.FromSeconds(Math.Round(wait.TotalSeconds));
    }

    private sealed class StoppedClock : TimeProvider
    {
        private readonly DateTimeOffset _now = DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => _now;
    }
}
