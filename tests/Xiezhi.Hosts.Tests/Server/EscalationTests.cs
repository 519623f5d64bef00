using System.Globalization;

namespace Xiezhi.Hosts.Tests.Server;

[Trait("Needs", "Server")]
public sealed class EscalationTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_case_with_a_promise_of_seconds_is_escalated_without_any_further_request()
    {
        using var folder = new TemporaryFolder();
        await using var server = ServerUnderTest.Start(folder);
        await server.PublishAsync("PT2S");

        var id = await server.OpenAsync();
        var log = await server.LogWhenAsync(id, log => log.Types().Count(type => type == "escalation") == 3, Deadline);

        Assert.Equal(["remind", "finding", "raise"], log.Where(entry => entry!["type"]!.GetValue<string>() == "escalation").Select(entry => entry!["data"]!["kind"]!.GetValue<string>()));
        var finding = Assert.Single(log, entry => entry!["type"]!.GetValue<string>() == "finding")!;
        Assert.Equal("overdue", finding["data"]!["kind"]!.GetValue<string>());
        Assert.Equal("desk", finding["data"]!["against"]!.GetValue<string>());
        Assert.Equal("xiezhi", finding["actor"]!["party"]!.GetValue<string>());
        Assert.Equal("due", finding["cause"]!.GetValue<string>());
        Assert.Contains("clock-breached", log.Types());
    }

    [Fact]
    public async Task An_escalation_comes_neither_early_nor_more_than_seconds_late()
    {
        using var folder = new TemporaryFolder();
        await using var server = ServerUnderTest.Start(folder);
        await server.PublishAsync("PT3S");

        var id = await server.OpenAsync();
        var log = await server.LogWhenAsync(id, log => log.Types().Contains("finding"), Deadline);

        var opened = At(log[0]!);
        var found = At(log.Single(entry => entry!["type"]!.GetValue<string>() == "finding")!);
        Assert.InRange(found - opened, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task What_falls_due_after_a_restart_is_acted_on_in_time()
    {
        using var folder = new TemporaryFolder();
        string id;
        await using (var before = ServerUnderTest.Start(folder))
        {
            await before.PublishAsync("PT6S");
            id = await before.OpenAsync();
            Assert.DoesNotContain("escalation", (await before.LogAsync(id)).Types());
        }

        await using var after = ServerUnderTest.Start(folder);
        var log = await after.LogWhenAsync(id, log => log.Types().Contains("finding"), Deadline);

        // Sooner than the sweep of each minute would come, on most runs: it was planned from the database.
        var found = Assert.Single(log, entry => entry!["type"]!.GetValue<string>() == "finding")!;
        Assert.InRange(At(found) - At(log[0]!), TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task The_party_that_leads_finds_the_reminder_in_its_inbox()
    {
        using var folder = new TemporaryFolder();
        await using var server = ServerUnderTest.Start(folder);
        await server.PublishAsync("PT2S");
        var id = await server.OpenAsync();
        await server.LogWhenAsync(id, log => log.Types().Contains("escalation"), Deadline);

        var inbox = await InboxAsync(server);
        for (var until = DateTime.UtcNow + Deadline; inbox.Count == 0 && DateTime.UtcNow < until; inbox = await InboxAsync(server))
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.All(inbox, notification => Assert.Equal(id, notification!["case"]!.GetValue<string>()));
        Assert.NotEmpty(inbox);
    }

    private static async Task<System.Text.Json.Nodes.JsonArray> InboxAsync(ServerUnderTest server)
    {
        var answer = await server.As(ServerUnderTest.DeskKey).GetAsync("/api/notifications", TestContext.Current.CancellationToken);
        return (System.Text.Json.Nodes.JsonArray)(await answer.ReadAsync())["items"]!;
    }

    private static DateTimeOffset At(System.Text.Json.Nodes.JsonNode entry) =>
        DateTimeOffset.Parse(entry["at"]!.GetValue<string>(), CultureInfo.InvariantCulture);
}
