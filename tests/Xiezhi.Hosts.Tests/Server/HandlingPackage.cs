using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Xiezhi.Hosts.Tests.Server;

/// <summary>The tiny package with everything that parties can do between them: the desk or the stranger handles, the office is above the desk.</summary>
internal static class HandlingPackage
{
    private const string Handling = """
        {
          "claims": { "delegation": { "to": ["stranger"], "times": 1 }, "assignedBy": ["office"] },
          "coHandling": { "byDuty": false, "concluding": ["Handle"], "limits": { "contribute": "PT8H" } },
          "whistles": [ {
            "id": "flood", "title": { "en": "Flooding", "zh-CN": "积水" }, "blownBy": ["desk"], "called": ["department", "agency"],
            "limits": { "acknowledge": "PT30M", "arrive": "PT2H", "speak": "PT4H" },
            "evaluation": {
              "criteria": [ { "id": "speed" } ],
              "grades": [ { "id": "good", "title": { "en": "Good" }, "points": 5 }, { "id": "bad", "title": { "en": "Bad" }, "points": 0, "needsWords": true } ] } } ],
          "callBacks": { "on": "closed", "share": "100%", "seed": "spring", "period": "month", "owner": ["office"], "within": "PT24H", "calendar": "CN", "attempts": 2 },
          "returns": {
            "reason": "returnReason", "explanation": "returnExplanation", "reasons": [ { "id": "not-ours", "title": { "en": "Not ours" } } ],
            "arbiter": { "party": "office" }, "referredBy": ["desk"] },
          "joining": {
            "merge": { "by": ["office"] }, "split": { "by": ["office"] },
            "related": { "by": ["office"], "kinds": [ { "id": "same-place", "title": { "en": "Same place", "zh-CN": "同一地点" } } ] } }
        }
        """;

    private static readonly SemaphoreSlim Turn = new(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Opens a case of the package, which is published before where it is not.</summary>
    public static async Task<string> OpenHandledAsync(this ServerUnderTest server, string key, string opener = ServerUnderTest.CitizenKey)
    {
        await Turn.WaitAsync(Stop);
        try
        {
            if ((await server.As(ServerUnderTest.SystemKey).GetAsync("/api/packages/handled", Stop)).StatusCode == HttpStatusCode.NotFound)
            {
                var files = TinyPackage.Files("PT4H");
                files["package.json"] = files["package.json"].Replace("\"name\": \"tiny\"", "\"name\": \"handled\"", StringComparison.Ordinal)
                    .Replace("[\"citizen\", \"desk\"]", "[\"citizen\", \"desk\", \"system\"]", StringComparison.Ordinal);
                files["tiny.bpmn"] = files["tiny.bpmn"].Replace("\"desk\"", "[\"desk\", \"stranger\"]", StringComparison.Ordinal);
                files["handling.json"] = Handling;
                var published = await server.As(ServerUnderTest.SystemKey).PostAsJsonAsync(
                    "/api/packages", new { files = files.Select(file => new { path = file.Key, text = file.Value }) }, Stop);
                Assert.True(published.IsSuccessStatusCode, await published.Content.ReadAsStringAsync(Stop));
            }
        }
        finally
        {
            Turn.Release();
        }

        var opened = await server.As(opener).PostAsJsonAsync("/api/cases", new { package = "handled", key, variables = new { topic = "water on the road" } }, Stop);
        Assert.Equal(HttpStatusCode.Created, opened.StatusCode);
        return (await opened.ReadAsync())["summary"]!["id"]!.GetValue<string>();
    }

    /// <summary>The one open task of a case.</summary>
    public static async Task<int> TaskAsync(this ServerUnderTest server, string id) =>
        Assert.Single((await (await server.As(ServerUnderTest.OfficeKey).GetAsync($"/api/cases/{id}", Stop)).ReadAsync())["tasks"]!.AsArray())!["taskId"]!.GetValue<int>();

    public static Task<HttpResponseMessage> PostAsync(this ServerUnderTest server, string key, string id, string path, object? body = null) =>
        server.As(key).PostAsJsonAsync($"/api/cases/{id}/{path}", body ?? new { }, Stop);

    public static async Task<JsonNode> HandlingAsync(this ServerUnderTest server, string key, string id) =>
        await (await server.As(key).GetAsync($"/api/cases/{id}/handling", Stop)).ReadAsync();

    /// <summary>That an answer is a problem of that kind.</summary>
    public static async Task AssertIsAsync(this Task<HttpResponseMessage> answering, HttpStatusCode status, string code)
    {
        var answer = await answering;
        Assert.Equal((status, code), (answer.StatusCode, (await answer.ReadAsync())["code"]!.GetValue<string>()));
    }
}
