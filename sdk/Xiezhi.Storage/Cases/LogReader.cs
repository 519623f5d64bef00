using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Commits;
using Xiezhi.Storage.Schema;

namespace Xiezhi.Storage.Cases;

/// <summary>Reads all logs of a tenant, one row at a time.</summary>
internal sealed class LogReader(IDatabases databases) : ILogReader
{
    public async IAsyncEnumerable<RecordedEvent> ReadAllAsync(string tenant, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var database = await databases.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = database.ConfigureAwait(false);
        var rows = database.Events.AsNoTracking()
            .Where(row => row.Tenant == tenant)
            .OrderBy(row => row.CaseId).ThenBy(row => row.Sequence)
            .Select(row => new { row.Text, row.Hash })
            .AsAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return EventText.Read(row.Text, EventHash.From(row.Hash));
        }
    }
}
