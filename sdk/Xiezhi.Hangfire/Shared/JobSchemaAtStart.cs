using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Hangfire.Shared;

/// <summary>Has a host look at the schema of the shared jobs when it starts, and refuse one that it can't work with.</summary>
/// <remarks>A database that does not answer now may answer later: what is due is acted on without it.</remarks>
internal sealed partial class JobSchemaAtStart(IOptions<HangfireJobsOptions> options, ILogger<JobSchemaAtStart> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.PostgreSql is not { Length: > 0 } connectionString)
        {
            return;
        }

        try
        {
            if (options.Value.MigrateAtStart)
            {
                await JobSchema.MigrateAsync(connectionString, cancellationToken).ConfigureAwait(false);
            }
            else if (await JobSchema.FindAsync(connectionString, cancellationToken).ConfigureAwait(false) is var version && version < JobSchema.Version)
            {
                throw new JobsRefusedException(Older(connectionString, version));
            }
        }
        catch (NpgsqlException problem) when (problem is not PostgresException || problem.IsTransient)
        {
            LogNotReached(problem);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static Diagnostic Older(string connectionString, int version)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        return HangfireCodes.JobSchemaIsOlder.At(
            Location.None,
            JobSchema.NameIn(connectionString),
            $"database {settings.Database ?? settings.Username} on {settings.Host}:{settings.Port}",
            version.ToString(CultureInfo.InvariantCulture),
            JobSchema.Version.ToString(CultureInfo.InvariantCulture),
            $"--postgresql \"Host={settings.Host};Port={settings.Port};Database={settings.Database};Username={settings.Username}\"");
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The database of the shared jobs does not answer; those jobs wait until it does. What is due is acted on meanwhile.")]
    private partial void LogNotReached(Exception problem);
}
