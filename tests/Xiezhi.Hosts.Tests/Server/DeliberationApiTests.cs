using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Xiezhi.Hosts.Tests.Server;

[Trait("Needs", "Server")]
public sealed class DeliberationApiTests(RunningServer running) : IClassFixture<RunningServer>
{
    private const string Deliberations = """
        { "deliberations": [ {
          "id": "plan", "title": { "en": "Plan" }, "participants": "[\"desk\", \"office\"]", "chair": "\"office\"", "calendar": "CN",
          "method": "majority", "options": ["yes", "no"], "quorum": "50%", "period": "PT48H", "ballot": "secret", "tie": "chair",
          "consultation": { "period": "PT72H", "open": ["citizen"] }
        } ] }
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private ServerUnderTest Server => running.Server;

    [Fact]
    public async Task The_public_is_heard_in_a_case_that_is_not_theirs_and_what_anybody_may_not_do_is_refused()
    {
        var id = await OpenAsync();
        var neighbour = Server.As(ServerUnderTest.NeighbourKey);

        var heard = await neighbour.PostAsJsonAsync($"/api/cases/{id}/deliberations/1/comments", new { text = "Not beside the school" }, Stop);
        var voted = await neighbour.PostAsJsonAsync($"/api/cases/{id}/deliberations/1/ballot", new { preferences = new[] { new[] { "no" } } }, Stop);
        var early = await Server.As(ServerUnderTest.DeskKey).PostAsJsonAsync($"/api/cases/{id}/deliberations/1/ballot", new { preferences = new[] { new[] { "no" } } }, Stop);
        var answered = await Server.As(ServerUnderTest.OfficeKey).PostAsJsonAsync(
            $"/api/cases/{id}/deliberations/1/answers", new { comments = new[] { 1 }, text = "It is not" }, Stop);

        Assert.Equal(HttpStatusCode.OK, heard.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, voted.StatusCode);
        Assert.Equal((HttpStatusCode.Conflict, "XZ5507"), (early.StatusCode, (await early.ReadAsync())["code"]!.GetValue<string>()));
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
        var seen = Assert.Single((JsonArray)await answered.ReadAsync())!;
        Assert.Equal("consulting", seen["status"]!.GetValue<string>());
        Assert.Equal("It is not", Assert.Single(seen["comments"]!.AsArray())!["answer"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.NotFound, (await neighbour.GetAsync($"/api/cases/{id}", Stop)).StatusCode);
    }

    [Fact]
    public async Task Whoever_commented_is_told_the_answer_and_the_petitioner_is_not_told_who_they_are()
    {
        var id = await OpenAsync("square");
        var neighbour = Server.As(ServerUnderTest.NeighbourKey);
        await neighbour.PostAsJsonAsync($"/api/cases/{id}/deliberations/1/comments", new { text = "Not beside my house" }, Stop);
        await Server.As(ServerUnderTest.OfficeKey).PostAsJsonAsync($"/api/cases/{id}/deliberations/1/answers", new { comments = new[] { 1 }, text = "It is not" }, Stop);

        var told = new JsonArray();
        for (var until = DateTime.UtcNow.AddSeconds(30); told.Count == 0 && DateTime.UtcNow < until; await Task.Delay(100, Stop))
        {
            var inbox = (await (await neighbour.GetAsync("/api/notifications", Stop)).ReadAsync())["items"]!.AsArray();
            told = [.. inbox.Where(one => one!["case"]!.GetValue<string>() == id).Select(one => one!.DeepClone())];
        }

        var log = (JsonArray)await (await Server.As(ServerUnderTest.CitizenKey).GetAsync($"/api/cases/{id}/log", Stop)).ReadAsync();
        var comment = Assert.Single(log, entry => entry!["type"]!.GetValue<string>() == "comment")!;
        Assert.All(told, one => Assert.Equal(("comment-answered", "It is not"), (one!["content"]!["about"]!.GetValue<string>(), one["content"]!["answer"]!.GetValue<string>())));
        Assert.Single(told);
        Assert.Equal(("citizen", ""), (comment["actor"]!["kind"]!.GetValue<string>(), comment["actor"]!["party"]!.GetValue<string>()));
        Assert.DoesNotContain("citizen:desk", log.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("Not beside my house", Assert.Single((JsonArray)await (await neighbour.GetAsync($"/api/cases/{id}/deliberations", Stop)).ReadAsync())!["comments"]![0]!["text"]!.GetValue<string>());
    }

    [Fact]
    public async Task Who_is_not_asked_learns_nothing_of_a_consultation()
    {
        var id = await OpenAsync("board", "[\"company\"]");
        var neighbour = Server.As(ServerUnderTest.NeighbourKey);

        Assert.Equal(HttpStatusCode.NotFound, (await neighbour.GetAsync($"/api/cases/{id}/deliberations", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await neighbour.PostAsJsonAsync($"/api/cases/{id}/deliberations/1/comments", new { text = "?" }, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Server.As(ServerUnderTest.DeskKey).GetAsync($"/api/cases/{id}/deliberations", Stop)).StatusCode);
    }

    private async Task<string> OpenAsync(string package = "council", string asked = "[\"citizen\"]")
    {
        var files = TinyPackage.Files();
        files["package.json"] = files["package.json"].Replace("\"name\": \"tiny\"", $"\"name\": \"{package}\"", StringComparison.Ordinal);
        files["tiny.bpmn"] = files["tiny.bpmn"]
            .Replace(" id=\"Tiny\"", " xmlns:xiezhi=\"urn:xiezhi:governance\" id=\"Tiny\"", StringComparison.Ordinal)
            .Replace("name=\"Handle it\"", "name=\"Decide it\" xiezhi:deliberation=\"plan\"", StringComparison.Ordinal);
        files["deliberations.json"] = Deliberations.Replace("[\"citizen\"]", asked, StringComparison.Ordinal);
        var published = await Server.As(ServerUnderTest.SystemKey).PostAsJsonAsync(
            "/api/packages", new { files = files.Select(file => new { path = file.Key, text = file.Value }) }, Stop);
        Assert.True(published.IsSuccessStatusCode, await published.Content.ReadAsStringAsync(Stop));
        var opened = await Server.As(ServerUnderTest.CitizenKey).PostAsJsonAsync("/api/cases", new { package, key = "where" }, Stop);
        return (await opened.ReadAsync())["summary"]!["id"]!.GetValue<string>();
    }
}
