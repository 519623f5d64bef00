using System.Runtime.CompilerServices;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Commits;

namespace Xiezhi.Testing.Stores;

/// <summary>Reads all logs of a tenant as they were when reading began.</summary>
internal sealed class MemoryLogReader(MemoryTables tables) : ILogReader
{
    public async IAsyncEnumerable<RecordedEvent> ReadAllAsync(string tenant, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var logs = tables.Use(all => all.Cases
            .Where(stored => stored.Summary.Tenant == tenant)
            .OrderBy(stored => stored.Summary.Id.ToString(), StringComparer.Ordinal)
            .Select(stored => stored.Events.ToArray())
            .ToList());
        foreach (var recorded in logs.SelectMany(log => log))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return recorded;
        }
    }
}
