using Microsoft.Extensions.DependencyInjection;
using Xiezhi.Runtime;

namespace Xiezhi.Benchmarks.Durable;

/// <summary>What was done to make the commits of a load durable.</summary>
/// <param name="Transactions">Transactions that wrote.</param>
/// <param name="Syncs">How often the log was forced to the disk, where that can be known.</param>
/// <param name="RoundTrips">Trips to a server and back, where there is one.</param>
internal readonly record struct Cost(long Transactions, long? Syncs, long? RoundTrips);

/// <summary>A store to be measured, in a database of its own that is gone afterwards.</summary>
internal abstract class DurableStore : IAsyncDisposable
{
    /// <summary>For whom the limit writes, so that both can share the tables.</summary>
    public const string LimitTenant = "copy";

    public abstract string Name { get; }

    protected abstract void Use(XiezhiBuilder builder);

    /// <summary>Writes a batch by hand; called after the schema was made.</summary>
    public abstract Task WriteByHandAsync(IReadOnlyList<Due> batch);

    /// <summary>What <paramref name="load"/> costs on an engine of its own; called when nobody else works on the database any more.</summary>
    public abstract Task<Cost> CountAsync(Func<IServiceProvider, Task> load);

    /// <summary>The same for statements written by hand: <paramref name="load"/> is given what writes a batch.</summary>
    public abstract Task<Cost> CountByHandAsync(Func<Func<IReadOnlyList<Due>, Task>, Task> load);

    /// <summary>The bytes of tables and indexes.</summary>
    public abstract Task<long> BytesAsync();

    /// <summary>The rows of a tenant's cases in all tables.</summary>
    public abstract Task<long> RowsAsync(string tenant);

    public abstract ValueTask DisposeAsync();

    /// <summary>An engine on the store.</summary>
    public ServiceProvider Engine(TimeProvider? time = null)
    {
        var services = new ServiceCollection();
        if (time is not null)
        {
            services.AddSingleton(time);
        }

        Use(services.AddXiezhi());
        return services.BuildServiceProvider();
    }

    protected static string CountRows(string tenant) => "SELECT " + string.Join(" + ", ((string[])["events", "cases", "commands", "tasks", "task_owners", "moments", "outbox"])
        .Select(table => $"(SELECT count(*) FROM {table} WHERE tenant = '{tenant}')"));
}
