using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Proofs;
using Xiezhi.Storage;

namespace Xiezhi.Cli.Databases;

/// <summary>The database that a command works on: a SQLite file, or one of a PostgreSQL server.</summary>
/// <param name="File">The file, or <see langword="null"/>.</param>
/// <param name="PostgreSql">The connection string, or <see langword="null"/>.</param>
internal sealed record ChosenDatabase(string? File, string? PostgreSql)
{
    /// <summary>Whether one database was named, and not two or none.</summary>
    public bool IsOne => File is null != PostgreSql is null;

    public static Option<string?> PostgreSqlOption() => new("--postgresql") { Description = Texts.Get("option-postgresql") };

    /// <summary>Whether an exception tells that the database can't be worked with, rather than that the program is wrong.</summary>
    public static bool Explains(Exception problem) => problem is IOException or UnauthorizedAccessException or DbException or StoreRefusedException or ArgumentException { Source: "Npgsql" };

    /// <summary>Prints why the database can't be worked with.</summary>
    public static async Task<int> TellAsync(Exception problem, CultureInfo culture)
    {
        await Console.Error.WriteLineAsync(problem is StoreRefusedException refused ? refused.Problem.Format(culture) : problem.Message).ConfigureAwait(false);
        return ExitStatus.WrongUsage;
    }

    /// <summary>To be read only.</summary>
    public IProofStore OpenForAudit() => PostgreSql is null ? XiezhiSqlite.OpenForAudit(File!) : XiezhiPostgreSql.OpenForAudit(PostgreSql);

    public XiezhiBuilder Use(XiezhiBuilder builder) => PostgreSql is null ? builder.UseSqlite(File!) : builder.UsePostgreSql(PostgreSql);
}
