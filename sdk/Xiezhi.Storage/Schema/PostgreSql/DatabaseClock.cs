namespace Xiezhi.Storage.Schema.PostgreSql;

/// <summary>The time of the database server: leases are measured by it alone, so that the clocks of hosts may differ.</summary>
internal static class DatabaseClock
{
    /// <summary>SQL for the present as <see cref="StoredTime"/> writes it.</summary>
    public const string Now = "(extract(epoch FROM statement_timestamp()) * 1000)::bigint";
}
