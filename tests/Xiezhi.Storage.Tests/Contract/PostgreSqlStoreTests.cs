using Xiezhi.Runtime;
using Xiezhi.Storage.Tests.PostgreSql;

namespace Xiezhi.Storage.Tests.Contract;

/// <summary>The contract on a real PostgreSQL server.</summary>
public sealed class PostgreSqlStoreTests : StoreContract, IAsyncLifetime
{
    private PostgreSqlDatabaseUnderTest? _database;

    public async ValueTask InitializeAsync() => _database = await PostgreSqlDatabaseUnderTest.CreateAsync();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    protected override void Use(XiezhiBuilder builder) => builder.UsePostgreSql(_database!.ConnectionString);
}
