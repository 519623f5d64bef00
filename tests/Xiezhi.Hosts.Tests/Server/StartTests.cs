using System.Diagnostics;

namespace Xiezhi.Hosts.Tests.Server;

[Trait("Needs", "Server")]
public sealed class StartTests
{
    [Fact]
    public async Task Production_without_keys_refuses_to_start_and_says_what_to_do()
    {
        using var folder = new TemporaryFolder();

        var (status, errors) = await RunAsync(folder, "--Xiezhi:Database", Path.Combine(folder.Path, "x.db"));

        Assert.Equal(1, status);
        Assert.Contains("Xiezhi does not start. Nobody could sign in: Xiezhi:Keys has no entry.", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_too_short_or_an_actor_that_nobody_may_be_is_refused_at_start()
    {
        using var folder = new TemporaryFolder();

        var (status, errors) = await RunAsync(
            folder,
            "--Xiezhi:Database", Path.Combine(folder.Path, "x.db"),
            "--Xiezhi:Keys:0:Key", "short", "--Xiezhi:Keys:0:Tenant", "city", "--Xiezhi:Keys:0:Kind", "robot", "--Xiezhi:Keys:0:Party", "xiezhi");

        Assert.Equal(1, status);
        Assert.Contains("Xiezhi:Keys:0:key has 5 characters", errors, StringComparison.Ordinal);
        Assert.Contains("Xiezhi:Keys:0:kind is \"robot\"", errors, StringComparison.Ordinal);
        Assert.Contains("the engine itself", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_that_is_not_there_keeps_the_server_from_starting()
    {
        using var folder = new TemporaryFolder();

        var (status, errors) = await RunAsync(
            folder,
            "--Xiezhi:Database", Path.Combine(folder.Path, "x.db"),
            "--Xiezhi:Keys:0:Key", ServerUnderTest.SystemKey, "--Xiezhi:Keys:0:Tenant", "city", "--Xiezhi:Keys:0:Kind", "system", "--Xiezhi:Keys:0:Party", "console",
            "--Xiezhi:Packages:0:Folder", "no/such/package");

        Assert.Equal(1, status);
        Assert.Contains("names the folder \"no/such/package\"", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-----BEGIN NOTHING-----", "01:00:00", "which is no private key on P-256")]
    [InlineData(null, "01:00:00", "which can't be read")]
    [InlineData("", "00:00:10", "Xiezhi:Checkpoints:Every is \"00:00:10\"")]
    public async Task Checkpoints_that_could_not_be_signed_keep_the_server_from_starting(string? content, string every, string said)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "private.pem");
        if (content is not null)
        {
            await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
        }

        var (status, errors) = await RunAsync(
            folder,
            "--Xiezhi:Database", Path.Combine(folder.Path, "x.db"),
            "--Xiezhi:Keys:0:Key", ServerUnderTest.SystemKey, "--Xiezhi:Keys:0:Tenant", "city", "--Xiezhi:Keys:0:Kind", "system", "--Xiezhi:Keys:0:Party", "console",
            "--Xiezhi:Checkpoints:Key", file, "--Xiezhi:Checkpoints:Every", every);

        Assert.Equal(1, status);
        Assert.Contains(said, errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Databse", "x.db", "Xiezhi:Databse is no setting.")]
    [InlineData("MigrateAtStart", "perhaps", "Xiezhi:MigrateAtStart is \"perhaps\": give true or false.")]
    [InlineData("Engine:OutboxHolt", "00:01:00", "'OutboxHolt'")]
    [InlineData("Engine:OutboxHold", "soon", "Xiezhi:Engine:OutboxHold")]
    [InlineData("Engine:OutboxConcurrency", "500", "OutboxConcurrency")]
    [InlineData("Retention:DeliveredMessages", "00:10:00", "DeliveredMessages")]
    [InlineData("Retention:Snapshots", "a while", "Xiezhi:Retention:Snapshots")]
    [InlineData("Delivery:Webhooks:hall:Secret", "whsec_", "'Secret'")]
    public async Task A_setting_that_nothing_reads_or_that_can_not_be_keeps_the_server_from_starting(string setting, string value, string said)
    {
        using var folder = new TemporaryFolder();

        var (status, errors) = await RunAsync(
            folder,
            "--Xiezhi:Database", Path.Combine(folder.Path, "x.db"),
            "--Xiezhi:Keys:0:Key", ServerUnderTest.SystemKey, "--Xiezhi:Keys:0:Tenant", "city", "--Xiezhi:Keys:0:Kind", "system", "--Xiezhi:Keys:0:Party", "console",
            "--Xiezhi:" + setting, value);

        Assert.Equal(1, status);
        Assert.StartsWith("Xiezhi does not start. Xiezhi:", errors, StringComparison.Ordinal);
        Assert.Contains(said, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    private static async Task<(int Status, string Errors)> RunAsync(TemporaryFolder folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder.Path,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var argument in (string[])[typeof(Program).Assembly.Location, "--environment", "Production", "--urls", "http://127.0.0.1:0", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(TimeSpan.FromSeconds(60));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(late.Token);
            var errors = await process.StandardError.ReadToEndAsync(late.Token);
            await output;
            await process.WaitForExitAsync(late.Token);
            return (process.ExitCode, errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
