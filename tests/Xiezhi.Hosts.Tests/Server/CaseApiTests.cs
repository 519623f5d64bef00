using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Xiezhi.Hosts.Tests.Server;

[Trait("Needs", "Server")]
public sealed class CaseApiTests(RunningServer running) : IClassFixture<RunningServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private ServerUnderTest Server => running.Server;

    [Fact]
    public async Task A_case_is_opened_worked_on_and_closed()
    {
        var id = await Server.OpenAsync("travels");
        var open = await (await Server.As(ServerUnderTest.DeskKey).GetAsync($"/api/cases/{id}", Stop)).ReadAsync();
        var task = Assert.Single(open["tasks"]!.AsArray())!;
        Assert.Equal("Handle", task["element"]!.GetValue<string>());
        Assert.Equal("desk", Assert.Single(task["owners"]!.AsArray())!.GetValue<string>());
        Assert.Equal("running", Assert.Single(open["clocks"]!.AsArray())!["standing"]!.GetValue<string>());

        var done = await Server.As(ServerUnderTest.DeskKey).PostAsJsonAsync(
            $"/api/cases/{id}/tasks/{task["taskId"]}/complete", new { variables = new { replied = true } }, Stop);

        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        var closed = await done.ReadAsync();
        Assert.Equal("closed", closed["summary"]!["status"]!.GetValue<string>());
        Assert.Equal("met", Assert.Single(closed["clocks"]!.AsArray())!["standing"]!.GetValue<string>());
        Assert.True(closed["variables"]!["replied"]!.GetValue<bool>());
    }

    [Fact]
    public async Task The_same_key_opens_one_case_and_says_so()
    {
        var first = await OpenAsync("twice");
        var second = await OpenAsync("twice");

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        var id = (await first.ReadAsync())["summary"]!["id"]!.GetValue<string>();
        Assert.Equal(id, (await second.ReadAsync())["summary"]!["id"]!.GetValue<string>());
        Assert.Equal($"/api/cases/{id}", first.Headers.Location!.ToString());
        Assert.Single(await CasesAsync(), summary => summary!["key"]!.GetValue<string>() == "twice");
    }

    [Fact]
    public async Task The_header_serves_as_the_key_of_a_case_that_has_none()
    {
        var client = Server.As(ServerUnderTest.CitizenKey);
        client.DefaultRequestHeaders.Add("Idempotency-Key", "by-header");

        var opened = await client.PostAsJsonAsync("/api/cases", new { package = TinyPackage.Name }, Stop);

        Assert.Equal("by-header", (await opened.ReadAsync())["summary"]!["key"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_command_under_a_repeated_idempotency_key_is_done_once()
    {
        var id = await Server.OpenAsync("command-twice");
        var client = Server.As(ServerUnderTest.DeskKey);
        client.DefaultRequestHeaders.Add("Idempotency-Key", "complete-1");

        var first = await client.PostAsJsonAsync($"/api/cases/{id}/tasks/2/complete", new { }, Stop);
        var events = (await Server.LogAsync(id)).Count;
        var second = await client.PostAsJsonAsync($"/api/cases/{id}/tasks/2/complete", new { }, Stop);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(events, (await Server.LogAsync(id)).Count);
    }

    [Fact]
    public async Task The_key_of_one_party_does_not_swallow_the_command_of_another()
    {
        var id = await Server.OpenAsync("shared-key");
        var stranger = Server.As(ServerUnderTest.StrangerKey);
        var desk = Server.As(ServerUnderTest.DeskKey);
        stranger.DefaultRequestHeaders.Add("Idempotency-Key", "1");
        desk.DefaultRequestHeaders.Add("Idempotency-Key", "1");

        await stranger.PostAsJsonAsync($"/api/cases/{id}/tasks/2/complete", new { }, Stop);
        var answer = await desk.PostAsJsonAsync($"/api/cases/{id}/tasks/2/complete", new { }, Stop);

        Assert.Equal("closed", (await answer.ReadAsync())["summary"]!["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_task_completed_by_another_party_is_refused_each_time_and_that_is_recorded()
    {
        var id = await Server.OpenAsync("beyond-duty");
        var stranger = Server.As(ServerUnderTest.StrangerKey);
        stranger.DefaultRequestHeaders.Add("Idempotency-Key", "again");

        var first = await stranger.PostAsJsonAsync($"/api/cases/{id}/tasks/2/complete", new { }, Stop);
        var second = await stranger.PostAsJsonAsync($"/api/cases/{id}/tasks/2/complete", new { }, Stop);

        await AssertProblemAsync(first, HttpStatusCode.Forbidden, "XZ5101");
        await AssertProblemAsync(second, HttpStatusCode.Forbidden, "XZ5101");
        var refusals = (await Server.LogAsync(id)).Where(entry => entry!["type"]!.GetValue<string>() == "refused").ToList();
        Assert.Equal(2, refusals.Count);
        Assert.All(refusals, refused => Assert.Equal("stranger", refused!["actor"]!["party"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_citizen_who_bears_the_id_of_a_party_does_not_pass_for_it_and_sees_no_case_of_others()
    {
        var id = await Server.OpenAsync("neighbour");
        var neighbour = Server.As(ServerUnderTest.NeighbourKey);

        await AssertProblemAsync(await neighbour.GetAsync($"/api/cases/{id}", Stop), HttpStatusCode.NotFound, "XZ6002");
        await AssertProblemAsync(await neighbour.GetAsync($"/api/cases/{id}/log", Stop), HttpStatusCode.NotFound, "XZ6002");
        await AssertProblemAsync(await neighbour.PostAsJsonAsync($"/api/cases/{id}/tasks/2/complete", new { }, Stop), HttpStatusCode.NotFound, "XZ6002");
        await AssertProblemAsync(await neighbour.GetAsync("/api/cases", Stop), HttpStatusCode.Forbidden, "XZ7011");
        await AssertProblemAsync(await neighbour.GetAsync("/api/tasks", Stop), HttpStatusCode.Forbidden, "XZ7011");
        var same = await neighbour.PostAsJsonAsync("/api/cases", new { package = TinyPackage.Name, key = "neighbour" }, Stop);
        await AssertProblemAsync(same, HttpStatusCode.NotFound, "XZ6002");
        Assert.Equal(HttpStatusCode.Forbidden, (await neighbour.GetAsync("/", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Server.As(ServerUnderTest.CitizenKey).GetAsync($"/api/cases/{id}", Stop)).StatusCode);
    }

    [Fact]
    public async Task Another_tenant_sees_nothing()
    {
        var id = await Server.OpenAsync("tenant");
        var other = Server.As(ServerUnderTest.OtherTenantKey);

        await AssertProblemAsync(await other.GetAsync($"/api/cases/{id}", Stop), HttpStatusCode.NotFound, "XZ6002");
        Assert.Empty((await (await other.GetAsync("/api/cases", Stop)).ReadAsync())["items"]!.AsArray());
        Assert.Empty((await (await other.GetAsync("/api/packages", Stop)).ReadAsync()).AsArray());
    }

    [Theory]
    [InlineData("/api/cases/0123456789abcdefghjkmnpq", "XZ6002")]
    [InlineData("/api/cases/no-id", "XZ6002")]
    [InlineData("/api/cases/0123456789abcdefghjkmnpq/log", "XZ6002")]
    [InlineData("/api/packages/nothing", "XZ7006")]
    public async Task What_is_not_there_is_a_problem_404(string address, string code) =>
        await AssertProblemAsync(await Server.As(ServerUnderTest.OfficeKey).GetAsync(address, Stop), HttpStatusCode.NotFound, code);

    [Fact]
    public async Task A_task_that_is_not_there_is_a_problem_404()
    {
        var id = await Server.OpenAsync("no-task");

        var answer = await Server.As(ServerUnderTest.DeskKey).PostAsJsonAsync($"/api/cases/{id}/tasks/77/complete", new { }, Stop);

        await AssertProblemAsync(answer, HttpStatusCode.NotFound, "XZ7007");
    }

    [Fact]
    public async Task A_cancelled_case_takes_no_more_commands()
    {
        var id = await Server.OpenAsync("cancelled");
        var cancelled = await Server.As(ServerUnderTest.OfficeKey).PostAsJsonAsync($"/api/cases/{id}/cancel", new { reason = "twice reported" }, Stop);
        Assert.Equal("cancelled", (await cancelled.ReadAsync())["summary"]!["status"]!.GetValue<string>());

        var answer = await Server.As(ServerUnderTest.DeskKey).PostAsJsonAsync($"/api/cases/{id}/tasks/2/complete", new { }, Stop);

        await AssertProblemAsync(answer, HttpStatusCode.Conflict, "XZ5102");
    }

    [Fact]
    public async Task A_message_that_nothing_waits_for_is_a_conflict()
    {
        var id = await Server.OpenAsync("message");

        var answer = await Server.As(ServerUnderTest.OfficeKey).PostAsJsonAsync($"/api/cases/{id}/messages", new { name = "nobody listens" }, Stop);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    [Fact]
    public async Task A_problem_speaks_the_language_that_is_asked_for()
    {
        var client = Server.As(ServerUnderTest.OfficeKey);
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("fr, zh;q=0.8, en;q=0.5");

        var problem = await (await client.GetAsync("/api/packages/nothing", Stop)).ReadAsync();

        Assert.Equal("没有名为“nothing”的规则包。", problem["detail"]!.GetValue<string>());
        Assert.Equal("请查询规则包列表；以名称或标识引用。", problem["mend"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("{\"package\":\"tiny\",\"key\":\"x\",\"vars\":{}}", "vars")]
    [InlineData("{\"package\":\"tiny\",\"package\":\"tiny\",\"key\":\"x\"}", "package")]
    [InlineData("{\"key\":\"x\"}", "package")]
    [InlineData("{\"package\":\"tiny\",\"key\":\"x\",\"variables\":[]}", "object")]
    [InlineData("{\"package\":", "")]
    public async Task A_body_that_is_not_as_described_is_refused_with_what_is_wrong(string body, string named)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        var answer = await Server.As(ServerUnderTest.CitizenKey).PostAsync("/api/cases", content, Stop);

        var problem = await AssertProblemAsync(answer, HttpStatusCode.BadRequest, "XZ7005");
        Assert.Contains(named, problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task A_body_that_a_form_of_another_site_could_send_is_refused(string type)
    {
        using var content = new StringContent("{\"package\":\"tiny\",\"key\":\"form\"}", Encoding.UTF8, type);

        var answer = await Server.As(ServerUnderTest.CitizenKey).PostAsync("/api/cases", content, Stop);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.DoesNotContain(await CasesAsync(), summary => summary!["key"]!.GetValue<string>() == "form");
    }

    [Fact]
    public async Task A_body_over_a_mebibyte_is_refused()
    {
        using var content = new StringContent("{\"package\":\"tiny\",\"key\":\"" + new string('x', 1 << 20) + "\"}", Encoding.UTF8, "application/json");

        var answer = await Server.As(ServerUnderTest.CitizenKey).PostAsync("/api/cases", content, Stop);

        await AssertProblemAsync(answer, HttpStatusCode.RequestEntityTooLarge, "XZ7004");
    }

    [Fact]
    public async Task What_went_wrong_in_a_procedure_is_told_to_parties_and_not_to_the_petitioner()
    {
        var files = TinyPackage.Files("PT4H");
        files["package.json"] = files["package.json"].Replace("\"name\": \"tiny\"", "\"name\": \"stuck\"", StringComparison.Ordinal);
        files["tiny.bpmn"] = files["tiny.bpmn"].Replace(
            """<sequenceFlow id="b" sourceRef="Handle" targetRef="End"/>""",
            """
            <exclusiveGateway id="Which"/><sequenceFlow id="b" sourceRef="Handle" targetRef="Which"/>
            <sequenceFlow id="c" sourceRef="Which" targetRef="End"><conditionExpression>1 = 2</conditionExpression></sequenceFlow>
            """,
            StringComparison.Ordinal).Replace("<incoming>b</incoming>", "", StringComparison.Ordinal);
        await Server.As(ServerUnderTest.SystemKey).PostAsJsonAsync("/api/packages", new { files = files.Select(file => new { path = file.Key, text = file.Value }) }, Stop);
        var opened = await Server.As(ServerUnderTest.CitizenKey).PostAsJsonAsync("/api/cases", new { package = "stuck", key = "stuck" }, Stop);
        var id = (await opened.ReadAsync())["summary"]!["id"]!.GetValue<string>();
        await Server.As(ServerUnderTest.DeskKey).PostAsJsonAsync($"/api/cases/{id}/tasks/{await Server.TaskAsync(id)}/complete", new { }, Stop);

        var desk = await (await Server.As(ServerUnderTest.DeskKey).GetAsync($"/api/cases/{id}", Stop)).ReadAsync();
        var petitioner = await (await Server.As(ServerUnderTest.CitizenKey).GetAsync($"/api/cases/{id}", Stop)).ReadAsync();

        Assert.Equal("Which", Assert.Single(desk["incidents"]!.AsArray())!["element"]!.GetValue<string>());
        Assert.Empty(petitioner["incidents"]!.AsArray());
    }

    [Fact]
    public async Task Cases_and_tasks_come_in_pages()
    {
        await Server.OpenAsync("page-1");
        await Server.OpenAsync("page-2");
        var office = Server.As(ServerUnderTest.OfficeKey);

        var cases = await (await office.GetAsync("/api/cases?status=open&lead=desk&take=1", Stop)).ReadAsync();
        var tasks = await (await office.GetAsync("/api/tasks?owner=desk&skip=1&take=1", Stop)).ReadAsync();

        Assert.True(cases["more"]!.GetValue<bool>());
        Assert.Equal("desk", Assert.Single(cases["items"]!.AsArray())!["lead"]!.GetValue<string>());
        Assert.Equal("Handle it", Assert.Single(tasks["items"]!.AsArray())!["name"]!.GetValue<string>());
        await AssertProblemAsync(await office.GetAsync("/api/cases?take=0", Stop), HttpStatusCode.BadRequest, "XZ7008");
        await AssertProblemAsync(await office.GetAsync("/api/cases?status=ajar", Stop), HttpStatusCode.BadRequest, "XZ7008");
    }

    [Fact]
    public async Task A_party_reads_no_inbox_but_its_own()
    {
        var answer = await Server.As(ServerUnderTest.DeskKey).GetAsync("/api/notifications?recipient=office", Stop);

        await AssertProblemAsync(answer, HttpStatusCode.Forbidden, "XZ7012");
    }

    [Fact]
    public async Task A_decision_is_made_and_explained()
    {
        var answer = await Server.As(ServerUnderTest.OfficeKey).PostAsJsonAsync(
            "/api/decisions/Urgency", new { package = TinyPackage.Name, inputs = new { topic = "fire" } }, Stop);

        var decided = await answer.ReadAsync();
        Assert.Equal("high", decided["value"]!.GetValue<string>());
        Assert.Equal("fire", decided["explanation"]!["inputs"]!["topic"]!.GetValue<string>());
        var table = Assert.Single(decided["explanation"]!["tables"]!.AsArray())!;
        Assert.Equal(1, Assert.Single(table["matchedRules"]!.AsArray())!.GetValue<int>());
    }

    [Fact]
    public async Task A_decision_tells_the_first_cell_that_refused_in_each_other_rule_where_that_is_asked_for()
    {
        var client = Server.As(ServerUnderTest.OfficeKey);
        var asked = await client.PostAsJsonAsync("/api/decisions/Urgency", new { package = TinyPackage.Name, inputs = new { topic = "flood" }, refusals = true }, Stop);
        var plain = await client.PostAsJsonAsync("/api/decisions/Urgency", new { package = TinyPackage.Name, inputs = new { topic = "flood" } }, Stop);

        var expression = (await asked.ReadAsync())["explanation"]!["expression"]!;
        Assert.Equal("decision-table", expression["kind"]!.GetValue<string>());
        Assert.Equal("low", expression["value"]!.GetValue<string>());
        var table = expression["table"]!;
        var refused = Assert.Single(table["refusals"]!.AsArray())!;
        Assert.Equal((1, "fire", "\"fire\"", "flood"), (
            refused["rule"]!.GetValue<int>(), refused["ruleId"]!.GetValue<string>(), refused["cell"]!.GetValue<string>(), refused["input"]!.GetValue<string>()));
        Assert.Equal((2, "rest"), (Assert.Single(table["matches"]!.AsArray())!["rule"]!.GetValue<int>(), table["matches"]![0]!["ruleId"]!.GetValue<string>()));
        Assert.Empty((await plain.ReadAsync())["explanation"]!["expression"]!["table"]!["refusals"]!.AsArray());
    }

    [Fact]
    public async Task A_decision_that_is_not_there_is_a_problem_404()
    {
        var answer = await Server.As(ServerUnderTest.OfficeKey).PostAsJsonAsync("/api/decisions/Nothing", new { package = TinyPackage.Name }, Stop);

        await AssertProblemAsync(answer, HttpStatusCode.NotFound, "XZ5105");
    }

    private async Task<HttpResponseMessage> OpenAsync(string key) =>
        await Server.As(ServerUnderTest.CitizenKey).PostAsJsonAsync("/api/cases", new { package = TinyPackage.Name, key }, Stop);

    private async Task<JsonArray> CasesAsync() =>
        (JsonArray)(await (await Server.As(ServerUnderTest.OfficeKey).GetAsync("/api/cases?take=200", Stop)).ReadAsync())["items"]!;

    private static async Task<JsonNode> AssertProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.ReadAsync();
        Assert.Equal(code, problem["code"]!.GetValue<string>());
        return problem;
    }
}

/// <summary>One server with the tiny package, whose promise is too long to matter, for all tests of a class.</summary>
public sealed class RunningServer : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    internal ServerUnderTest Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = ServerUnderTest.Start(_folder);
        await Server.PublishAsync("PT1H");
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Dispose();
    }
}
