using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Npgsql;

namespace Xiezhi.Hangfire.Shared;

/// <summary>Jobs in PostgreSQL, which several hosts share: each is done by one of them, and another does it where that one dies.</summary>
internal static class SharedJobs
{
    /// <summary>How often it is looked whether a recurring job's time has come. None of them is in a hurry, and each look is a question to the database.</summary>
    public static readonly TimeSpan Polling = TimeSpan.FromSeconds(15);

    // What another host enqueued; what this one does, it hears at once.
    private static readonly TimeSpan QueuePolling = TimeSpan.FromSeconds(5);

    // A job whose host says nothing any more is another's after that; while it is worked on, its host says so five times as often.
    private static readonly TimeSpan WithoutSign = TimeSpan.FromMinutes(1);

    // Locks are told old by the hosts' own clocks, which may be a minute apart. They are held for moments, and outlive only a host that died.
    private static readonly TimeSpan OldestLock = TimeSpan.FromMinutes(3);

    /// <summary>The storage. The database is not asked anything yet; its schema must be there when it is used.</summary>
    public static JobStorage Storage(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Enlist = false };
        settings.ApplicationName ??= "xiezhi-jobs";
        var options = new PostgreSqlStorageOptions
        {
            SchemaName = JobSchema.NameIn(connectionString),
            PrepareSchemaIfNecessary = false,
            EnableTransactionScopeEnlistment = false,
            QueuePollInterval = QueuePolling,
            InvisibilityTimeout = WithoutSign,
            UseSlidingInvisibilityTimeout = true,
            DistributedLockTimeout = OldestLock,
        };
        return new PostgreSqlStorage(new NpgsqlConnectionFactory(settings.ToString(), options), options);
    }
}
