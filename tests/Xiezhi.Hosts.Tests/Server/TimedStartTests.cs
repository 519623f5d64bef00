using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Xiezhi.Hosts.Tests.Server;

[Trait("Needs", "Server")]
public sealed class TimedStartTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_timer_opens_its_cases_without_any_request_and_not_once_more_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        JsonArray opened;
        await using (var before = ServerUnderTest.Start(folder))
        {
            await PublishAsync(before, "R3/PT1S");
            opened = await CasesAsync(before, 3);
        }

        await using var after = ServerUnderTest.Start(folder);
        await Task.Delay(TimeSpan.FromSeconds(2), Stop);

        Assert.Equal(3, opened.Count);
        Assert.Equal(Keys(opened), Keys(await CasesAsync(after, 3)));
        Assert.All(opened, summary => Assert.StartsWith("xiezhi:timer:Tick@", summary!["key"]!.GetValue<string>(), StringComparison.Ordinal));
        var first = await (await after.As(ServerUnderTest.OfficeKey).GetAsync($"/api/cases/{opened[0]!["id"]!.GetValue<string>()}", Stop)).ReadAsync();
        Assert.Equal("xiezhi", first["openedBy"]!["party"]!.GetValue<string>());
        Assert.Equal("Handle", Assert.Single(first["tasks"]!.AsArray())!["element"]!.GetValue<string>());
        Assert.NotNull(first["variables"]!["occurrence"]!["$dateTime"]);
    }

    [Fact]
    public async Task What_falls_due_while_no_server_runs_is_opened_when_one_does()
    {
        using var folder = new TemporaryFolder();
        await using (var before = ServerUnderTest.Start(folder))
        {
            await PublishAsync(before, "R2/PT4S");
            Assert.Empty(await CasesAsync(before, 0));
        }

        await Task.Delay(TimeSpan.FromSeconds(9), Stop);
        await using var after = ServerUnderTest.Start(folder);

        Assert.Equal(2, (await CasesAsync(after, 2)).Count);
    }

    [Fact]
    public async Task Nobody_opens_a_case_under_the_key_of_a_time_to_come()
    {
        using var folder = new TemporaryFolder();
        await using var server = ServerUnderTest.Start(folder);
        await PublishAsync(server, "R/PT1H");

        var answer = await server.As(ServerUnderTest.CitizenKey).PostAsJsonAsync("/api/cases", new { package = "ticking", key = "xiezhi:timer:Tick@2030-01-01T00:00:00.000Z" }, Stop);

        Assert.Equal((422, "XZ6004"), ((int)answer.StatusCode, (await answer.ReadAsync())["code"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("<conditionalEventDefinition><condition>true</condition></conditionalEventDefinition>", "XZ5020")]
    [InlineData("<timerEventDefinition><timeCycle>R/PT0.01S</timeCycle></timerEventDefinition>", "XZ5023")]
    [InlineData("<timerEventDefinition><timeDuration>whenever</timeDuration></timerEventDefinition>", "XZ5022")]
    public async Task A_start_that_nobody_could_begin_is_refused_by_its_id_when_it_is_published(string trigger, string code)
    {
        using var folder = new TemporaryFolder();
        await using var server = ServerUnderTest.Start(folder);

        var answer = await server.As(ServerUnderTest.SystemKey).PostAsJsonAsync("/api/packages", new { files = Files(trigger).Select(file => new { path = file.Key, text = file.Value }) }, Stop);

        Assert.Equal(422, (int)answer.StatusCode);
        var found = (await answer.ReadAsync())["diagnostics"]!.AsArray().First(diagnostic => diagnostic!["code"]!.GetValue<string>() == code)!;
        Assert.Contains("Tick", found["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("tiny.bpmn", found["file"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_start_that_is_over_or_that_a_signal_begins_is_warned_of_by_its_id()
    {
        using var folder = new TemporaryFolder();
        await using var server = ServerUnderTest.Start(folder);

        var over = await PublishFilesAsync(server, Files("<timerEventDefinition><timeDate>2020-01-01T00:00:00Z</timeDate></timerEventDefinition>"));

        var signalled = Files("<signalEventDefinition signalRef=\"flood\"/>");
        signalled["tiny.bpmn"] = signalled["tiny.bpmn"].Replace("<process ", "<signal id=\"flood\" name=\"flood\"/><process ", StringComparison.Ordinal);
        var waits = await PublishFilesAsync(server, signalled);

        Assert.Equal(("XZ5024", "Tick"), Found(over));
        Assert.Equal(("XZ5021", "Tick"), Found(waits));

        static (string Code, string Element) Found(JsonNode published)
        {
            var warning = Assert.Single(published["diagnostics"]!.AsArray())!;
            return (warning["code"]!.GetValue<string>(), warning["message"]!.GetValue<string>().Contains("\"Tick\"", StringComparison.Ordinal) ? "Tick" : "");
        }
    }

    [Fact]
    public async Task A_case_is_opened_by_the_message_that_begins_its_procedure()
    {
        using var folder = new TemporaryFolder();
        await using var server = ServerUnderTest.Start(folder);
        var files = Files("<messageEventDefinition messageRef=\"called\"/>");
        files["tiny.bpmn"] = files["tiny.bpmn"].Replace("<process ", "<message id=\"called\" name=\"called\"/><process ", StringComparison.Ordinal);
        await PublishFilesAsync(server, files);
        var citizen = server.As(ServerUnderTest.CitizenKey);

        var unknown = await citizen.PostAsJsonAsync("/api/cases", new { package = "ticking", key = "1", message = "shouted" }, Stop);
        var opened = await citizen.PostAsJsonAsync("/api/cases", new { package = "ticking", key = "1", message = "called", variables = new { topic = "noise" } }, Stop);

        Assert.Equal(409, (int)unknown.StatusCode);
        Assert.Equal(201, (int)opened.StatusCode);
        Assert.Equal("noise", (await opened.ReadAsync())["summary"]!["title"]!.GetValue<string>());
        Assert.Single(await CasesAsync(server, 1));
    }

    private static Dictionary<string, string> Files(string trigger)
    {
        var files = TinyPackage.Files("PT1H");
        files["package.json"] = files["package.json"].Replace("\"name\": \"tiny\"", "\"name\": \"ticking\"", StringComparison.Ordinal);
        files["tiny.bpmn"] = files["tiny.bpmn"]
            .Replace("<userTask id=\"Handle\"", $"<startEvent id=\"Tick\"><outgoing>t</outgoing>{trigger}</startEvent><userTask id=\"Handle\"", StringComparison.Ordinal)
            .Replace("<incoming>a</incoming>", "<incoming>a</incoming><incoming>t</incoming>", StringComparison.Ordinal)
            .Replace("<sequenceFlow id=\"a\"", "<sequenceFlow id=\"t\" sourceRef=\"Tick\" targetRef=\"Handle\"/><sequenceFlow id=\"a\"", StringComparison.Ordinal);
        return files;
    }

    private static Task<JsonNode> PublishAsync(ServerUnderTest server, string cycle) =>
        PublishFilesAsync(server, Files($"<timerEventDefinition><timeCycle>{cycle}</timeCycle></timerEventDefinition>"));

    private static async Task<JsonNode> PublishFilesAsync(ServerUnderTest server, Dictionary<string, string> files)
    {
        var published = await server.As(ServerUnderTest.SystemKey).PostAsJsonAsync(
            "/api/packages", new { files = files.Select(file => new { path = file.Key, text = file.Value }) }, Stop);
        Assert.True(published.IsSuccessStatusCode, await published.Content.ReadAsStringAsync(Stop));
        return await published.ReadAsync();
    }

    private static async Task<JsonArray> CasesAsync(ServerUnderTest server, int wanted)
    {
        var found = await ReadAsync();
        for (var until = DateTime.UtcNow.AddSeconds(30); found.Count < wanted && DateTime.UtcNow < until; found = await ReadAsync())
        {
            await Task.Delay(200, Stop);
        }

        return found;

        async Task<JsonArray> ReadAsync() => (JsonArray)(await (await server.As(ServerUnderTest.OfficeKey).GetAsync("/api/cases?take=200", Stop)).ReadAsync())["items"]!;
    }

    private static IEnumerable<string> Keys(JsonArray cases) => cases.Select(summary => summary!["key"]!.GetValue<string>()).Order(StringComparer.Ordinal);
}
