using Microsoft.Data.Sqlite;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Proofs;
using Xiezhi.Storage.Cases;
using Xiezhi.Storage.Schema;

namespace Xiezhi.Storage.Proofs;

/// <summary>Audits and checkpoints on a SQLite file; without a writer it is only looked at.</summary>
internal sealed class SqliteProofStore(string path, SqliteWriter? writer, SqliteDatabase? database) : IProofStore
{
    public async Task<IProofSnapshot> OpenAsync(CancellationToken cancellationToken)
    {
        if (database is not null)
        {
            await database.EnsureReadyAsync(cancellationToken).ConfigureAwait(false);
        }
        else if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no file {path}.", path);
        }

        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            DefaultTimeout = 30,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return new SqliteProofSnapshot(connection);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public Task<bool> AddAsync(Checkpoint checkpoint, CancellationToken cancellationToken) =>
        (writer ?? throw new InvalidOperationException("The database was opened for reading only.")).WriteAsync(connection => Write(connection, checkpoint), cancellationToken);

    private static bool Write(SqliteConnection connection, Checkpoint checkpoint)
    {
        var head = checkpoint.Head;
        using var insert = connection.CreateCommand();
        insert.CommandText =
            """
            INSERT INTO checkpoints (Tenant, Number, Size, Root, At, "Key", Signature, Consistency)
            VALUES ($tenant, $number, $size, $root, $at, $key, $signature, $consistency)
            ON CONFLICT DO NOTHING
            """;
        insert.Parameters.AddWithValue("$tenant", head.Tenant);
        insert.Parameters.AddWithValue("$number", head.Number);
        insert.Parameters.AddWithValue("$size", head.Size);
        insert.Parameters.AddWithValue("$root", head.Root.Bytes.ToArray());
        insert.Parameters.AddWithValue("$at", StoredTime.From(head.At));
        insert.Parameters.AddWithValue("$key", checkpoint.Key);
        insert.Parameters.AddWithValue("$signature", checkpoint.Signature.ToArray());
        insert.Parameters.AddWithValue("$consistency", checkpoint.Consistency.SelectMany(hash => hash.Bytes.ToArray()).ToArray());
        if (insert.ExecuteNonQuery() == 0)
        {
            return false;
        }

        using var cover = connection.CreateCommand();
        cover.CommandText = "INSERT INTO checkpoint_cases (Tenant, Number, CaseId, Version, Head) VALUES ($tenant, $number, $case, $version, $head)";
        cover.Parameters.AddWithValue("$tenant", head.Tenant);
        cover.Parameters.AddWithValue("$number", head.Number);
        var caseId = cover.Parameters.Add("$case", SqliteType.Text);
        var version = cover.Parameters.Add("$version", SqliteType.Integer);
        var hash = cover.Parameters.Add("$head", SqliteType.Blob);
        foreach (var covered in checkpoint.Cases)
        {
            (caseId.Value, version.Value, hash.Value) = (covered.Case.ToString(), covered.Version, covered.Head.Bytes.ToArray());
            cover.ExecuteNonQuery();
        }

        return true;
    }
}
