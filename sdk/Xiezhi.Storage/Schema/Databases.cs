using Microsoft.EntityFrameworkCore;

namespace Xiezhi.Storage.Schema;

/// <summary>Makes contexts for reading, after seeing to it that the schema is there.</summary>
internal sealed class Databases : IDbContextFactory<XiezhiDatabase>
{
    private readonly DbContextOptions<XiezhiDatabase> _options;

    public Databases(string path)
    {
        _options = new DbContextOptionsBuilder<XiezhiDatabase>().UseSqlite(SqliteDatabase.ConnectionStringFor(path)).Options;
        Sqlite = new SqliteDatabase(path, this);
    }

    public SqliteDatabase Sqlite { get; }

    public XiezhiDatabase CreateDbContext() => new(_options);

    /// <summary>A context on a database whose schema is there.</summary>
    public async Task<XiezhiDatabase> OpenAsync(CancellationToken cancellationToken)
    {
        await Sqlite.EnsureReadyAsync(cancellationToken).ConfigureAwait(false);
        return CreateDbContext();
    }
}
