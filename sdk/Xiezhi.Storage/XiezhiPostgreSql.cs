using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Notifications;
using Xiezhi.Runtime.Outbox;
using Xiezhi.Runtime.Packages;
using Xiezhi.Runtime.Proofs;
using Xiezhi.Runtime.Retention;
using Xiezhi.Runtime.Snapshots;
using Xiezhi.Storage.Cases;
using Xiezhi.Storage.Cases.PostgreSql;
using Xiezhi.Storage.Notifications;
using Xiezhi.Storage.Outbox;
using Xiezhi.Storage.Packages;
using Xiezhi.Storage.Proofs;
using Xiezhi.Storage.Retention;
using Xiezhi.Storage.Schema;
using Xiezhi.Storage.Schema.PostgreSql;
using Xiezhi.Storage.Snapshots;

namespace Xiezhi.Storage;

/// <summary>Stores in PostgreSQL.</summary>
public static class XiezhiPostgreSql
{
    /// <summary>Stores in the PostgreSQL database of <paramref name="connectionString"/>, which several hosts may share.</summary>
    /// <param name="builder">The engine's registration.</param>
    /// <param name="connectionString">
    /// As Npgsql reads it: <c>Host=…;Database=…;Username=…;Password=…</c>; <c>Search Path</c> names the schema where it is not to be the user's default.
    /// PostgreSQL 14 or later, with the encoding UTF8.
    /// </param>
    /// <param name="configure">Changes the options.</param>
    /// <remarks>
    /// A schema that is newer than this version, or older and not to be migrated, is refused when the host starts, at the latest when the store is
    /// first used: <see cref="StoreRefusedException"/>.
    /// The <see cref="TimeProvider"/> of the application becomes the server's time, asked at start and each minute, so that hosts whose clocks differ
    /// agree on what is due; where the application registered another than <see cref="TimeProvider.System"/>, that stays.
    /// </remarks>
    /// <exception cref="ArgumentException">The connection string can't be read.</exception>
    public static XiezhiBuilder UsePostgreSql(this XiezhiBuilder builder, string connectionString, Action<StorageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        _ = PostgreSqlDatabase.Settings(connectionString);
        var options = new StorageOptions();
        configure?.Invoke(options);
        builder.Services
            .AddSingleton(_ => new PostgreSqlDatabase(connectionString, options))
            .AddSingleton<IStoreSchema>(provider => provider.GetRequiredService<PostgreSqlDatabase>())
            .AddSingleton<IDatabases>(provider => provider.GetRequiredService<PostgreSqlDatabase>())
            .AddSingleton<ICaseStore>(provider => new PostgreSqlCaseStore(provider.GetRequiredService<PostgreSqlDatabase>(), provider.GetRequiredService<TimeProvider>() as ServerTime))
            .AddSingleton<ISnapshotStore>(provider => new PostgreSqlSnapshotStore(provider.GetRequiredService<PostgreSqlDatabase>()))
            .AddSingleton<ILogReader>(provider => new LogReader(provider.GetRequiredService<IDatabases>()))
            .AddSingleton<ICaseQueries>(provider => new CaseQueries(provider.GetRequiredService<IDatabases>()))
            .AddSingleton<IPackageStore>(provider => new PostgreSqlPackageStore(provider.GetRequiredService<PostgreSqlDatabase>()))
            .AddSingleton<IOutboxStore>(provider => new PostgreSqlOutboxStore(provider.GetRequiredService<PostgreSqlDatabase>()))
            .AddSingleton<INotificationStore>(provider => new PostgreSqlNotificationStore(provider.GetRequiredService<PostgreSqlDatabase>()))
            .AddSingleton<IRetentionStore>(provider => new PostgreSqlRetentionStore(provider.GetRequiredService<PostgreSqlDatabase>()))
            .AddSingleton<IProofStore>(provider => new PostgreSqlProofStore(provider.GetRequiredService<PostgreSqlDatabase>()))
            .AddHostedService<StoreAtStart>()
            .AddHostedService<TimeAtStart>();
        UseServerTime(builder.Services);
        return builder;
    }

    // Frameworks register the clock of the system where there is none; whoever registered another meant it.
    private static void UseServerTime(IServiceCollection services)
    {
        var known = services.LastOrDefault(service => service.ServiceType == typeof(TimeProvider));
        if (known is null || ReferenceEquals(known.ImplementationInstance, TimeProvider.System))
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(provider => new ServerTime(
                provider.GetRequiredService<PostgreSqlDatabase>(), TimeProvider.System, provider.GetRequiredService<ILogger<ServerTime>>())));
        }
    }

    /// <summary>The PostgreSQL database of <paramref name="connectionString"/>, for audits and receipts: it is only read, whatever version made it.</summary>
    /// <param name="connectionString">As for <see cref="UsePostgreSql"/>.</param>
    /// <exception cref="StoreRefusedException">The database can't be reached; thrown when it is opened.</exception>
    /// <exception cref="ArgumentException">The connection string can't be read.</exception>
    public static IProofStore OpenForAudit(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        return new PostgreSqlProofReader(PostgreSqlDatabase.Settings(connectionString));
    }
}
