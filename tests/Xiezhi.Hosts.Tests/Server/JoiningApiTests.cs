using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Runtime.Outbox;

namespace Xiezhi.Hosts.Tests.Server;

/// <summary>Cases that are merged, split and related over HTTP, and messages that could not be delivered.</summary>
[Trait("Needs", "Server")]
public sealed class JoiningApiTests(RunningServer running) : IClassFixture<RunningServer>
{
    private const string Office = ServerUnderTest.OfficeKey;
    private const string Citizen = ServerUnderTest.CitizenKey;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private ServerUnderTest Server => running.Server;

    [Fact]
    public async Task A_petitioner_learns_that_their_case_is_merged_and_nothing_of_the_other()
    {
        var main = await Server.OpenHandledAsync("main", ServerUnderTest.NeighbourKey);
        var id = await Server.OpenHandledAsync("merged");

        await Server.PostAsync(ServerUnderTest.DeskKey, id, "merge", new { into = main, reason = "?" }).AssertIsAsync(HttpStatusCode.Forbidden, "XZ5101");
        await Server.PostAsync(Office, id, "merge", new { into = "elsewhere", reason = "?" }).AssertIsAsync(HttpStatusCode.BadRequest, "XZ7005");
        await Server.PostAsync(Office, id, "merge", new { into = main }).AssertIsAsync(HttpStatusCode.UnprocessableEntity, "XZ5646");
        await Server.PostAsync(Office, id, "merge", new { into = id, reason = "?" }).AssertIsAsync(HttpStatusCode.UnprocessableEntity, "XZ5635");
        var task = await Server.TaskAsync(id);
        var merged = await (await Server.PostAsync(Office, id, "merge", new { into = main, reason = "The same street" })).ReadAsync();
        Assert.Equal(main, merged["joining"]!["into"]!.GetValue<string>());
        await Server.PostAsync(ServerUnderTest.DeskKey, id, $"tasks/{task}/complete").AssertIsAsync(HttpStatusCode.Conflict, "XZ5633");

        var joined = await JoinedAsync(main);
        var notices = await NoticesAsync(Server.As(Citizen), id, "merged");
        Assert.DoesNotContain(main, notices.ToJsonString(), StringComparison.Ordinal);
        var told = (await Server.HandlingAsync(Citizen, id))["joining"]!;
        var everything = await Server.As(Citizen).GetStringAsync($"/api/cases/{id}", Stop)
            + await Server.As(Citizen).GetStringAsync($"/api/cases/{id}/log", Stop) + await Server.As(Citizen).GetStringAsync($"/api/cases/{id}/handling", Stop);
        var page = await Server.As(Office).GetStringAsync($"/cases/{id}", Stop);
        Assert.Equal((2, id), (joined["petitions"]!.GetValue<int>(), Assert.Single(joined["mergedCases"]!.AsArray())!.GetValue<string>()));
        Assert.True(told["merged"]!.GetValue<bool>());
        Assert.Null(told["into"]);
        Assert.DoesNotContain(main, everything, StringComparison.Ordinal);
        Assert.DoesNotContain("same street", everything, StringComparison.Ordinal);
        Assert.Contains($"<dt>Merged into</dt><dd><a href=\"/cases/{main}\">", page, StringComparison.Ordinal);
        Assert.Contains("Merged", page, StringComparison.Ordinal);

        await Server.PostAsync(Office, id, "unmerge").AssertIsAsync(HttpStatusCode.UnprocessableEntity, "XZ5646");
        var alone = await (await Server.PostAsync(Office, id, "unmerge", new { reason = "Another street" })).ReadAsync();
        Assert.False(alone["joining"]!["merged"]!.GetValue<bool>());
        await Server.PostAsync(Office, id, "unmerge", new { reason = "?" }).AssertIsAsync(HttpStatusCode.Conflict, "XZ5636");
    }

    [Fact]
    public async Task A_case_is_split_into_parts_that_have_titles()
    {
        var id = await Server.OpenHandledAsync("split");

        await Server.PostAsync(Office, id, "split", new { parts = new object?[] { null }, reason = "Two matters" }).AssertIsAsync(HttpStatusCode.UnprocessableEntity, "XZ5640");
        await Server.PostAsync(Office, id, "split", new { parts = new[] { new { title = "Noise", package = "other" } }, reason = "?" }).AssertIsAsync(HttpStatusCode.UnprocessableEntity, "XZ5641");
        var split = await (await Server.PostAsync(Office, id, "split", new { parts = new[] { new { title = "Noise" }, new { title = "Dust" } }, reason = "Two matters" })).ReadAsync();

        Assert.Equal(["Noise", "Dust"], split["joining"]!["parts"]!.AsArray().Select(part => part!["title"]!.GetValue<string>()));
        await Server.PostAsync(Office, id, "parts/7/drop", new { reason = "?" }).AssertIsAsync(HttpStatusCode.NotFound, "XZ5642");
        await Server.PostAsync(Office, id, "parts/1/drop", new { reason = "?" }).AssertIsAsync(HttpStatusCode.Conflict, "XZ5642");
        await Server.PostAsync(Office, id, "parts/retry").AssertIsAsync(HttpStatusCode.Conflict, "XZ5642");
    }

