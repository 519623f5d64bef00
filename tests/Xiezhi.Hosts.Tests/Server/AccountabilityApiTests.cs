using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Xiezhi.Hosts.Tests.Server;

/// <summary>Clocks, findings, responsibility and ledgers, of a package of their own on the running server.</summary>
[Trait("Needs", "Server")]
public sealed class AccountabilityApiTests(RunningServer running) : IClassFixture<RunningServer>
{
    private const string Package = "accountable";

    private static int _published;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private ServerUnderTest Server => running.Server;

    [Fact]
    public async Task More_time_is_asked_for_by_one_party_and_granted_by_another_and_the_clock_tells_so()
    {
        var id = await OpenAsync("extension");

        var asked = await PostAsync(ServerUnderTest.DeskKey, id, "clocks/reply/extensions", new { amount = "PT2H", reason = "The road is flooded" });
        var beyond = await PostAsync(ServerUnderTest.DeskKey, id, "clocks/reply/extensions/grant", new { reason = "We need it" });
        var before = DueOf(await asked.ReadAsync());
        var granted = await PostAsync(ServerUnderTest.OfficeKey, id, "clocks/reply/extensions/grant", new { reason = "True", amount = "PT1H" });

        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        await AssertProblemAsync(beyond, HttpStatusCode.Forbidden, "XZ5101");
        Assert.Equal(HttpStatusCode.OK, granted.StatusCode);
        var clock = Assert.Single((JsonArray)await granted.ReadAsync())!;
        Assert.Equal(before.AddHours(1), DueOf(await granted.ReadAsync()));
        var extension = Assert.Single(clock["extensions"]!.AsArray())!;
        Assert.Equal(("granted", "PT1H", "desk"), (extension["standing"]!.GetValue<string>(), extension["amount"]!.GetValue<string>(), extension["requestedBy"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Requests_for_time_are_denied_refused_or_found_unfit_with_the_reason()
    {
        var id = await OpenAsync("denied");

        await AssertProblemAsync(await PostAsync(ServerUnderTest.DeskKey, id, "clocks/none/extensions", new { amount = "PT2H", reason = "?" }), HttpStatusCode.NotFound, "XZ5221");
        await AssertProblemAsync(await PostAsync(ServerUnderTest.DeskKey, id, "clocks/reply/extensions", new { amount = "two", reason = "?" }), HttpStatusCode.UnprocessableEntity, "XZ5011");
        await AssertProblemAsync(await PostAsync(ServerUnderTest.DeskKey, id, "clocks/reply/extensions", new { amount = "PT9H", reason = "?" }), HttpStatusCode.UnprocessableEntity, "XZ5226");
        await AssertProblemAsync(await PostAsync(ServerUnderTest.OfficeKey, id, "clocks/reply/extensions/deny", new { reason = "?" }), HttpStatusCode.Conflict, "XZ5228");
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(ServerUnderTest.DeskKey, id, "clocks/reply/extensions", new { amount = "PT2H" })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(ServerUnderTest.NeighbourKey, id, "clocks/reply/extensions", new { amount = "PT2H", reason = "?" })).StatusCode);
        await PostAsync(ServerUnderTest.DeskKey, id, "clocks/reply/extensions", new { amount = "PT2H", reason = "Flood" });
        var denied = await PostAsync(ServerUnderTest.OfficeKey, id, "clocks/reply/extensions/deny", new { reason = "Dry since Monday" });
        Assert.Equal("denied", Assert.Single(Assert.Single((JsonArray)await denied.ReadAsync())!["extensions"]!.AsArray())!["standing"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_clock_is_suspended_until_a_review_date_with_an_offset_and_goes_on()
    {
        var id = await OpenAsync("suspended");
        var review = DateTimeOffset.UtcNow.AddDays(3).ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture);

        var local = await PostAsync(ServerUnderTest.OfficeKey, id, "clocks/reply/suspension", new { reason = "Waiting for parts", reviewAt = "2030-01-01T09:00:00" });
        var suspended = await PostAsync(ServerUnderTest.OfficeKey, id, "clocks/reply/suspension", new { reason = "Waiting for parts", reviewAt = review });
        var resting = Assert.Single((JsonArray)await suspended.ReadAsync())!;
        var ended = await PostAsync(ServerUnderTest.OfficeKey, id, "clocks/reply/suspension/end", new { reason = "They came" });

        Assert.Equal(HttpStatusCode.BadRequest, local.StatusCode);
        Assert.Equal(("paused", "Waiting for parts"), (resting["standing"]!.GetValue<string>(), resting["suspension"]!["reason"]!.GetValue<string>()));
        var running = Assert.Single((JsonArray)await ended.ReadAsync())!;
        Assert.Equal("running", running["standing"]!.GetValue<string>());
        Assert.Null(running["suspension"]);
    }

    [Fact]
    public async Task A_clock_tells_its_target_its_calendar_and_a_share_below_a_hundred_until_it_is_due()
    {
        var id = await OpenAsync("told");

        var clock = Assert.Single((JsonArray)await (await Server.As(ServerUnderTest.CitizenKey).GetAsync($"/api/cases/{id}/clocks", Stop)).ReadAsync())!;

        Assert.Equal(("PT4H", "CN", "running"), (clock["target"]!.GetValue<string>(), clock["calendar"]!.GetValue<string>(), clock["standing"]!.GetValue<string>()));
        Assert.InRange(clock["percent"]!.GetValue<decimal>(), 0m, 5m);
        Assert.StartsWith("PT3H5", clock["remaining"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.False(clock["provisional"]!.GetValue<bool>());
        Assert.Null(clock["rule"]);
        Assert.Equal(HttpStatusCode.NotFound, (await Server.As(ServerUnderTest.NeighbourKey).GetAsync($"/api/cases/{id}/clocks", Stop)).StatusCode);
    }

    [Fact]
    public async Task A_finding_goes_from_a_refusal_to_a_final_decision_and_each_may_do_only_what_is_theirs()
    {
        var id = await OpenAsync("finding");
        await PostAsync(ServerUnderTest.DeskKey, id, "cancel", new { reason = "Too much work" });

        var proposed = Assert.Single(await FindingsAsync(ServerUnderTest.DeskKey, id))!;
        var early = await PostAsync(ServerUnderTest.OfficeKey, id, "findings/1/appeal", new { reason = "?" });
        var answered = await PostAsync(ServerUnderTest.DeskKey, id, "findings/1/answer", new { text = "I did not know" });
        var own = await PostAsync(ServerUnderTest.DeskKey, id, "findings/1/decision", new { outcome = "dismissed", reason = "We are nice" });
        var decided = await PostAsync(ServerUnderTest.OfficeKey, id, "findings/1/decision", new { outcome = "upheld", reason = "You did" });
        var appealed = await PostAsync(ServerUnderTest.DeskKey, id, "findings/1/appeal", new { reason = "Too hard" });

        Assert.Equal(("outside-duty", "desk", "notified", "outside-duty"), (
            proposed["kind"]!.GetValue<string>(), proposed["against"]!.GetValue<string>(), proposed["stage"]!.GetValue<string>(), proposed["rule"]!.GetValue<string>()));
        Assert.NotNull(proposed["due"]);
        Assert.Equal(64, Assert.Single(proposed["evidence"]!.AsArray())!["hash"]!.GetValue<string>().Length);
        Assert.Equal(HttpStatusCode.Forbidden, early.StatusCode);
        Assert.Equal("answered", Assert.Single((JsonArray)await answered.ReadAsync())!["stage"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.Forbidden, own.StatusCode);
        Assert.Equal("upheld", Assert.Single((JsonArray)await decided.ReadAsync())!["stage"]!.GetValue<string>());
        Assert.Equal("appealed", Assert.Single((JsonArray)await appealed.ReadAsync())!["stage"]!.GetValue<string>());
        await AssertProblemAsync(await PostAsync(ServerUnderTest.DeskKey, id, "findings/7/answer", new { text = "?" }), HttpStatusCode.NotFound, "XZ5431");
    }

    [Fact]
    public async Task What_is_held_against_parties_is_told_to_no_citizen_not_even_by_the_log()
    {
        var id = await OpenAsync("closed-doors");
        await PostAsync(ServerUnderTest.DeskKey, id, "cancel", new { reason = "Too much work" });

        var seen = await FindingsAsync(ServerUnderTest.CitizenKey, id);
        var log = (JsonArray)await (await Server.As(ServerUnderTest.CitizenKey).GetAsync($"/api/cases/{id}/log", Stop)).ReadAsync();

        Assert.Empty(seen);
        Assert.All(log.Where(entry => entry!["type"]!.GetValue<string>() is "finding" or "refused" or "finding-notified"), entry => Assert.Empty(entry!["data"]!.AsObject()));
        Assert.Contains("finding", log.Types());
        Assert.Equal(Enumerable.Range(1, log.Count).Select(place => (long)place), log.Select(entry => entry!["sequence"]!.GetValue<long>()));
        Assert.Equal(HttpStatusCode.NotFound, (await Server.As(ServerUnderTest.NeighbourKey).GetAsync($"/api/cases/{id}/findings", Stop)).StatusCode);
    }

    [Fact]
    public async Task Who_answers_for_a_case_is_told_in_intervals_that_tile_its_life()
    {
        var id = await OpenAsync("whose");
        await PostAsync(ServerUnderTest.DeskKey, id, "tasks/2/complete", new { variables = new { replied = true } });

        var intervals = (JsonArray)await (await Server.As(ServerUnderTest.CitizenKey).GetAsync($"/api/cases/{id}/responsibility", Stop)).ReadAsync();

        Assert.Equal("desk", intervals[^1]!["party"]!.GetValue<string>());
        Assert.NotNull(intervals[^1]!["until"]);
        Assert.All(intervals.Zip(intervals.Skip(1)), pair => Assert.Equal(pair.First!["until"]!.GetValue<string>(), pair.Second!["from"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_ledger_is_for_the_party_itself_those_above_it_and_systems()
    {
        var id = await OpenAsync("ledger");
        var early = DateTimeOffset.UtcNow.AddDays(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

        var own = await Server.As(ServerUnderTest.DeskKey).GetAsync("/api/parties/desk/ledger", Stop);
        var above = await Server.As(ServerUnderTest.OfficeKey).GetAsync("/api/parties/desk/ledger", Stop);
        var before = await Server.As(ServerUnderTest.SystemKey).GetAsync($"/api/parties/desk/ledger?at={early}", Stop);

        var ledger = await own.ReadAsync();
        Assert.Contains(ledger["holds"]!.AsArray(), held => held!["case"]!.GetValue<string>() == id);
        Assert.Contains(ledger["owes"]!.AsArray(), owed => owed!["case"]!.GetValue<string>() == id && owed["clock"]!.GetValue<string>() == "reply");
        Assert.Equal(HttpStatusCode.OK, above.StatusCode);
        Assert.Empty((await before.ReadAsync())["holds"]!.AsArray());
        await AssertProblemAsync(await Server.As(ServerUnderTest.StrangerKey).GetAsync("/api/parties/desk/ledger", Stop), HttpStatusCode.Forbidden, "XZ7013");
        await AssertProblemAsync(await Server.As(ServerUnderTest.DeskKey).GetAsync("/api/parties/office/ledger", Stop), HttpStatusCode.Forbidden, "XZ7013");
        await AssertProblemAsync(await Server.As(ServerUnderTest.NeighbourKey).GetAsync("/api/parties/desk/ledger", Stop), HttpStatusCode.Forbidden, "XZ7013");
        await AssertProblemAsync(await Server.As(ServerUnderTest.SystemKey).GetAsync("/api/parties/nobody/ledger", Stop), HttpStatusCode.NotFound, "XZ7014");
        await AssertProblemAsync(await Server.As(ServerUnderTest.DeskKey).GetAsync("/api/parties/desk/ledger?at=2026-01-05T09:00:00", Stop), HttpStatusCode.BadRequest, "XZ7008");
    }

    [Fact]
    public async Task A_command_on_a_clock_under_a_repeated_key_is_done_once()
    {
        var id = await OpenAsync("twice");
        var client = Server.As(ServerUnderTest.DeskKey);
        client.DefaultRequestHeaders.Add("Idempotency-Key", "ask-1");

        var first = await client.PostAsJsonAsync($"/api/cases/{id}/clocks/reply/extensions", new { amount = "PT2H", reason = "Flood" }, Stop);
        var second = await client.PostAsJsonAsync($"/api/cases/{id}/clocks/reply/extensions", new { amount = "PT2H", reason = "Flood" }, Stop);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Single(Assert.Single((JsonArray)await second.ReadAsync())!["extensions"]!.AsArray());
    }

    [Fact]
    public async Task Only_whoever_operates_the_package_retries_an_incident()
    {
        var id = await OpenAsync("incident");

        await AssertProblemAsync(await PostAsync(ServerUnderTest.DeskKey, id, "incidents/1/retry", new { }), HttpStatusCode.Forbidden, "XZ5101");
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(ServerUnderTest.OfficeKey, id, "incidents/1/retry", new { })).StatusCode);
    }

    [Fact]
    public async Task Who_acts_by_delegation_is_named_with_the_person_on_whose_behalf()
    {
        var files = TinyPackage.Files();
        files["package.json"] = files["package.json"].Replace("\"name\": \"tiny\"", "\"name\": \"staffed\"", StringComparison.Ordinal);
        files["organization.json"] = files["organization.json"].Replace("\"territories\": [],", """
            "territories": [],
            "people": [ { "id": "wang", "title": { "en": "Wang" } }, { "id": "li", "title": { "en": "Li" } } ],
            "positions": [ { "id": "head", "party": "desk", "title": { "en": "Head" }, "holders": [ { "person": "wang" } ] } ],
            "delegations": [ { "giver": "wang", "position": "head", "taker": "li" } ],
            """, StringComparison.Ordinal);
        await PublishAsync(files);
        var opened = await Server.As(ServerUnderTest.CitizenKey).PostAsJsonAsync("/api/cases", new { package = "staffed", key = "1" }, Stop);
        var id = (await opened.ReadAsync())["summary"]!["id"]!.GetValue<string>();

        var nobody = await PostAsync(ServerUnderTest.DeskKey, id, "tasks/2/complete", new { });
        var done = await PostAsync(ServerUnderTest.DeputyKey, id, "tasks/2/complete", new { });

        Assert.Equal(HttpStatusCode.Forbidden, nobody.StatusCode);
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        var actor = (await Server.LogAsync(id))[^1]!["actor"]!;
        Assert.Equal(("desk", "li", "wang"), (actor["party"]!.GetValue<string>(), actor["person"]!.GetValue<string>(), actor["onBehalfOf"]!.GetValue<string>()));
    }

    private async Task<string> OpenAsync(string key)
    {
        if (Interlocked.Exchange(ref _published, 1) == 0)
        {
            var files = TinyPackage.Files("PT4H");
            files["package.json"] = files["package.json"].Replace("\"name\": \"tiny\"", $"\"name\": \"{Package}\"", StringComparison.Ordinal);
            files["service-levels.json"] = files["service-levels.json"].Replace(
                "\"ladder\": \"steps\"",
                "\"ladder\": \"steps\", \"extension\": { \"askedBy\": [\"lead\"], \"grantedBy\": [\"superior\"], \"atMost\": \"PT3H\" }, \"suspension\": { \"by\": [\"superior\"] }",
                StringComparison.Ordinal);
            files["accountability.json"] = """
                {
                  "rules": [ { "id": "outside-duty", "on": ["refused"], "against": "event.actor.party", "when": "event.actor.kind = \"department\" and event.command = \"CancelCase\"", "once": true } ],
                  "findings": { "answer": "PT24H", "decide": "PT24H", "appeal": "PT24H", "decideAppeal": "PT24H" }
                }
                """;
            await PublishAsync(files);
        }

        var opened = await Server.As(ServerUnderTest.CitizenKey).PostAsJsonAsync("/api/cases", new { package = Package, key }, Stop);
        Assert.True(opened.IsSuccessStatusCode, await opened.Content.ReadAsStringAsync(Stop));
        return (await opened.ReadAsync())["summary"]!["id"]!.GetValue<string>();
    }

    private async Task PublishAsync(Dictionary<string, string> files)
    {
        var published = await Server.As(ServerUnderTest.SystemKey).PostAsJsonAsync(
            "/api/packages", new { files = files.Select(file => new { path = file.Key, text = file.Value }) }, Stop);
        Assert.True(published.IsSuccessStatusCode, await published.Content.ReadAsStringAsync(Stop));
    }

    private Task<HttpResponseMessage> PostAsync(string who, string id, string path, object body) =>
        Server.As(who).PostAsJsonAsync($"/api/cases/{id}/{path}", body, Stop);

    private async Task<JsonArray> FindingsAsync(string who, string id) =>
        (JsonArray)await (await Server.As(who).GetAsync($"/api/cases/{id}/findings", Stop)).ReadAsync();

    private static DateTimeOffset DueOf(JsonNode clocks) =>
        DateTimeOffset.Parse(Assert.Single((JsonArray)clocks)!["due"]!.GetValue<string>(), CultureInfo.InvariantCulture);

    private static async Task AssertProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string code) =>
        Assert.Equal((status, code), (answer.StatusCode, (await answer.ReadAsync())["code"]!.GetValue<string>()));
}
