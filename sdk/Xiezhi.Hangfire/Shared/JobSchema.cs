using System.Globalization;
using System.Text.RegularExpressions;
using Hangfire.PostgreSql;
using Npgsql;

namespace Xiezhi.Hangfire.Shared;

/// <summary>The tables of the jobs that hosts share in a PostgreSQL database, in a schema of their own, as Hangfire.PostgreSql makes them.</summary>
/// <remarks>Thread-safe. Two processes that migrate at once do so one after the other, and the second finds nothing to do.</remarks>
public static partial class JobSchema
{
    private const string Lock = "hashtext('xiezhi_jobs')";

    /// <summary>The version that this build of the engine works with.</summary>
    public static int Version { get; } = typeof(PostgreSqlStorage).Assembly.GetManifestResourceNames()
        .Select(name => Script().Match(name)).Where(match => match.Success).Max(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture));

    /// <summary>The name of the schema: <c>xiezhi_jobs</c>, after that of the engine's tables and an underscore where <c>Search Path</c> names one.</summary>
    /// <param name="connectionString">As Npgsql reads it.</param>
    /// <exception cref="ArgumentException">The connection string can't be read, or <c>Search Path</c> names a schema of other than letters, digits and underscores.</exception>
    public static string NameIn(string connectionString)
    {
        const string Own = "xiezhi_jobs";
        ArgumentException.ThrowIfNullOrEmpty(connectionString);

        // Engines that share a database by schemas of their own must not take each other's jobs.
        var first = new NpgsqlConnectionStringBuilder(connectionString).SearchPath?.Split(',')[0].Trim();
        return first switch
        {
            null or "" => Own,
            _ when Identifier().IsMatch(first) => $"{first}_{Own}",
            _ => throw new ArgumentException($"Search Path begins with {first}; jobs need a schema of letters, digits and underscores.", nameof(connectionString)),
        };
    }

    /// <summary>The version that a database has; 0 where it has none. Nothing is changed.</summary>
    /// <param name="connectionString">As Npgsql reads it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="NpgsqlException">The database can't be reached.</exception>
    public static async Task<int> FindAsync(string connectionString, CancellationToken cancellationToken = default)
    {
        var schema = NameIn(connectionString);
        var connection = await OpenAsync(connectionString, cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        return await FindAsync(connection, schema, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Brings the schema up to date; one that a newer version made is left as it is.</summary>
    /// <param name="connectionString">As Npgsql reads it; the database must be there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The version that it had; 0 where there was none.</returns>
    /// <exception cref="NpgsqlException">The database can't be reached, or its user may not change it.</exception>
    public static async Task<int> MigrateAsync(string connectionString, CancellationToken cancellationToken = default)
    {
        var schema = NameIn(connectionString);
        var connection = await OpenAsync(connectionString, cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);

        // The lock is the connection's, and goes with it.
        await RunAsync(connection, $"SELECT pg_advisory_lock({Lock})", cancellationToken).ConfigureAwait(false);
        var before = await FindAsync(connection, schema, cancellationToken).ConfigureAwait(false);
        if (before < Version)
        {
            PostgreSqlObjectsInstaller.Install(connection, schema);
        }

        return before;
    }

    private static async Task<int> FindAsync(NpgsqlConnection connection, string schema, CancellationToken cancellationToken)
    {
        var isThere = await RunAsync(connection, $"SELECT to_regclass('\"{schema}\".schema') IS NOT NULL", cancellationToken).ConfigureAwait(false);
        return isThere is true
            ? Convert.ToInt32(await RunAsync(connection, $"SELECT max(version) FROM \"{schema}\".schema", cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture)
            : 0;
    }

    // Scripts may leave settings of the session behind; the connection goes back to no pool.
    private static async Task<NpgsqlConnection> OpenAsync(string connectionString, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, Enlist = false }.ToString());
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<object?> RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // Only the schema's name is put in, which has been looked at.
        using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
    }

    [GeneratedRegex(@"\.Install\.v([0-9]+)\.sql$")]
    private static partial Regex Script();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]{0,40}$")]
    private static partial Regex Identifier();
}
