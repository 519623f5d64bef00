namespace Xiezhi.Hangfire;

/// <summary>How background jobs keep time.</summary>
public sealed class HangfireJobsOptions
{
    /// <summary>
    /// The connection string of the PostgreSQL database that holds the jobs, for hosts that share their store: a job that must be done by one of them is done
    /// by whichever is free, and by another where that one dies. Default: none, and jobs are in the memory of this process.
    /// </summary>
    /// <remarks>Its schema is <see cref="Shared.JobSchema"/>. Wake-ups for what falls due stay in memory, each host's own.</remarks>
    public string? PostgreSql { get; set; }

    /// <summary>Whether the schema of jobs in PostgreSQL is made or brought up to date when the host starts; without it a host refuses one that is older. Default: no.</summary>
    public bool MigrateAtStart { get; set; }

    /// <summary>How often it is looked whether a planned job's time has come, and so how late a deadline may be acted on; 50 milliseconds to 1 minute. Default: 200 milliseconds.</summary>
    public TimeSpan Polling { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>When to try again what was due and could not be done; 1 second to 1 hour. Default: 15 seconds.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The interval between two signed checkpoints of a tenant's log, where a <see cref="Runtime.Proofs.CheckpointSigner"/> is registered; 1 minute to 7 days. Default: 1 hour.</summary>
    public TimeSpan CheckpointEvery { get; set; } = TimeSpan.FromHours(1);

    internal static bool IsCheckpointInterval(TimeSpan every) => every >= TimeSpan.FromMinutes(1) && every <= TimeSpan.FromDays(7);

    /// <summary>How often what is no part of the record and has been kept for long enough is removed (<see cref="Runtime.Retention.RetentionOptions"/>), in whole hours; 1 hour to 7 days. Default: 1 day.</summary>
    public TimeSpan RetentionEvery { get; set; } = TimeSpan.FromDays(1);

    /// <summary>The tenants whose waiting tasks are given to people by themselves, with the solver that the application registered. Default: none.</summary>
    public IList<string> AssignFor { get; } = [];

    /// <summary>How often that happens, in minutes; 1 to 59. Default: 5.</summary>
    public int AssignEveryMinutes { get; set; } = 5;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(CheckpointEvery, TimeSpan.FromMinutes(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(CheckpointEvery, TimeSpan.FromDays(7));
        ArgumentOutOfRangeException.ThrowIfLessThan(RetentionEvery, TimeSpan.FromHours(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(RetentionEvery, TimeSpan.FromDays(7));
        ArgumentOutOfRangeException.ThrowIfLessThan(AssignEveryMinutes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(AssignEveryMinutes, 59);
        ArgumentOutOfRangeException.ThrowIfLessThan(Polling, TimeSpan.FromMilliseconds(50));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Polling, TimeSpan.FromMinutes(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(RetryAfter, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(RetryAfter, TimeSpan.FromHours(1));
    }
}
