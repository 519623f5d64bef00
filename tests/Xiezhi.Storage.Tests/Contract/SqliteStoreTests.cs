using Microsoft.Data.Sqlite;
using Xiezhi.Runtime;

namespace Xiezhi.Storage.Tests.Contract;

/// <summary>The contract on a real file.</summary>
public sealed class SqliteStoreTests : StoreContract
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "xiezhi-store-" + Path.GetRandomFileName());

    protected override void Use(XiezhiBuilder builder) => builder.UseSqlite(Path.Combine(_folder, "cases.db"));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
