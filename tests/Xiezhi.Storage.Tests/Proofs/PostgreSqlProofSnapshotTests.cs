using Npgsql;
using Xiezhi.Storage.Proofs;
using Xiezhi.Storage.Tests.PostgreSql;

namespace Xiezhi.Storage.Tests.Proofs;

public sealed class PostgreSqlProofSnapshotTests
{
    [Fact]
    public async Task An_audit_may_think_between_two_questions_longer_than_a_transaction_that_writes_may()
    {
        await using var database = await PostgreSqlDatabaseUnderTest.CreateAsync();
        var connection = new NpgsqlConnection(database.ConnectionString + ";Pooling=false;Options=-c idle_in_transaction_session_timeout=100ms");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        using var snapshot = await PostgreSqlProofSnapshot.OpenAsync(connection, null, TestContext.Current.CancellationToken);

        Assert.Empty(snapshot.Tenants());
        await Task.Delay(400, TestContext.Current.CancellationToken);

        Assert.Empty(snapshot.Events("city"));
    }
}
