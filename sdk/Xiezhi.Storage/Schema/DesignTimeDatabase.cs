using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Xiezhi.Storage.Schema;

/// <summary>Lets EF Core's tool write migrations: <c>dotnet ef migrations add NAME --project sdk/Xiezhi.Storage</c>.</summary>
internal sealed class DesignTimeDatabase : IDesignTimeDbContextFactory<XiezhiDatabase>
{
    public XiezhiDatabase CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<XiezhiDatabase>().UseSqlite("Data Source=design-time.db").Options);
}
