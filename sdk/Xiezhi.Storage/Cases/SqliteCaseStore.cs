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
    private const int MomentsOfACase = 8;

    private readonly DueClaims _claims = new();

    public Task<ImmutableArray<RecordedEvent>> ReadLogAsync(string tenant, CaseId id, long afterSequence, CancellationToken cancellationToken) =>
        readers.ReadAsync(statements => statements.Log(tenant, id, afterSequence), cancellationToken);

    public Task<bool> HasCommandAsync(string tenant, string idempotencyKey, CancellationToken cancellationToken) =>
        readers.ReadAsync(statements => statements.HasCommand(tenant, idempotencyKey), cancellationToken);

    public Task<bool> HasCommandOfEndedAsync(string tenant, CaseId id, string idempotencyKey, CancellationToken cancellationToken) =>
        readers.ReadAsync(statements => statements.HasCommandOfEnded(tenant, id, idempotencyKey), cancellationToken);

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

    public Task<ImmutableArray<DueCase>> ClaimDueAsync(DateTimeOffset now, WorkClaim claim, int limit, CancellationToken cancellationToken) =>
        readers.ReadAsync(statements => _claims.Claim(statements.Due(now, MomentsToPass(limit)), claim, limit, now), cancellationToken);

    public Task ReleaseDueAsync(WorkClaim claim, IReadOnlyCollection<DueCase> cases, CancellationToken cancellationToken) =>
        Task.FromResult(_claims.Release(claim, cases));

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) =>
        readers.ReadAsync(statements => _claims.Next(statements.Due(DateTimeOffset.MaxValue, MomentsToPass(1))), cancellationToken);

    // Cases that are claimed stand among the rest, each with some moments.
    private int MomentsToPass(int wanted) => wanted + (_claims.Count * MomentsOfACase);
}
