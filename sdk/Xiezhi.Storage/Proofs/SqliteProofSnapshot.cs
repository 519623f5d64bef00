using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Packages;
using Xiezhi.Runtime.Proofs;
using Xiezhi.Storage.Schema;

namespace Xiezhi.Storage.Proofs;

/// <summary>One read transaction on a SQLite file. Values are taken as they are found: SQLite keeps a text in a column of numbers if somebody puts it there.</summary>
internal sealed class SqliteProofSnapshot : IProofSnapshot
{
    private static readonly ImmutableArray<string> Named = ["events", "cases", "checkpoints"];

    private readonly SqliteConnection _connection;
    private readonly HashSet<string> _tables = new(StringComparer.Ordinal);

    public SqliteProofSnapshot(SqliteConnection connection)
    {
        _connection = connection;
        foreach (var row in Rows("BEGIN; SELECT name FROM sqlite_master WHERE type = 'table'"))
        {
            _tables.Add(Text(row[0]));
        }
    }

    public ImmutableArray<string> Tenants() =>
    [
        .. Named.Where(_tables.Contains)
            .SelectMany(table => Rows($"SELECT DISTINCT Tenant FROM {table}"))
            .Select(row => Text(row[0])).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    public IEnumerable<StoredEvent> Events(string tenant) =>
        Rows("SELECT CaseId, Sequence, Type, At, Text, Hash FROM events WHERE Tenant = $tenant ORDER BY CaseId, Sequence", tenant).Select(Event);

    public IEnumerable<StoredEvent> Events(string tenant, string caseId) =>
        Rows("SELECT CaseId, Sequence, Type, At, Text, Hash FROM events WHERE Tenant = $tenant AND CaseId = $other ORDER BY Sequence", tenant, caseId).Select(Event);

    public IEnumerable<SnapshotHead> Snapshots(string tenant) => _tables.Contains("snapshots")
        ? Rows("SELECT CaseId, Version, Format FROM snapshots WHERE Tenant = $tenant ORDER BY CaseId", tenant).Select(row => new SnapshotHead(Text(row[0]), Number(row[1]), Text(row[2])))
        : [];

    public ReadOnlyMemory<byte> SnapshotContent(string tenant, string caseId) =>
        Rows("SELECT Content FROM snapshots WHERE Tenant = $tenant AND CaseId = $other", tenant, caseId).Select(row => Bytes(row[0])).FirstOrDefault();

    public IEnumerable<PackagePublication> Publications(string tenant) =>
        Rows("SELECT Name, PackageId, EffectiveFrom, PublishedAt, PublishedBy FROM publications WHERE Tenant = $tenant", tenant)
            .Select(row => new PackagePublication(tenant, Text(row[0]), Text(row[1]), Time(Number(row[2])), Time(Number(row[3])), Text(row[4])));

    public IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> PackageFiles(string tenant, string packageId) =>
        Rows("SELECT Path, Content FROM package_files WHERE Tenant = $tenant AND PackageId = $other", tenant, packageId)
            .Select(row => KeyValuePair.Create(Text(row[0]), (ReadOnlyMemory<byte>)Bytes(row[1])));

    public IEnumerable<StoredHead> Heads(string tenant) =>
        Rows("SELECT Id, Version, Head FROM cases WHERE Tenant = $tenant", tenant).Select(row => new StoredHead(Text(row[0]), Number(row[1]), Bytes(row[2])));

    public IEnumerable<Checkpoint> Checkpoints(string tenant)
    {
        if (!_tables.Contains("checkpoints"))
        {
            return [];
        }

        var covered = Rows("SELECT Number, CaseId, Version, Head FROM checkpoint_cases WHERE Tenant = $tenant ORDER BY Number, CaseId", tenant)
            .Select(row => (Number: Number(row[0]), Case: Covered(row)))
            .ToLookup(row => row.Number, row => row.Case);
        return Rows("""SELECT Number, Size, Root, At, "Key", Signature, Consistency FROM checkpoints WHERE Tenant = $tenant ORDER BY Number""", tenant)
            .Select(row => new Checkpoint
            {
                Head = new TreeHead(tenant, Number(row[0]), Number(row[1]), Hash(Bytes(row[2])), Time(Number(row[3]))),
                Key = Text(row[4]),
                Signature = [.. Bytes(row[5])],
                Consistency = [.. Bytes(row[6]).Chunk(EventHash.Size).Select(Hash)],
                Cases = [.. covered[Number(row[0])].OfType<CoveredCase>()],
            });
    }

    public void Dispose() => _connection.Dispose();

    // A row whose case can't be read covers nothing; then the tree does not reach its root, and that is told.
    private static CoveredCase? Covered(object[] row) =>
        CaseId.TryParse(Text(row[1]), out var id) ? new CoveredCase(id, Number(row[2]), Hash(Bytes(row[3]))) : null;

    private static EventHash Hash(byte[] bytes) => bytes.Length == EventHash.Size ? EventHash.From(bytes) : default;

    private static DateTimeOffset Time(long stored) =>
        stored >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() && stored <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? StoredTime.To(stored) : DateTimeOffset.UnixEpoch;

    private static string Text(object value) => value as string ?? Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static long Number(object value) => value as long? ?? long.MinValue;

    private static byte[] Bytes(object value) => value as byte[] ?? [];

    private static StoredEvent Event(object[] row) => new(Text(row[0]), Number(row[1]), Text(row[2]), Number(row[3]), Text(row[4]), Bytes(row[5]));

    private IEnumerable<object[]> Rows(string sql, string? tenant = null, string? other = null)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The texts are constants of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        if (tenant is not null)
        {
            command.Parameters.AddWithValue("$tenant", tenant);
        }

        if (other is not null)
        {
            command.Parameters.AddWithValue("$other", other);
        }

        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            yield return row;
        }
    }
}
