using Microsoft.Extensions.DependencyInjection;
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
using Xiezhi.Storage.Notifications;
using Xiezhi.Storage.Outbox;
using Xiezhi.Storage.Packages;
using Xiezhi.Storage.Proofs;
using Xiezhi.Storage.Retention;
using Xiezhi.Storage.Schema;
using Xiezhi.Storage.Snapshots;

namespace Xiezhi.Storage;

/// <summary>Stores in a SQLite file.</summary>
public static class XiezhiSqlite
{
    /// <summary>Stores in the SQLite file at <paramref name="path"/>, which is made where there is none.</summary>
    /// <param name="builder">The engine's registration.</param>
    /// <param name="path">The file. One process writes to it at a time.</param>
    /// <param name="configure">Changes the options.</param>
    /// <remarks>A schema that is newer than this version is refused when the host starts, at the latest when the store is first used: <see cref="StoreRefusedException"/>.</remarks>
    public static XiezhiBuilder UseSqlite(this XiezhiBuilder builder, string path, Action<StorageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var options = new StorageOptions();
        configure?.Invoke(options);
        builder.Services
            .AddSingleton(_ => new SqliteDatabase(path, options))
            .AddSingleton<IStoreSchema>(provider => provider.GetRequiredService<SqliteDatabase>())
            .AddSingleton<IDatabases>(provider => provider.GetRequiredService<SqliteDatabase>())
            .AddSingleton(provider => new SqliteWriter(provider.GetRequiredService<SqliteDatabase>()))
            .AddSingleton(provider => new SqliteReaders(provider.GetRequiredService<SqliteDatabase>()))
            .AddSingleton<ICaseStore>(provider => new SqliteCaseStore(provider.GetRequiredService<SqliteWriter>(), provider.GetRequiredService<SqliteReaders>()))
            .AddSingleton<ISnapshotStore>(provider => new SqliteSnapshotStore(provider.GetRequiredService<SqliteWriter>(), provider.GetRequiredService<SqliteReaders>()))
            .AddSingleton<ILogReader>(provider => new LogReader(provider.GetRequiredService<IDatabases>()))
            .AddSingleton<ICaseQueries>(provider => new CaseQueries(provider.GetRequiredService<IDatabases>()))
            .AddSingleton<IPackageStore>(provider => new SqlitePackageStore(provider.GetRequiredService<SqliteWriter>(), provider.GetRequiredService<IDatabases>()))
            .AddSingleton<IOutboxStore>(provider => new SqliteOutboxStore(provider.GetRequiredService<SqliteWriter>(), provider.GetRequiredService<SqliteReaders>()))
            .AddSingleton<INotificationStore>(provider => new SqliteNotificationStore(provider.GetRequiredService<SqliteWriter>(), provider.GetRequiredService<IDatabases>()))
            .AddSingleton<IRetentionStore>(provider => new SqliteRetentionStore(provider.GetRequiredService<SqliteWriter>(), provider.GetRequiredService<SqliteReaders>()))
            .AddSingleton<IProofStore>(provider => new SqliteProofStore(path, provider.GetRequiredService<SqliteWriter>(), provider.GetRequiredService<SqliteDatabase>()))
            .AddHostedService<StoreAtStart>();
        return builder;
    }

    /// <summary>The SQLite file at <paramref name="path"/>, for audits and receipts: it is opened to be read only, and stays as it is to the byte.</summary>
    /// <param name="path">The file, of this version or an older one.</param>
    /// <exception cref="FileNotFoundException">There is no such file; thrown when it is opened.</exception>
    public static IProofStore OpenForAudit(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new SqliteProofStore(path, null, null);
    }
}
