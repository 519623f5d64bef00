using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Due;
using Xiezhi.Storage.Schema;

namespace Xiezhi.Storage.Cases;

/// <summary>Logs of cases in SQLite.</summary>
/// <remarks>
/// One connection writes, in one transaction a batch, with prepared statements: EF Core's change tracker costs more than the rows.
/// Reads are EF Core's and see the last committed state (write-ahead log).
/// </remarks>
internal sealed class SqliteCaseStore(SqliteWriter writer, Databases databases) : ICaseStore
{
    public async Task<ImmutableArray<RecordedEvent>> ReadLogAsync(string tenant, CaseId id, long afterSequence, CancellationToken cancellationToken)
    {
        var caseId = id.ToString();
        var database = await databases.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = database.ConfigureAwait(false);
        var rows = await database.Events.AsNoTracking()
            .Where(row => row.Tenant == tenant && row.CaseId == caseId && row.Sequence > afterSequence)
            .OrderBy(row => row.Sequence)
            .Select(row => new { row.Text, row.Hash })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => EventText.Read(row.Text, EventHash.From(row.Hash)))];
    }

    public async Task<bool> HasCommandAsync(string tenant, string idempotencyKey, CancellationToken cancellationToken)
    {
        var database = await databases.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = database.ConfigureAwait(false);
        return await database.Commands.AnyAsync(row => row.Tenant == tenant && row.Key == idempotencyKey, cancellationToken).ConfigureAwait(false);
    }

    public Task<ImmutableArray<CommitOutcome>> CommitAsync(IReadOnlyList<CaseCommit> commits, CancellationToken cancellationToken) =>
        writer.WriteAsync(
            connection =>
            {
                var statements = writer.Statements(connection);
                var outcomes = ImmutableArray.CreateBuilder<CommitOutcome>(commits.Count);
                foreach (var commit in commits)
                {
                    outcomes.Add(statements.Write(commit));
                }

                return outcomes.MoveToImmutable();
            },
            cancellationToken);

    public async Task<ImmutableArray<DueCase>> FindDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var latest = StoredTime.From(now);
        var database = await databases.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = database.ConfigureAwait(false);
        var rows = await database.Moments.AsNoTracking()
            .Where(row => row.At <= latest)
            .OrderBy(row => row.At)
            .Take(limit)
            .Select(row => new { row.Tenant, row.CaseId, row.At })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.DistinctBy(row => (row.Tenant, row.CaseId)).Select(row => new DueCase(row.Tenant, CaseIds.Read(row.CaseId), StoredTime.To(row.At)))];
    }

    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken)
    {
        var database = await databases.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = database.ConfigureAwait(false);
        return StoredTime.To(await database.Moments.MinAsync(row => (long?)row.At, cancellationToken).ConfigureAwait(false));
    }
}
