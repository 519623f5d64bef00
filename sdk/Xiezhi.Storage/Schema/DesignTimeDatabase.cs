using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Xiezhi.Storage.Schema.PostgreSql;

namespace Xiezhi.Storage.Schema;

/// <summary>Lets EF Core's tool write migrations for SQLite; the folder's README has the command.</summary>
internal sealed class DesignTimeDatabase : IDesignTimeDbContextFactory<XiezhiDatabase>
{
    public XiezhiDatabase CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<XiezhiDatabase>().UseSqlite("Data Source=design-time.db").Options);
}

/// <summary>Lets EF Core's tool write migrations for PostgreSQL; no server is asked.</summary>
internal sealed class DesignTimePostgreSqlDatabase : IDesignTimeDbContextFactory<PostgreSqlXiezhiDatabase>
{
    public PostgreSqlXiezhiDatabase CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgreSqlXiezhiDatabase>().UseNpgsql("Host=localhost;Database=design_time").Options);
}
