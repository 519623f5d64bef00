using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Storage.Schema;

/// <summary>Looks at the schema before a database is first used, and migrates it where that is wanted.</summary>
internal abstract class StoreSchema(StorageOptions options) : IStoreSchema, IDatabases, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile bool _ready;

    /// <summary>The database as messages name it, without secrets.</summary>
    protected abstract string Name { get; }

    /// <summary>The database as the command line names it, without secrets.</summary>
    protected abstract string Argument { get; }

    public async Task EnsureReadyAsync(CancellationToken cancellationToken)
    {
        if (_ready)
        {
            return;
        }

        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_ready)
            {
                await CheckAsync(cancellationToken).ConfigureAwait(false);
                await CheckSessionsAsync(cancellationToken).ConfigureAwait(false);
                _ready = true;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task<XiezhiDatabase> OpenAsync(CancellationToken cancellationToken)
    {
        await EnsureReadyAsync(cancellationToken).ConfigureAwait(false);
        return Create();
    }

    public virtual async Task<SchemaState> InspectAsync(CancellationToken cancellationToken)
    {
        var database = Create();
        await using var closing = database.ConfigureAwait(false);
        var known = database.Database.GetMigrations().ToImmutableArray();
        var applied = (await database.Database.GetAppliedMigrationsAsync(cancellationToken).ConfigureAwait(false)).ToImmutableArray();
        return new SchemaState([.. known.Intersect(applied)], [.. known.Except(applied)], [.. applied.Except(known)]);
    }

    public async Task<ImmutableArray<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        var state = await InspectAsync(cancellationToken).ConfigureAwait(false);
        RefuseNewer(state);
        if (!state.Pending.IsEmpty)
        {
            var database = Create();
            await using var closing = database.ConfigureAwait(false);
            await MigrateAsync(database, cancellationToken).ConfigureAwait(false);
        }

        return state.Pending;
    }

    public virtual void Dispose() => _turn.Dispose();

    /// <summary>A context, whatever the schema.</summary>
    protected abstract XiezhiDatabase Create();

    /// <summary>Whether a schema that is older may be migrated where the options leave it open.</summary>
    protected abstract Task<bool> MayMigrateAsync(SchemaState state, CancellationToken cancellationToken);

    /// <summary>Applies what is pending, while no other process does.</summary>
    protected abstract Task MigrateAsync(XiezhiDatabase database, CancellationToken cancellationToken);

    /// <summary>Refuses a database that does not give connections what the store relies on.</summary>
    protected virtual Task CheckSessionsAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        var state = await InspectAsync(cancellationToken).ConfigureAwait(false);
        RefuseNewer(state);
        if (state.Pending.IsEmpty)
        {
            return;
        }

        if (!(options.MigrateAtStart ?? await MayMigrateAsync(state, cancellationToken).ConfigureAwait(false)))
        {
            throw new StoreRefusedException(StorageCodes.SchemaIsOlder.At(Location.None, Name, string.Join(", ", state.Pending), Argument));
        }

        await MigrateAsync(cancellationToken).ConfigureAwait(false);
    }

    private void RefuseNewer(SchemaState state)
    {
        if (!state.Unknown.IsEmpty)
        {
            throw new StoreRefusedException(StorageCodes.SchemaIsNewer.At(Location.None, Name, string.Join(", ", state.Unknown)));
        }
    }
}
