using Xiezhi.Storage.Tests.PostgreSql;

namespace Xiezhi.Cli.Tests.Databases;

public sealed class MigrateCommandTests
{
    [Fact]
    public async Task A_SQLite_file_is_made_and_then_there_is_nothing_to_do()
    {
        using var folder = new TemporaryFolder();

        var first = await XiezhiProgram.RunAsync("migrate", "--database", folder.Path("xiezhi.db"));
        var second = await XiezhiProgram.RunAsync("migrate", "--database", folder.Path("xiezhi.db"));

        Assert.Equal((0, 0), (first.Status, second.Status));
        Assert.Contains("applied 20261123171401_Initial\n", first.Output, StringComparison.Ordinal);
        Assert.Equal("The schema is up to date; nothing was applied.\n", second.Output);
    }

    [Theory]
    [InlineData("migrate")]
    [InlineData("migrate", "--database", "a.db", "--postgresql", "Host=localhost")]
    [InlineData("migrate", "--postgresql", "Hosst=localhost")]
    [InlineData("verify", "a.db", "--postgresql", "Host=localhost")]
    [InlineData("receipt", "--case", "760a01ssezz4dfwc4131vbk9")]
    [InlineData("checkpoint", "--key", "no.pem")]
    public async Task One_database_is_named_and_not_two_or_none(params string[] arguments)
    {
        var run = await XiezhiProgram.RunAsync(arguments);

        Assert.Equal(2, run.Status);
        Assert.NotEmpty(run.Errors);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_told()
    {
        var run = await XiezhiProgram.RunAsync("migrate", "--postgresql", "Host=127.0.0.1;Port=1;Username=nobody;Database=none");

        Assert.Equal(2, run.Status);
        Assert.Contains("XZ6103", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PostgreSQL_is_migrated_lived_through_signed_and_verified()
    {
        await using var database = await PostgreSqlDatabaseUnderTest.CreateEmptyAsync();
        using var folder = new TemporaryFolder();
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var secret = folder.Write("private.pem", key.ExportPkcs8PrivateKeyPem());
        var messages = folder.Write("messages.csv", [.. File.ReadLines(Path.Combine(XiezhiProgram.Hotline, "messages.csv")).Take(6)]);
        string[] run = ["run", XiezhiProgram.Hotline, "--input", messages, "--output", folder.Location, "--postgresql", database.ConnectionString];

        var refused = await XiezhiProgram.RunAsync(run);
        Assert.Equal(2, refused.Status);
        Assert.Contains("XZ6102", refused.Errors, StringComparison.Ordinal);

        var migrated = await XiezhiProgram.RunAsync("migrate", "--postgresql", database.ConnectionString);
        Assert.Contains("_Initial\n", migrated.Output, StringComparison.Ordinal);
        Assert.Contains("xiezhi_jobs", migrated.Output, StringComparison.Ordinal);
        Assert.Equal("The schema is up to date; nothing was applied.\n", (await XiezhiProgram.RunAsync("migrate", "--postgresql", database.ConnectionString)).Output);
        var lived = await XiezhiProgram.RunAsync(run);
        Assert.True(lived.Status == 0, lived.Output + lived.Errors);
        var signed = await XiezhiProgram.RunAsync("checkpoint", "--postgresql", database.ConnectionString, "--key", secret);
        Assert.True(signed.Status == 0, signed.Output + signed.Errors);
        var id = (string)(await database.ScalarAsync("SELECT min(id) FROM cases"))!;
        var receipt = await XiezhiProgram.RunAsync("receipt", "--postgresql", database.ConnectionString, "--case", id);
        Assert.True(receipt.Status == 0, receipt.Output + receipt.Errors);
        Assert.Equal(0, (await XiezhiProgram.RunAsync("verify", "--postgresql", database.ConnectionString)).Status);

        await database.ScalarAsync("UPDATE events SET text = replace(text, '\"type\":\"title\"', '\"type\":\"titel\"') WHERE type = 'title'");
        var changed = await XiezhiProgram.RunAsync("verify", "--postgresql", database.ConnectionString);
        Assert.Equal(1, changed.Status);
        Assert.Contains("XZ54", changed.Output, StringComparison.Ordinal);
    }
}
