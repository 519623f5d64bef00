using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Storage.Schema.PostgreSql;

/// <summary>The PostgreSQL database: where it is, how connections are set up, and that its schema is there.</summary>
internal sealed class PostgreSqlDatabase : StoreSchema, IAsyncDisposable
{
    private const string History = "xiezhi_migrations";

    private static readonly ImmutableArray<(string Name, string Value)> SessionSettings =
    [
        // What is acknowledged must have reached the disk, whatever the database or the user is set to.
        ("synchronous_commit", "on"),

        // A host that is cut off within a transaction must not keep its locks.
        ("idle_in_transaction_session_timeout", "10s"),

        // A plan that was made when a table was small reads it whole; kept with the statement, it was measured to do so still at 7,000 cases. All that
        // is asked here has an index. What has none costs so much by this estimate that compiling it would seem to pay.
        ("enable_seqscan", "off"),
        ("jit", "off"),
    ];

    private readonly NpgsqlConnectionStringBuilder _settings;
    private readonly NpgsqlDataSource _source;
    private long _commitRoundTrips;
    private long _readRoundTrips;
    private readonly DbContextOptions<PostgreSqlXiezhiDatabase> _options;

    public PostgreSqlDatabase(string connectionString, StorageOptions options)
        : base(options)
    {
        _settings = Settings(connectionString);
        _source = NpgsqlDataSource.Create(_settings);
        _options = new DbContextOptionsBuilder<PostgreSqlXiezhiDatabase>().UseNpgsql(_source, npgsql => npgsql.MigrationsHistoryTable(History)).Options;
    }

    protected override string Name => NameOf(_settings);

    protected override string Argument => $"--postgresql \"Host={_settings.Host};Port={_settings.Port};Database={_settings.Database};Username={_settings.Username}\"";

    /// <summary>A connection to a database whose schema is there; it goes back to the pool when it is disposed of, and what it has open is rolled back.</summary>
    public async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        await EnsureReadyAsync(cancellationToken).ConfigureAwait(false);
        return await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>How many batches of commits were sent, by the trips to the server and back that they took.</summary>
    public long CommitRoundTrips => Interlocked.Read(ref _commitRoundTrips);

    /// <summary>The trips to the server and back of statements of our own: commits and what is read; not those of EF Core, which pages ask.</summary>
    public long RoundTrips => CommitRoundTrips + Interlocked.Read(ref _readRoundTrips);

    public void CountRoundTrip() => Interlocked.Increment(ref _commitRoundTrips);

    /// <summary>The one value of a statement that needs no schema. Waits at most two seconds once there is a connection.</summary>
    public object? Scalar(string sql)
    {
        using var connection = _source.OpenConnection();
        using var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 2);
        return command.ExecuteScalar();
    }

    /// <summary>Carries out one statement, a transaction of its own, and reads its rows.</summary>
    public async Task ReadAsync(string sql, Action<NpgsqlDataReader> read, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        var connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        using var batch = connection.CreateBatch();
        batch.Add(sql, parameters);
        Interlocked.Increment(ref _readRoundTrips);
        var rows = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var closingRows = rows.ConfigureAwait(false);
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            read(rows);
        }
    }

    public override async Task<SchemaState> InspectAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await base.InspectAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (NpgsqlException problem)
        {
            throw NotReached(_settings, problem);
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _source.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        base.Dispose();
        return _source.DisposeAsync();
    }

    protected override XiezhiDatabase Create() => new PostgreSqlXiezhiDatabase(_options);

    protected override Task<bool> MayMigrateAsync(SchemaState state, CancellationToken cancellationToken) => Task.FromResult(false);

    // EF Core's own lock on the history of migrations ends with each of them, so that two hosts could apply the second at once. This one is a
    // transaction's, so that a pooler can't part it from its connection, and goes with that.
    protected override async Task MigrateAsync(XiezhiDatabase database, CancellationToken cancellationToken)
    {
        var connection = await OpenOrMakeAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var ending = transaction.ConfigureAwait(false);
        await RunAsync(connection, "SET LOCAL idle_in_transaction_session_timeout = 0", cancellationToken).ConfigureAwait(false);
        await RunAsync(connection, "SELECT pg_advisory_xact_lock(hashtext('xiezhi_migrations'))", cancellationToken).ConfigureAwait(false);
        await database.Database.MigrateAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override async Task CheckSessionsAsync(CancellationToken cancellationToken)
    {
        var connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        await CheckSessionAsync(connection, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Refuses a session that does not have the settings that were asked for when it began: a pooler in between drops them in silence.</summary>
    public static async Task CheckSessionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var batch = connection.CreateBatch();
        batch.Add("SELECT " + string.Join(", ", SessionSettings.Select(setting => $"current_setting('{setting.Name}')")));
        var row = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = row.ConfigureAwait(false);
        await row.ReadAsync(cancellationToken).ConfigureAwait(false);
        var others = SessionSettings.Where((setting, place) => row.GetString(place) != setting.Value).ToImmutableArray();
        if (!others.IsEmpty)
        {
            var settings = new NpgsqlConnectionStringBuilder(connection.ConnectionString);
            throw new StoreRefusedException(StorageCodes.SessionSettings.At(
                Location.None,
                NameOf(settings),
                string.Join(", ", others.Select(setting => $"{setting.Name} = {setting.Value}")),
                string.Join(" ", others.Select(setting => $"ALTER ROLE {settings.Username} SET {setting.Name} = '{setting.Value}';"))));
        }
    }

    private async Task<NpgsqlConnection> OpenOrMakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            await MakeAsync(cancellationToken).ConfigureAwait(false);
            return await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task MakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var server = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_settings.ToString()) { Database = "postgres", Pooling = false }.ToString());
            await using var closing = server.ConfigureAwait(false);
            await server.OpenAsync(cancellationToken).ConfigureAwait(false);
            var name = new NpgsqlCommandBuilder().QuoteIdentifier(_settings.Database ?? _settings.Username!);
            await RunAsync(server, $"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'", cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException made) when (made.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another host was faster.
        }
        catch (NpgsqlException problem)
        {
            throw NotReached(_settings, problem);
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        using var batch = connection.CreateBatch();
        batch.Add(sql);
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public static StoreRefusedException NotReached(NpgsqlConnectionStringBuilder settings, NpgsqlException problem) =>
        new(StorageCodes.NotReached.At(Location.None, NameOf(settings), (problem.InnerException?.Message ?? problem.Message).TrimEnd('.')), problem);

    /// <summary>The database as messages name it, without secrets.</summary>
    public static string NameOf(NpgsqlConnectionStringBuilder settings) => $"database {settings.Database ?? settings.Username} on {settings.Host}:{settings.Port}";

    /// <summary>What was given, with what the store relies on.</summary>
    public static NpgsqlConnectionStringBuilder Settings(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.ApplicationName ??= "xiezhi";

        settings.Options = (settings.Options + " " + string.Join(' ', SessionSettings.Select(setting => $"-c {setting.Name}={setting.Value}"))).Trim();

        // Statements are the same few again and again, and no session is left in another state than it was found in.
        settings.NoResetOnClose = true;
        if (!settings.ShouldSerialize("Max Auto Prepare"))
        {
            // Whoever says 0 goes through a pooler that gives each transaction another session.
            (settings.MaxAutoPrepare, settings.AutoPrepareMinUsages) = (100, 2);
        }

        return settings;
    }
}
