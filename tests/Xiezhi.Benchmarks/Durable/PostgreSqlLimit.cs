using Npgsql;
using NpgsqlTypes;
using Xiezhi.Storage.Schema.PostgreSql;

namespace Xiezhi.Benchmarks.Durable;

/// <summary>Hand-written SQL on PostgreSQL: a transaction of one round trip, one statement a table, each with its columns as arrays.</summary>
internal sealed class PostgreSqlLimit(NpgsqlDataSource source, string tenant)
{
    private static readonly NpgsqlDbType[] Summary =
    [
        NpgsqlDbType.Integer, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text,
        NpgsqlDbType.Integer, NpgsqlDbType.Bigint, NpgsqlDbType.Bigint, NpgsqlDbType.Boolean, NpgsqlDbType.Bigint, NpgsqlDbType.Bytea,
    ];

    private const string Shown = "status, title, matter, territory, lead, service_level, level, ended_at, due_at, breached, version, head";

    public static NpgsqlDataSource Source(string connectionString) => NpgsqlDataSource.Create(PostgreSqlDatabase.Settings(connectionString));

    public async Task WriteAsync(IReadOnlyList<Due> batch)
    {
        var connection = await source.OpenConnectionAsync().ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        using var statements = connection.CreateBatch();
        foreach (var write in Enum.GetValues<Write>())
        {
            var rows = batch.SelectMany(due => due.Transition.Rows.Where(row => row.Write == write).Select(row => (Due: due, Row: row))).ToArray();
            if (rows.Length > 0)
            {
                var (text, types) = Statement(write);
                statements.Add(
                    text,
                    [
                        Parameter.Of(NpgsqlDbType.Text, Array.ConvertAll(rows, _ => tenant)),
                        Parameter.Of(NpgsqlDbType.Text, Array.ConvertAll(rows, row => row.Due.Case)),
                        .. types.Select((type, place) => Column(type, rows, place)),
                        .. write == Write.InsertCommand ? [Parameter.Of(NpgsqlDbType.Text, Array.ConvertAll(rows, row => row.Due.Key))] : Array.Empty<NpgsqlParameter>(),
                    ]);
            }
        }

        await statements.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    private static NpgsqlParameter Column(NpgsqlDbType type, (Due Due, Row Row)[] rows, int place) => type switch
    {
        NpgsqlDbType.Text => Parameter.Of(type, Array.ConvertAll(rows, row => (string?)row.Row.Values[place])),
        NpgsqlDbType.Integer => Parameter.Of(type, Array.ConvertAll(rows, row => (int)row.Row.Values[place]!)),
        NpgsqlDbType.Bigint => Parameter.Of(type, Array.ConvertAll(rows, row => (long?)row.Row.Values[place])),
        NpgsqlDbType.Boolean => Parameter.Of(type, Array.ConvertAll(rows, row => (bool)row.Row.Values[place]!)),
        NpgsqlDbType.Bytea => Parameter.Of(type, Array.ConvertAll(rows, row => (byte[])row.Row.Values[place]!)),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private static (string Text, NpgsqlDbType[] Types) Statement(Write write) => write switch
    {
        Write.InsertCase => (
            $"INSERT INTO cases (tenant, id, {Shown}, key, package_id, opened_at) SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
            [.. Summary, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Bigint]),
        Write.UpdateCase => (
            $"""
            UPDATE cases c SET ({Shown}) = (w.status, w.title, w.matter, w.territory, w.lead, w.service_level, w.level, w.ended_at, w.due_at, w.breached, w.version, w.head)
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) AS w(tenant, id, {Shown}, expected)
            WHERE c.tenant = w.tenant AND c.id = w.id AND c.version = w.expected
            """,
            [.. Summary, NpgsqlDbType.Bigint]),
        Write.InsertCommand => ("INSERT INTO commands (tenant, case_id, version, key) SELECT * FROM unnest($1, $2, $3, $4)", [NpgsqlDbType.Bigint]),
        Write.InsertEvent => (
            "INSERT INTO events (tenant, case_id, sequence, type, at, text, hash) SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7)",
            [NpgsqlDbType.Bigint, NpgsqlDbType.Text, NpgsqlDbType.Bigint, NpgsqlDbType.Text, NpgsqlDbType.Bytea]),
        Write.DeleteTask => (Delete("tasks", "task_id"), [NpgsqlDbType.Integer]),
        Write.DeleteOwners => (Delete("task_owners", "task_id"), [NpgsqlDbType.Integer]),
        Write.InsertTask => (
            "INSERT INTO tasks (tenant, case_id, task_id, element, name, opened_at) SELECT * FROM unnest($1, $2, $3, $4, $5, $6)",
            [NpgsqlDbType.Integer, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Bigint]),
        Write.InsertOwner => ("INSERT INTO task_owners (tenant, case_id, task_id, owner) SELECT * FROM unnest($1, $2, $3, $4)", [NpgsqlDbType.Integer, NpgsqlDbType.Text]),
        Write.DeleteMoment => (Delete("moments", "name"), [NpgsqlDbType.Text]),
        Write.SetMoment => (
            "INSERT INTO moments (tenant, case_id, name, at) SELECT * FROM unnest($1, $2, $3, $4) ON CONFLICT (tenant, case_id, name) DO UPDATE SET at = excluded.at",
            [NpgsqlDbType.Text, NpgsqlDbType.Bigint]),
        _ => throw new ArgumentOutOfRangeException(nameof(write)),
    };

    private static string Delete(string table, string last) =>
        $"DELETE FROM {table} t USING unnest($1, $2, $3) AS w(tenant, case_id, last) WHERE t.tenant = w.tenant AND t.case_id = w.case_id AND t.{last} = w.last";
}
