using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Due;

namespace Xiezhi.Storage.Cases;

/// <summary>Logs of cases in SQLite.</summary>
/// <remarks>One connection writes, in one transaction a batch; statements are prepared, because EF Core's change tracker costs more than the rows.</remarks>
internal sealed class SqliteCaseStore(SqliteWriter writer, SqliteReaders readers) : ICaseStore
{
    public Task<ImmutableArray<RecordedEvent>> ReadLogAsync(string tenant, CaseId id, long afterSequence, CancellationToken cancellationToken) =>
        readers.ReadAsync(statements => statements.Log(tenant, id, afterSequence), cancellationToken);

    public Task<bool> HasCommandAsync(string tenant, string idempotencyKey, CancellationToken cancellationToken) =>
        readers.ReadAsync(statements => statements.HasCommand(tenant, idempotencyKey), cancellationToken);

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

    public Task<ImmutableArray<DueCase>> FindDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        readers.ReadAsync(statements => statements.Due(now, limit), cancellationToken);

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) =>
        readers.ReadAsync(statements => statements.NextDue(), cancellationToken);
}
