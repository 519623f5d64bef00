using System.Collections.Immutable;
using Npgsql;
using NpgsqlTypes;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Due;
using Xiezhi.Storage.Retention;
using Xiezhi.Storage.Schema;
using Xiezhi.Storage.Schema.PostgreSql;

namespace Xiezhi.Storage.Cases.PostgreSql;

/// <summary>Logs of cases in PostgreSQL.</summary>
internal sealed class PostgreSqlCaseStore(PostgreSqlDatabase database, ServerTime? time = null) : ICaseStore
{
    private const string Log = "SELECT text, hash FROM events WHERE tenant = $1 AND case_id = $2 AND sequence > $3 ORDER BY sequence";

    private const string Command = "SELECT 1 FROM commands WHERE tenant = $1 AND key = $2";

    private const string CommandOfEnded =
        """
        SELECT EXISTS (SELECT 1 FROM commands WHERE tenant = $1 AND key = $2), (SELECT digests FROM key_digests WHERE tenant = $1 AND case_id = $3)
        """;

    private const string Due = "SELECT tenant, case_id, at FROM moments WHERE at <= $1 ORDER BY at, tenant, case_id LIMIT $2";

    // Rows that another host is claiming just now are passed over and not waited for. The first moment of a case stands for all of it, so that two
    // hosts want the same row; and where one was set before that which is claimed, the claim still holds.
    private const string Claim =
        $"""
        WITH due AS (
          SELECT m.tenant, m.case_id, m.name FROM moments m
          WHERE m.at <= $1 AND (m.claimed_until IS NULL OR m.claimed_until <= {DatabaseClock.Now})
            AND NOT EXISTS (SELECT 1 FROM moments o WHERE o.tenant = m.tenant AND o.case_id = m.case_id
              AND ((o.at, o.name) < (m.at, m.name) OR o.claimed_until > {DatabaseClock.Now}))
          ORDER BY m.at, m.tenant, m.case_id LIMIT $2 FOR UPDATE OF m SKIP LOCKED)
        UPDATE moments m SET claimed_by = $3, claimed_until = {DatabaseClock.Now} + $4
        FROM due WHERE m.tenant = due.tenant AND m.case_id = due.case_id AND m.name = due.name
        RETURNING m.tenant, m.case_id, m.at
        """;

    private const string Release =
        """
        UPDATE moments m SET claimed_by = NULL, claimed_until = NULL FROM unnest($2, $3) AS w(tenant, case_id)
        WHERE m.tenant = w.tenant AND m.case_id = w.case_id AND m.claimed_by = $1
        """;

    // Two short looks at two indexes; one at both columns would read all that is open.
    private const string Next =
        $"""
        SELECT least(
          (SELECT at FROM moments WHERE claimed_until IS NULL ORDER BY at LIMIT 1),
          (SELECT min(CASE WHEN claimed_until <= {DatabaseClock.Now} THEN at ELSE greatest(at, claimed_until) END) FROM moments WHERE claimed_until IS NOT NULL))
        """;

    public bool IsShared => true;

    public async Task<ImmutableArray<RecordedEvent>> ReadLogAsync(string tenant, CaseId id, long afterSequence, CancellationToken cancellationToken)
    {
        var events = ImmutableArray.CreateBuilder<RecordedEvent>();
        await database.ReadAsync(
            Log,
            row => events.Add(EventText.Read(StoredText.Read(row.GetString(0)), EventHash.From(row.GetFieldValue<byte[]>(1)))),
            cancellationToken,
            Parameter.Text(StoredText.Write(tenant)), Parameter.Text(id.ToString()), Parameter.Number(afterSequence)).ConfigureAwait(false);
        return events.ToImmutable();
    }

    public async Task<bool> HasCommandAsync(string tenant, string idempotencyKey, CancellationToken cancellationToken)
    {
        var found = false;
        await database.ReadAsync(
            Command, _ => found = true, cancellationToken, Parameter.Text(StoredText.Write(tenant)), Parameter.Text(StoredText.WriteKey(idempotencyKey))).ConfigureAwait(false);
        return found;
    }

    public async Task<bool> HasCommandOfEndedAsync(string tenant, CaseId id, string idempotencyKey, CancellationToken cancellationToken)
    {
        var (found, key) = (false, StoredText.WriteKey(idempotencyKey));
        await database.ReadAsync(
            CommandOfEnded,
            row => found = row.GetBoolean(0) || (!row.IsDBNull(1) && KeyDigest.IsAmong(row.GetFieldValue<byte[]>(1), key)),
            cancellationToken,
            Parameter.Text(StoredText.Write(tenant)), Parameter.Text(key), Parameter.Text(id.ToString())).ConfigureAwait(false);
        return found;
    }

    public async Task<ImmutableArray<CommitOutcome>> CommitAsync(IReadOnlyList<CaseCommit> commits, CancellationToken cancellationToken)
    {
        if (commits.Count == 0)
        {
            return [];
        }

        time?.Require(commits.Max(commit => commit.Events[^1].At));
        try
        {
            return await new CommitTransaction(database, commits).RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (NpgsqlException problem) when (!CommitTransaction.IsRefusal(problem))
        {
            throw new StoreNotReachedException("The database can't be reached: " + problem.Message, problem);
        }
    }

    public async Task<ImmutableArray<DueCase>> FindDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var due = new List<DueCase>();
        await database.ReadAsync(Due, row => due.Add(Read(row)), cancellationToken, Parameter.Number(StoredTime.From(now)), Parameter.Number(limit)).ConfigureAwait(false);
        return OfEachCaseTheFirst(due);
    }

    public async Task<ImmutableArray<DueCase>> ClaimDueAsync(DateTimeOffset now, WorkClaim claim, int limit, CancellationToken cancellationToken)
    {
        var due = new List<DueCase>();
        await database.ReadAsync(
            Claim,
            row => due.Add(Read(row)),
            cancellationToken,
            Parameter.Number(StoredTime.From(now)),
            Parameter.Number(limit),
            Parameter.Text(StoredText.Write(claim.Owner)),
            Parameter.Number((long)claim.Lease.TotalMilliseconds)).ConfigureAwait(false);
        return OfEachCaseTheFirst(due);
    }

    public async Task ReleaseDueAsync(WorkClaim claim, IReadOnlyCollection<DueCase> cases, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            Release,
            static _ => { },
            cancellationToken,
            Parameter.Text(StoredText.Write(claim.Owner)),
            Parameter.Of(NpgsqlDbType.Text, cases.Select(due => StoredText.Write(due.Tenant)).ToArray()),
            Parameter.Of(NpgsqlDbType.Text, cases.Select(due => due.Case.ToString()).ToArray())).ConfigureAwait(false);

    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset? next = null;
        await database.ReadAsync(Next, row => next = row.IsDBNull(0) ? null : StoredTime.To(row.GetInt64(0)), cancellationToken).ConfigureAwait(false);
        return next;
    }

    // A case with several things due acts on all of them at once.
    private static ImmutableArray<DueCase> OfEachCaseTheFirst(IEnumerable<DueCase> due) =>
    [
        .. due.OrderBy(dueCase => dueCase.At).ThenBy(dueCase => dueCase.Tenant, StringComparer.Ordinal).ThenBy(dueCase => dueCase.Case.ToString(), StringComparer.Ordinal)
            .DistinctBy(dueCase => (dueCase.Tenant, dueCase.Case)),
    ];

    private static DueCase Read(NpgsqlDataReader row) => new(StoredText.Read(row.GetString(0)), CaseIds.Read(row.GetString(1)), StoredTime.To(row.GetInt64(2)));
}