    [Fact]
    public async Task Cases_are_related_and_no_longer()
    {
        var id = await Server.OpenHandledAsync("linked");
        var other = await Server.OpenHandledAsync("linked to", ServerUnderTest.NeighbourKey);

        await Server.PostAsync(Office, id, "links", new { other, kind = "same-plaice" }).AssertIsAsync(HttpStatusCode.UnprocessableEntity, "XZ5643");
        var linked = await (await Server.PostAsync(Office, id, "links", new { other, kind = "same-place", note = "One pipe" })).ReadAsync();
        Assert.Equal(other, Assert.Single(linked["joining"]!["related"]!.AsArray())!["case"]!.GetValue<string>());
        Assert.Empty((await Server.HandlingAsync(Citizen, id))["joining"]!["related"]!.AsArray());
        await Server.PostAsync(Office, id, "links/removal", new { other, kind = "same-place" }).AssertIsAsync(HttpStatusCode.UnprocessableEntity, "XZ5646");
        var apart = await (await Server.PostAsync(Office, id, "links/removal", new { other, kind = "same-place", reason = "Two pipes" })).ReadAsync();
        Assert.Empty(apart["joining"]!["related"]!.AsArray());
        await Server.PostAsync(Office, id, "links/removal", new { other, kind = "same-place", reason = "?" }).AssertIsAsync(HttpStatusCode.NotFound, "XZ5645");
    }

    [Fact]
    public async Task Only_a_system_of_the_tenant_looks_at_messages_that_were_set_aside_and_replays_them()
    {
        var id = await Server.OpenHandledAsync("outbox");
        var outbox = Server.Services.GetRequiredService<IOutboxStore>();
        Assert.True(CaseId.TryParse(id, out var caseId));
        var message = new OutboxMessage("test-set-aside", "city", caseId, null, "fax", "desk", ValueContext.Of(("about", "催办")), DateTimeOffset.UtcNow);
        await outbox.AddAsync([message], Stop);
        await outbox.FailedAsync(message.Id, "No fax answers.", null, Stop);
        var system = Server.As(ServerUnderTest.SystemKey);

        var listed = (await (await system.GetAsync("/api/outbox/set-aside", Stop)).ReadAsync())["items"]!.AsArray();
        var aside = Assert.Single(listed, one => one!["id"]!.GetValue<string>() == message.Id)!;
        Assert.Equal((id, "fax", "催办"), (aside["case"]!.GetValue<string>(), aside["kind"]!.GetValue<string>(), aside["payload"]!["about"]!.GetValue<string>()));
        await Server.As(Office).GetAsync("/api/outbox/set-aside", Stop).AssertIsAsync(HttpStatusCode.Forbidden, "XZ7015");
        await Server.As(Citizen).PostAsJsonAsync($"/api/outbox/{message.Id}/replay", new { }, Stop).AssertIsAsync(HttpStatusCode.Forbidden, "XZ7015");
        await Server.As(ServerUnderTest.OtherTenantKey).PostAsJsonAsync($"/api/outbox/{message.Id}/replay", new { }, Stop).AssertIsAsync(HttpStatusCode.NotFound, "XZ7016");
        Assert.Empty((await (await Server.As(ServerUnderTest.OtherTenantKey).GetAsync("/api/outbox/set-aside", Stop)).ReadAsync())["items"]!.AsArray());
        Assert.Equal(HttpStatusCode.NoContent, (await system.PostAsJsonAsync($"/api/outbox/{message.Id}/replay", new { }, Stop)).StatusCode);
        await system.PostAsJsonAsync("/api/outbox/never-sent/replay", new { }, Stop).AssertIsAsync(HttpStatusCode.NotFound, "XZ7016");
    }

    private static async Task<JsonArray> NoticesAsync(HttpClient who, string id, string about)
    {
        var found = new JsonArray();
        for (var until = DateTime.UtcNow.AddSeconds(30); found.Count == 0 && DateTime.UtcNow < until; await Task.Delay(100, Stop))
        {
            var page = (await (await who.GetAsync("/api/notifications", Stop)).ReadAsync())["items"]!.AsArray();
            found = [.. page.Where(one => one!["case"]!.GetValue<string>() == id && one["content"]!["about"]!.GetValue<string>() == about).Select(one => one!.DeepClone())];
        }

        Assert.NotEmpty(found);
        return found;
    }

    // The cases tell each other by the post, which the server's jobs deliver.
    private async Task<JsonNode> JoinedAsync(string main)
    {
        var joining = (await Server.HandlingAsync(Office, main))["joining"]!;
        for (var until = DateTime.UtcNow.AddSeconds(30); joining["petitions"]!.GetValue<int>() < 2 && DateTime.UtcNow < until; joining = (await Server.HandlingAsync(Office, main))["joining"]!)
        {
            await Task.Delay(200, Stop);
        }

        return joining;
    }
}
