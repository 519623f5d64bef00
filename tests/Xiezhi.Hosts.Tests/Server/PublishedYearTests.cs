using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Xiezhi.Hosts.Tests.Server;

[Trait("Needs", "Server")]
public sealed class PublishedYearTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_due_time_that_was_provisional_is_worked_out_again_when_its_year_is_published_without_any_request()
    {
        using var folder = new TemporaryFolder();
        await using var server = ServerUnderTest.Start(folder);
        var year = DateTime.UtcNow.Year;
        await PublishAsync(server, year - 1, year - 1);
        var id = await server.OpenAsync();

        var before = await ClockAsync(server, id);
        await PublishAsync(server, year - 1, year + 1);
        var after = await ClockAsync(server, id);
        for (var until = DateTime.UtcNow.AddSeconds(30); after["provisional"]!.GetValue<bool>() && DateTime.UtcNow < until; after = await ClockAsync(server, id))
        {
            await Task.Delay(100, Stop);
        }

        Assert.True(before["provisional"]!.GetValue<bool>());
        Assert.False(after["provisional"]!.GetValue<bool>());
        Assert.Contains("clock-due-changed", (await server.LogAsync(id)).Types());
    }

    private static async Task<JsonNode> ClockAsync(ServerUnderTest server, string id) =>
        Assert.Single((JsonArray)await (await server.As(ServerUnderTest.DeskKey).GetAsync($"/api/cases/{id}/clocks", Stop)).ReadAsync())!;

    private static async Task PublishAsync(ServerUnderTest server, int from, int to)
    {
        var files = TinyPackage.Files("5wd");
        files["service-levels.json"] = files["service-levels.json"].Replace("\"calendar\": \"CN\"", "\"calendar\": \"city\"", StringComparison.Ordinal);
        files["calendars/city.json"] = $$"""
            { "id": "city", "title": "City", "zone": "Asia/Shanghai", "provisional": true, "publishedYears": { "from": {{from}}, "to": {{to}} },
              "week": { "monday-friday": ["09:00-17:00"] }, "dates": [] }
            """;
        var published = await server.As(ServerUnderTest.SystemKey).PostAsJsonAsync(
            "/api/packages", new { files = files.Select(file => new { path = file.Key, text = file.Value }) }, Stop);
        Assert.True(published.IsSuccessStatusCode, await published.Content.ReadAsStringAsync(Stop));
    }
}
