using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Cases.Snapshots;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Packages;
using Xiezhi.Runtime.Snapshots;
using Xiezhi.Storage;

namespace Xiezhi.Cli.Tests.Proofs;

public sealed class ProofCommandsTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    private string Database => _folder.Path("xiezhi.db");

    private string Private => _folder.Path("private.pem");

    private string Public => _folder.Path("public.pem");

    public async ValueTask InitializeAsync()
    {
        var messages = _folder.Write("messages.csv", [.. File.ReadLines(Path.Combine(XiezhiProgram.Hotline, "messages.csv")).Take(6)]);
        Assert.Equal(0, (await XiezhiProgram.RunHotlineAsync(messages, _folder.Location)).Status);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(Private, key.ExportPkcs8PrivateKeyPem());
        await File.WriteAllTextAsync(Public, key.ExportSubjectPublicKeyInfoPem());
        var made = await XiezhiProgram.RunAsync("checkpoint", Database, "--key", Private, "--output", _folder.Path("checkpoints.jsonl"));
        Assert.True(made.Status == 0, made.Output + made.Errors);
    }

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_log_is_whole_until_somebody_writes_to_it_and_then_the_event_is_named()
    {
        var before = await File.ReadAllBytesAsync(Database);
        var whole = await Verify();
        Assert.True(whole.Status == 0, whole.Output + whole.Errors);
        Assert.Equal(before, await File.ReadAllBytesAsync(Database));

        var id = Change("UPDATE events SET Text = replace(Text, '\"type\":\"title\"', '\"type\":\"titel\"') WHERE Sequence = (SELECT min(Sequence) FROM events WHERE Type = 'title')");
        var changed = await Verify();

        Assert.Equal(1, changed.Status);
        Assert.Contains("XZ54", changed.Output, StringComparison.Ordinal);
        Assert.Contains("case " + id, changed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tail_that_was_cut_off_is_found_by_the_checkpoint_and_without_those_of_the_database_by_those_that_were_kept()
    {
        var id = Change(
            """
            DELETE FROM events WHERE CaseId = (SELECT min(Id) FROM cases) AND Sequence = (SELECT max(Sequence) FROM events WHERE CaseId = (SELECT min(Id) FROM cases));
            UPDATE cases SET Version = Version - 1, Head = (SELECT Hash FROM events WHERE CaseId = Id ORDER BY Sequence DESC LIMIT 1) WHERE Id = (SELECT min(Id) FROM cases)
            """);
        Assert.Contains("XZ5408", (await Verify()).Output, StringComparison.Ordinal);

        Change("DELETE FROM checkpoints; DELETE FROM checkpoint_cases");
        Assert.Equal(0, (await Verify()).Status);
        var kept = await Verify("--checkpoints", _folder.Path("checkpoints.jsonl"));

        Assert.Equal(1, kept.Status);
        Assert.Contains("case " + id, kept.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receipt_is_verified_without_the_database_and_a_changed_one_is_not()
    {
        var receipt = _folder.Path("receipt.json");
        var issued = await XiezhiProgram.RunAsync("receipt", Database, "--case", Change("SELECT 1"), "--output", receipt);
        Assert.True(issued.Status == 0, issued.Errors);
        SqliteConnection.ClearAllPools();
        File.Delete(Database);

        var verified = await XiezhiProgram.RunAsync("verify", "--receipt", receipt, "--key", Public);
        await File.WriteAllTextAsync(receipt, (await File.ReadAllTextAsync(receipt)).Replace("citizen", "citizeN", StringComparison.Ordinal));
        var changed = await XiezhiProgram.RunAsync("verify", "--receipt", receipt, "--key", Public);

        Assert.Equal((0, 1), (verified.Status, changed.Status));
        Assert.Contains("\"type\":\"opened\"", verified.Output, StringComparison.Ordinal);
        Assert.Contains("XZ5416", changed.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await XiezhiProgram.RunAsync("verify", "--receipt", receipt)).Status);
    }

    [Fact]
    public async Task A_second_checkpoint_goes_on_from_the_first_and_covers_only_what_is_new()
    {
        var again = await XiezhiProgram.RunAsync("checkpoint", Database, "--key", Private);
        var alone = await XiezhiProgram.RunAsync("verify", "--checkpoints", _folder.Path("checkpoints.jsonl"), "--key", Public);

        Assert.Contains("Nothing new", again.Output, StringComparison.Ordinal);
        Assert.Equal((0, 0), (again.Status, alone.Status));
        Assert.Equal(2, (await XiezhiProgram.RunAsync("checkpoint", Database, "--key", Public)).Status);
        Assert.Equal(2, (await XiezhiProgram.RunAsync("verify", _folder.Path("none.db"))).Status);
    }

    [Fact]
    public async Task A_snapshot_that_another_hand_wrote_is_found_and_its_case_named()
    {
        var id = Change("SELECT 1");
        await SnapAsync(id, forge: false);
        var whole = await Verify();
        Assert.True(whole.Status == 0, whole.Output + whole.Errors);
        Assert.Contains("1 snapshots compared with their logs, 0 of another build", whole.Output, StringComparison.Ordinal);

        await SnapAsync(id, forge: true);
        var forged = await Verify();
        Assert.Equal(1, forged.Status);
        Assert.Contains("XZ6403", forged.Output, StringComparison.Ordinal);
        Assert.Contains("case " + id, forged.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await Verify("--no-snapshots")).Status);

        Change("UPDATE snapshots SET Format = 'another'");
        var another = await Verify();
        Assert.Equal(0, another.Status);
        Assert.Contains("0 snapshots compared with their logs, 1 of another build", another.Output, StringComparison.Ordinal);
    }

    // As a host would write it, or as somebody would who knows how to and says that the case stands as if nothing had happened.
    private async Task SnapAsync(string id, bool forge)
    {
        var services = new ServiceCollection();
        services.AddXiezhi().UseSqlite(Database);
        await using var provider = services.BuildServiceProvider();
        var (tenant, caseId) = ((await provider.GetRequiredService<PackageRegistry>().TenantsAsync()).Single(), CaseId.TryParse(id, out var read) ? read : default);
        var state = (await provider.GetRequiredService<CaseEngine>().FindAsync(tenant, caseId))!;
        var written = forge ? CaseState.New(tenant, caseId) : state;
        await provider.GetRequiredService<ISnapshotStore>().SaveAsync(
            new StoredSnapshot(tenant, caseId, state.Version, CaseSnapshot.Format, CaseSnapshot.Write(written)), TestContext.Current.CancellationToken);
    }

    private Task<XiezhiProgram> Verify(params string[] more) => XiezhiProgram.RunAsync(["verify", Database, "--key", Public, .. more]);

    // Runs a statement on the database, and gives the id of its first case.
    private string Change(string sql)
    {
        using var connection = new SqliteConnection("Data Source=" + Database);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
        command.CommandText = sql.Contains("titel", StringComparison.Ordinal) ? "SELECT CaseId FROM events WHERE Text LIKE '%titel%'" : "SELECT min(Id) FROM cases";
        return (string)command.ExecuteScalar()!;
    }
}
