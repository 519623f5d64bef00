using System.Collections.Immutable;
using Npgsql;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Packages;
using Xiezhi.Runtime.Proofs;
using Xiezhi.Storage.Schema;
using Xiezhi.Storage.Schema.PostgreSql;

namespace Xiezhi.Storage.Proofs;

/// <summary>One read-only transaction on a PostgreSQL database, which sees it as it was when the transaction began.</summary>
internal sealed class PostgreSqlProofSnapshot : IProofSnapshot
{
    private static readonly ImmutableArray<string> Named = ["events", "cases", "checkpoints"];

    private static readonly ImmutableArray<string> Others = ["snapshots", "publications", "package_files"];

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlDataSource? _source;
    private readonly HashSet<string> _tables = new(StringComparer.Ordinal);

    private PostgreSqlProofSnapshot(NpgsqlConnection connection, NpgsqlDataSource? source) => (_connection, _source) = (connection, source);

    /// <summary>Begins the transaction; the connection, and the source where one is given, go with the snapshot.</summary>
    public static async Task<PostgreSqlProofSnapshot> OpenAsync(NpgsqlConnection connection, NpgsqlDataSource? source, CancellationToken cancellationToken)
    {
        var snapshot = new PostgreSqlProofSnapshot(connection, source);
        try
        {
            using var batch = connection.CreateBatch();
            batch.Add("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");

            // It has no locks that anybody waits for, and whoever audits a long log works on what was read before the next question.
            batch.Add("SET LOCAL idle_in_transaction_session_timeout = 0");
            batch.Add("SELECT name FROM unnest($1) AS name WHERE to_regclass(name) IS NOT NULL", Parameter.Of(NpgsqlTypes.NpgsqlDbType.Text, [.. Named, .. Others]));
            var rows = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using var closing = rows.ConfigureAwait(false);
            while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                snapshot._tables.Add(rows.GetString(0));
            }

            return snapshot;
        }
        catch
        {
            snapshot.Dispose();
            throw;
        }
    }

    public ImmutableArray<string> Tenants() =>
    [
        .. Named.Where(_tables.Contains)
            .SelectMany(table => Rows($"SELECT DISTINCT tenant FROM {table}", row => StoredText.Read(row.GetString(0))))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    public IEnumerable<StoredEvent> Events(string tenant) => Read(
        "events",
        "SELECT case_id, sequence, type, at, text, hash FROM events WHERE tenant = $1 ORDER BY case_id, sequence",
        tenant,
        Event);

    public IEnumerable<StoredEvent> Events(string tenant, string caseId) => Read(
        "events",
        "SELECT case_id, sequence, type, at, text, hash FROM events WHERE tenant = $1 AND case_id = $2 ORDER BY sequence",
        tenant,
        Event,
        Parameter.Text(caseId));

    public IEnumerable<SnapshotHead> Snapshots(string tenant) => Read(
        "snapshots", "SELECT case_id, version, format FROM snapshots WHERE tenant = $1 ORDER BY case_id", tenant, row => new SnapshotHead(row.GetString(0), row.GetInt64(1), row.GetString(2)));

    public ReadOnlyMemory<byte> SnapshotContent(string tenant, string caseId) => Read(
        "snapshots", "SELECT content FROM snapshots WHERE tenant = $1 AND case_id = $2", tenant, row => row.GetFieldValue<byte[]>(0), Parameter.Text(caseId)).FirstOrDefault();

    public IEnumerable<PackagePublication> Publications(string tenant) => Read(
        "publications",
        "SELECT name, package_id, effective_from, published_at, published_by FROM publications WHERE tenant = $1",
        tenant,
        row => new PackagePublication(
            tenant, StoredText.Read(row.GetString(0)), StoredText.Read(row.GetString(1)), Time(row.GetInt64(2)), Time(row.GetInt64(3)), StoredText.Read(row.GetString(4))));

    public IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> PackageFiles(string tenant, string packageId) => Read(
        "package_files",
        "SELECT path, content FROM package_files WHERE tenant = $1 AND package_id = $2",
        tenant,
        row => KeyValuePair.Create(StoredText.Read(row.GetString(0)), (ReadOnlyMemory<byte>)row.GetFieldValue<byte[]>(1)),
        Parameter.Text(StoredText.Write(packageId)));

    public IEnumerable<StoredHead> Heads(string tenant) => Read(
        "cases",
        "SELECT id, version, head FROM cases WHERE tenant = $1 ORDER BY id",
        tenant,
        row => new StoredHead(row.GetString(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2)));

    public IEnumerable<Checkpoint> Checkpoints(string tenant)
    {
        var covered = Read(
            "checkpoints",
            "SELECT number, case_id, version, head FROM checkpoint_cases WHERE tenant = $1 ORDER BY number, case_id",
            tenant,
            row => (Number: row.GetInt64(0), Case: Covered(row))).ToLookup(row => row.Number, row => row.Case);
        return Read(
            "checkpoints",
            "SELECT number, size, root, at, key, signature, consistency FROM checkpoints WHERE tenant = $1 ORDER BY number",
            tenant,
            row => new Checkpoint
            {
                Head = new TreeHead(tenant, row.GetInt64(0), row.GetInt64(1), Hash(row.GetFieldValue<byte[]>(2)), Time(row.GetInt64(3))),
                Key = StoredText.Read(row.GetString(4)),
                Signature = [.. row.GetFieldValue<byte[]>(5)],
                Consistency = [.. row.GetFieldValue<byte[]>(6).Chunk(EventHash.Size).Select(Hash)],
                Cases = [.. covered[row.GetInt64(0)].OfType<CoveredCase>()],
            });
    }

    public void Dispose()
    {
        _connection.Dispose();
        _source?.Dispose();
    }

    // A row whose case can't be read covers nothing; then the tree does not reach its root, and that is told.
    private static CoveredCase? Covered(NpgsqlDataReader row) =>
        CaseId.TryParse(row.GetString(1), out var id) ? new CoveredCase(id, row.GetInt64(2), Hash(row.GetFieldValue<byte[]>(3))) : null;

    private static EventHash Hash(byte[] bytes) => bytes.Length == EventHash.Size ? EventHash.From(bytes) : default;

    private static DateTimeOffset Time(long stored) =>
        stored >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() && stored <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? StoredTime.To(stored) : DateTimeOffset.UnixEpoch;

    private static StoredEvent Event(NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetInt64(3), row.GetString(4), row.GetFieldValue<byte[]>(5));

    private IEnumerable<T> Read<T>(string table, string sql, string tenant, Func<NpgsqlDataReader, T> read, params NpgsqlParameter[] more) =>
        _tables.Contains(table) ? Rows(sql, read, [Parameter.Text(StoredText.Write(tenant)), .. more]) : [];

    private IEnumerable<T> Rows<T>(string sql, Func<NpgsqlDataReader, T> read, params NpgsqlParameter[] parameters)
    {
        using var batch = _connection.CreateBatch();
        batch.Add(sql, parameters);
        using var rows = batch.ExecuteReader();
        while (rows.Read())
        {
            yield return read(rows);
        }
    }
}
