using Npgsql;
using NpgsqlTypes;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Proofs;
using Xiezhi.Storage.Schema;
using Xiezhi.Storage.Schema.PostgreSql;

namespace Xiezhi.Storage.Proofs;

/// <summary>Audits and checkpoints in PostgreSQL.</summary>
internal sealed class PostgreSqlProofStore(PostgreSqlDatabase database) : IProofStore
{
    public async Task<IProofSnapshot> OpenAsync(CancellationToken cancellationToken) =>
        await PostgreSqlProofSnapshot.OpenAsync(await database.ConnectAsync(cancellationToken).ConfigureAwait(false), null, cancellationToken).ConfigureAwait(false);

    public async Task<bool> AddAsync(Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        var head = checkpoint.Head;
        var added = false;

        // The cases stand or fall with the checkpoint: in one statement, where there is none of its number yet.
        await database.ReadAsync(
            """
            WITH made AS (
              INSERT INTO checkpoints (tenant, number, size, root, at, key, signature, consistency) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
              ON CONFLICT DO NOTHING RETURNING tenant, number),
            covered AS (
              INSERT INTO checkpoint_cases (tenant, number, case_id, version, head)
              SELECT made.tenant, made.number, w.case_id, w.version, w.head FROM made, unnest($9, $10, $11) AS w(case_id, version, head))
            SELECT 1 FROM made
            """,
            _ => added = true,
            cancellationToken,
            Parameter.Text(StoredText.Write(head.Tenant)),
            Parameter.Number(head.Number),
            Parameter.Number(head.Size),
            Bytes(head.Root.Bytes.ToArray()),
            Parameter.Number(StoredTime.From(head.At)),
            Parameter.Text(StoredText.Write(checkpoint.Key)),
            Bytes([.. checkpoint.Signature]),
            Bytes([.. checkpoint.Consistency.SelectMany(hash => hash.Bytes.ToArray())]),
            Parameter.Of(NpgsqlDbType.Text, checkpoint.Cases.Select(covered => covered.Case.ToString()).ToArray()),
            Parameter.Of(NpgsqlDbType.Bigint, checkpoint.Cases.Select(covered => covered.Version).ToArray()),
            Parameter.Of(NpgsqlDbType.Bytea, checkpoint.Cases.Select(covered => covered.Head.Bytes.ToArray()).ToArray())).ConfigureAwait(false);
        return added;
    }

    private static NpgsqlParameter Bytes(byte[] value) => new() { Value = value, NpgsqlDbType = NpgsqlDbType.Bytea };
}

/// <summary>Audits on a PostgreSQL database that is not asked for its schema: whatever version made it, what is there is read.</summary>
internal sealed class PostgreSqlProofReader(NpgsqlConnectionStringBuilder settings) : IProofStore
{
    public async Task<IProofSnapshot> OpenAsync(CancellationToken cancellationToken)
    {
        var source = NpgsqlDataSource.Create(settings);
        try
        {
            return await PostgreSqlProofSnapshot.OpenAsync(await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false), source, cancellationToken).ConfigureAwait(false);
        }
        catch (NpgsqlException problem)
        {
            await source.DisposeAsync().ConfigureAwait(false);
            throw PostgreSqlDatabase.NotReached(settings, problem);
        }
    }

    public Task<bool> AddAsync(Checkpoint checkpoint, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("The database was opened for reading only.");
}
