using System.Net;
using System.Text.Json.Nodes;

namespace Xiezhi.Hosts.Tests.Server;

/// <summary>How parties handle a case between them, over HTTP.</summary>
[Trait("Needs", "Server")]
public sealed class HandlingApiTests(RunningServer running) : IClassFixture<RunningServer>
{
    private const string Desk = ServerUnderTest.DeskKey;
    private const string Office = ServerUnderTest.OfficeKey;
    private const string Stranger = ServerUnderTest.StrangerKey;
    private const string Citizen = ServerUnderTest.CitizenKey;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private ServerUnderTest Server => running.Server;

    [Fact]
    public async Task A_task_is_claimed_by_one_and_whoever_comes_second_is_told_so()
    {
        var id = await Server.OpenHandledAsync("claim");
        var at = $"tasks/{await Server.TaskAsync(id)}/";

        var claimed = await (await Server.PostAsync(Desk, id, at + "claim")).ReadAsync();

        Assert.Equal("desk", Assert.Single(claimed["claims"]!.AsArray())!["holder"]!["party"]!.GetValue<string>());
        await Server.PostAsync(Stranger, id, at + "claim").AssertIsAsync(HttpStatusCode.Conflict, "XZ5652");
        await Server.PostAsync(Stranger, id, at + "complete").AssertIsAsync(HttpStatusCode.Conflict, "XZ5652");
        await Server.PostAsync(Citizen, id, at + "claim").AssertIsAsync(HttpStatusCode.Forbidden, "XZ5101");
        await Server.PostAsync(Desk, id, "tasks/999/claim").AssertIsAsync(HttpStatusCode.NotFound, "XZ7007");
        await Server.PostAsync(Office, id, at + "release").AssertIsAsync(HttpStatusCode.UnprocessableEntity, "XZ5509");
        await Server.PostAsync(Office, id, at + "assign", new { party = "stranger" }).AssertIsAsync(HttpStatusCode.Conflict, "XZ5652");
        await Server.PostAsync(Office, id, at + "release", new { reason = "The desk is closed" });
        var assigned = await (await Server.PostAsync(Office, id, at + "assign", new { party = "stranger" })).ReadAsync();
        Assert.Equal("stranger", Assert.Single(assigned["claims"]!.AsArray())!["holder"]!["party"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_task_that_is_passed_on_is_declined_in_writing_or_accepted()
    {
        var id = await Server.OpenHandledAsync("delegate");
        var at = $"tasks/{await Server.TaskAsync(id)}/";
        await Server.PostAsync(Desk, id, at + "claim");

        await Server.PostAsync(Desk, id, at + "delegate", new { party = "stranger" }).AssertIsAsync(HttpStatusCode.UnprocessableEntity, "XZ5509");
        await Server.PostAsync(Desk, id, at + "delegate", new { party = "office", reason = "Busy" }).AssertIsAsync(HttpStatusCode.UnprocessableEntity, "XZ5655");
        var offered = await (await Server.PostAsync(Desk, id, at + "delegate", new { party = "stranger", reason = "Busy" })).ReadAsync();
        Assert.Equal("stranger", Assert.Single(offered["claims"]!.AsArray())!["offered"]!["party"]!.GetValue<string>());
        await Server.PostAsync(Stranger, id, at + "decline").AssertIsAsync(HttpStatusCode.UnprocessableEntity, "XZ5509");
        var accepted = await (await Server.PostAsync(Stranger, id, at + "accept")).ReadAsync();

        var claim = Assert.Single(accepted["claims"]!.AsArray())!;
        Assert.Equal(("stranger", "desk"), (claim["holder"]!["party"]!.GetValue<string>(), Assert.Single(claim["givers"]!.AsArray())!["party"]!.GetValue<string>()));
        await Server.PostAsync(Stranger, id, at + "decline", new { reason = "Late" }).AssertIsAsync(HttpStatusCode.Conflict, "XZ5657");
    }

    [Fact]
    public async Task The_worklist_and_the_pages_show_who_holds_a_task_and_mine_are_those_that_I_hold()
    {
        var id = await Server.OpenHandledAsync("mine");
        await Server.PostAsync(Stranger, id, $"tasks/{await Server.TaskAsync(id)}/claim");

        var theirs = await MineAsync(Stranger);
        var page = await Server.As(Office).GetStringAsync($"/cases/{id}", Stop);

        Assert.Equal("stranger", Assert.Single(theirs, task => task!["case"]!.GetValue<string>() == id)!["holderParty"]!.GetValue<string>());
        Assert.DoesNotContain(await MineAsync(Desk), task => task!["case"]!.GetValue<string>() == id);
        Assert.Contains("Held by", page, StringComparison.Ordinal);
        Assert.Contains("<td>Stranger</td>", page, StringComparison.Ordinal);
        var citizens = await (await Server.As(Citizen).GetAsync($"/api/cases/{id}", Stop)).ReadAsync();
        Assert.Null(Assert.Single(citizens["tasks"]!.AsArray())!["holderParty"]);
    }

    [Fact]
    public async Task A_co_handler_owes_until_it_contributes_and_the_lead_waits_for_it()
    {
        var id = await Server.OpenHandledAsync("together");
        var task = await Server.TaskAsync(id);

        await Server.PostAsync(Desk, id, "co-handlers", new { party = "stranger" }).AssertIsAsync(HttpStatusCode.UnprocessableEntity, "XZ5227");
        await Server.PostAsync(Desk, id, "co-handlers", new { party = "nobody", reason = "?" }).AssertIsAsync(HttpStatusCode.UnprocessableEntity, "XZ5006");
        await Server.PostAsync(Stranger, id, "co-handlers", new { party = "office", reason = "?" }).AssertIsAsync(HttpStatusCode.Forbidden, "XZ5101");
        var invited = await (await Server.PostAsync(Desk, id, "co-handlers", new { party = "stranger", reason = "Its pipes" })).ReadAsync();
        Assert.Equal(("invited", true), StandingOf(invited));
        await Server.PostAsync(Desk, id, $"tasks/{task}/complete").AssertIsAsync(HttpStatusCode.Conflict, "XZ5604");
        await Server.PostAsync(Desk, id, "co-handlers/office/dismissal", new { reason = "?" }).AssertIsAsync(HttpStatusCode.NotFound, "XZ5601");
        await Server.PostAsync(Stranger, id, "co-handling/acknowledgement");
        await Server.PostAsync(Stranger, id, "co-handling/disclaimer", new { reason = "Not our pipes" });
        var kept = await (await Server.PostAsync(Desk, id, "co-handlers/stranger/disclaimer/decision", new { accepted = false, reason = "They are" })).ReadAsync();
        Assert.Equal(("acknowledged", true), StandingOf(kept));
        var given = await (await Server.PostAsync(Stranger, id, "co-handling/contribution", new { text = "The pipe is mended; the desk was slow" })).ReadAsync();
        Assert.Equal(("contributed", false), StandingOf(given));
        await Server.PostAsync(Desk, id, "co-handling/waiver", new { reason = "?" }).AssertIsAsync(HttpStatusCode.Conflict, "XZ5601");

        var told = await Server.As(Citizen).GetStringAsync($"/api/cases/{id}", Stop)
            + await Server.As(Citizen).GetStringAsync($"/api/cases/{id}/log", Stop) + await Server.As(Citizen).GetStringAsync($"/api/cases/{id}/handling", Stop);
        Assert.Contains("slow", (await (await Server.As(Office).GetAsync($"/api/cases/{id}", Stop)).ReadAsync())["variables"]!["contributions"]!["stranger"]!["text"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain("slow", told, StringComparison.Ordinal);
        Assert.DoesNotContain("pipes", told, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Server.PostAsync(Desk, id, $"tasks/{task}/complete")).StatusCode);
    }

    [Fact]
    public async Task A_whistle_is_heard_reported_to_judged_and_closed_by_all()
    {
        var id = await Server.OpenHandledAsync("whistle");

        await Server.PostAsync(Desk, id, "whistles", new { kind = "fire", parties = new[] { "stranger" }, reason = "?", place = "?" }).AssertIsAsync(HttpStatusCode.NotFound, "XZ5606");
        await Server.PostAsync(Desk, id, "whistles", new { kind = "flood", parties = new[] { (string?)null }, reason = "?", place = "?" }).AssertIsAsync(HttpStatusCode.UnprocessableEntity, "XZ5610");
        await Server.PostAsync(Desk, id, "whistles", new { kind = "flood", parties = new[] { "stranger" }, reason = "Flood" }).AssertIsAsync(HttpStatusCode.UnprocessableEntity, "XZ5227");
        await Server.PostAsync(Desk, id, "whistles", new { kind = "flood", parties = new[] { "stranger" }, reason = "Flood", place = "Bridge" });
        await Server.PostAsync(Desk, id, "whistles/1/calls", new { parties = new[] { "office" }, reason = "Worse" });
        await Server.PostAsync(Stranger, id, "whistles/2/acknowledgement").AssertIsAsync(HttpStatusCode.NotFound, "XZ5606");
        await Server.PostAsync(Stranger, id, "whistles/1/acknowledgement");
        await Server.PostAsync(Stranger, id, "whistles/1/report", new { words = "With a pump" });
        await Server.PostAsync(Desk, id, "whistles/1/evaluations", new { party = "stranger", grades = new object?[] { null } }).AssertIsAsync(HttpStatusCode.UnprocessableEntity, "XZ5613");
        var judged = await (await Server.PostAsync(Desk, id, "whistles/1/evaluations", new { party = "stranger", grades = new[] { new { criterion = "speed", grade = "good" } } })).ReadAsync();

        var call = Assert.Single(judged["whistles"]!.AsArray())!["calls"]!.AsArray()[0]!;
        Assert.Equal(("stranger", 5), (call["party"]!.GetValue<string>(), call["points"]!.GetValue<int>()));
        Assert.NotNull(call["arrivedAt"]);
        await Server.PostAsync(Desk, id, "closings/co-handling", new { words = "?" }).AssertIsAsync(HttpStatusCode.NotFound, "XZ5615");
        await Server.PostAsync(Desk, id, "closings/whistle:1", new { words = "The road is dry" });
        await Server.PostAsync(Stranger, id, "closings/whistle:1/dissent").AssertIsAsync(HttpStatusCode.UnprocessableEntity, "XZ5227");
        await Server.PostAsync(Stranger, id, "closings/whistle:1/dissent", new { reason = "It is wet" });
        await Server.PostAsync(Office, id, "closings/whistle:1/over-silence", new { reason = "We say nothing" }).AssertIsAsync(HttpStatusCode.Forbidden, "XZ5619");
        var closed = await (await Server.PostAsync(Office, id, "closings/whistle:1/agreement")).ReadAsync();
        var closing = Assert.Single(closed["closings"]!.AsArray())!;
        Assert.True(closing["closed"]!.GetValue<bool>());
        Assert.Equal(["office", "stranger"], closing["positions"]!.AsArray().Select(position => position!["party"]!.GetValue<string>()));
        Assert.Contains("refused", (await Server.LogAsync(id)).Types());
    }

    [Fact]
    public async Task A_closed_case_is_called_back_until_somebody_is_reached()
    {
        var id = await Server.OpenHandledAsync("called back");
        await Server.PostAsync(Desk, id, $"tasks/{await Server.TaskAsync(id)}/complete");

        Assert.True(Assert.Single((await Server.HandlingAsync(Office, id))["callBacks"]!.AsArray())!["waits"]!.GetValue<bool>());
        await Server.PostAsync(Desk, id, "call-backs/1/attempts", new { reached = false }).AssertIsAsync(HttpStatusCode.Forbidden, "XZ5101");
        await Server.PostAsync(Office, id, "call-backs/2/attempts", new { reached = false }).AssertIsAsync(HttpStatusCode.NotFound, "XZ5666");
        await Server.PostAsync(Office, id, "call-backs/1/attempts", new { reached = true }).AssertIsAsync(HttpStatusCode.UnprocessableEntity, "XZ5668");
        await Server.PostAsync(Office, id, "call-backs/1/attempts", new { reached = false, words = "No answer" });
        var over = await (await Server.PostAsync(Office, id, "call-backs/1/attempts", new { reached = true, satisfied = true, words = "Thanks" })).ReadAsync();

        var callBack = Assert.Single(over["callBacks"]!.AsArray())!;
        Assert.Equal((false, true, 2), (callBack["waits"]!.GetValue<bool>(), callBack["satisfied"]!.GetValue<bool>(), callBack["attempts"]!.GetValue<int>()));
    }

    [Fact]
    public async Task The_arbiter_appoints_who_leads_in_writing()
    {
        var id = await Server.OpenHandledAsync("arbiter");

        await Server.PostAsync(Office, id, "arbitration/lead", new { party = "stranger", reason = "?" }).AssertIsAsync(HttpStatusCode.Conflict, "XZ5626");
        await Server.PostAsync(Desk, id, "arbitration").AssertIsAsync(HttpStatusCode.UnprocessableEntity, "XZ5627");
        var referred = await (await Server.PostAsync(Desk, id, "arbitration", new { reason = "Nobody takes it" })).ReadAsync();
        await Server.PostAsync(Desk, id, "arbitration/lead", new { party = "stranger", reason = "?" }).AssertIsAsync(HttpStatusCode.Forbidden, "XZ5101");
        await Server.PostAsync(Office, id, "arbitration/lead", new { party = "strange", reason = "?" }).AssertIsAsync(HttpStatusCode.UnprocessableEntity, "XZ5628");
        var appointed = await (await Server.PostAsync(Office, id, "arbitration/lead", new { party = "stranger", reason = "Its road", hadDuty = false })).ReadAsync();

        Assert.Equal((true, "office"), (referred["arbitration"]!["open"]!.GetValue<bool>(), referred["arbitration"]!["arbiter"]!.GetValue<string>()));
        Assert.Equal((false, "stranger"), (appointed["arbitration"]!["open"]!.GetValue<bool>(), appointed["arbitration"]!["appointed"]!.GetValue<string>()));
    }

    private static (string, bool) StandingOf(JsonNode handling)
    {
        var one = Assert.Single(handling["coHandlers"]!.AsArray())!;
        return (one["status"]!.GetValue<string>(), one["owes"]!.GetValue<bool>());
    }

    private async Task<JsonArray> MineAsync(string key) =>
        (await (await Server.As(key).GetAsync("/api/tasks?mine=true&take=200", Stop)).ReadAsync())["items"]!.AsArray();
}
