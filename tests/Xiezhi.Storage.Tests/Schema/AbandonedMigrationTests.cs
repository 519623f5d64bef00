using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Commits;

namespace Xiezhi.Storage.Tests.Schema;

public sealed class AbandonedMigrationTests
{
    [Fact]
    public async Task A_migration_that_a_killed_process_left_under_way_holds_up_nobody()
    {
        var file = Path.Combine(Path.GetTempPath(), "xiezhi-" + Path.GetRandomFileName() + ".db");
        await using (var connection = new SqliteConnection("Data Source=" + file + ";Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2024-09-12 01:00:00+00:00');
                """;
            await command.ExecuteNonQueryAsync();
        }

        var services = new ServiceCollection();
        services.AddXiezhi().UseSqlite(file);
        await using (var provider = services.BuildServiceProvider())
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            Assert.Null(await provider.GetRequiredService<ICaseStore>().NextDueAsync(limit.Token));
        }

        SqliteConnection.ClearAllPools();
        File.Delete(file);
        File.Delete(file + ".migrating");
    }
}
