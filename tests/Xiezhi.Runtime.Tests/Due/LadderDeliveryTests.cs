using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Escalation;
using Xiezhi.Governance.Tests;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Due;
using Xiezhi.Runtime.Notifications;
using Xiezhi.Runtime.Outbox;
using Xiezhi.Storage.Schema;

namespace Xiezhi.Runtime.Tests.Due;

/// <summary>What ladders ask of the world outside: supervision cases, reminders in digests, decisions on more time.</summary>
public sealed class LadderDeliveryTests
{
    [Fact]
    public async Task A_supervision_case_is_opened_once_with_the_package_in_force()
    {
        await using var engine = await Engine.StartAsync(null, ("service-levels.json", Levels("""{ "at": "50%", "do": "supervise", "package": "supervision", "to": "city" }""")));
        var manifest = TestPackage.Manifest.Replace("\"test\"", "\"supervision\"", StringComparison.Ordinal).Replace("[\"citizen\"]", "[\"system\"]", StringComparison.Ordinal);
        Assert.True((await engine.Packages.PublishAsync(Engine.Tenant, TestPackage.Files(("package.json", manifest)), null, Engine.Publisher)).Published);
        var id = (await engine.OpenAsync("1")).Case;

        engine.Time.Advance(TimeSpan.FromHours(2));
        await engine.Work.RunAsync();
        await engine.Work.RunAsync();

        var ordered = (await engine.LogAsync(id)).Select(recorded => recorded.Event).OfType<SupervisionOrdered>().Single();
        var opened = await engine.Cases.FindAsync(Engine.Tenant, CaseEngine.IdFor(Engine.Tenant, "supervision", ordered.Key));
        Assert.Equal((ordered.Key, id.ToString(), "city"), (opened!.Key, Text(opened, "origin"), Text(opened, "supervisor")));
        Assert.Equal(2, (await engine.Queries.ListCasesAsync(new CaseFilter(Engine.Tenant), default)).Length);
    }

    [Fact]
    public async Task A_supervision_whose_package_is_not_in_force_is_tried_again_and_then_set_aside()
    {
        await using var engine = await Engine.StartAsync(null, ("service-levels.json", Levels("""{ "at": "50%", "do": "supervise", "package": "nowhere", "to": "city" }""")));
        await engine.OpenAsync("1");

        for (var i = 0; i < 30; i++)
        {
            engine.Time.Advance(TimeSpan.FromHours(2));
            await engine.Work.RunAsync();
        }

        Assert.Null(await engine.Get<IOutboxStore>().NextAttemptAsync(default));
        Assert.Single(await engine.Queries.ListCasesAsync(new CaseFilter(Engine.Tenant), default));
    }

    [Fact]
    public async Task A_storm_of_reminders_to_one_party_becomes_one_digest_when_its_window_is_over()
    {
        await using var engine = await Engine.StartAsync(
            services => services.Configure<XiezhiOptions>(options => options.DigestWindow = TimeSpan.FromHours(1)),
            ("service-levels.json", Levels("""{ "at": "50%", "do": "remind" }""")));
        for (var i = 0; i < 150; i++)
        {
            await engine.OpenAsync("storm " + i);
        }

        // Two hours after 01:00 all are due at 03:00; their window ends at 04:00.
        engine.Time.Advance(TimeSpan.FromHours(2));
        await engine.Work.RunAsync();
        var inbox = engine.Get<INotificationStore>();
        Assert.Empty(await inbox.ListAsync(Engine.Tenant, "office", 0, 500, default));
        Assert.Equal(Engine.Start.AddHours(3), await engine.Get<IOutboxStore>().NextAttemptAsync(default));

        engine.Time.Advance(TimeSpan.FromHours(1));
        await engine.Work.RunAsync();
        await engine.Work.RunAsync();

        // A batch is a hundred messages: the storm is two digests, and nobody is forgotten.
        var told = await inbox.ListAsync(Engine.Tenant, "office", 0, 500, default);
        Assert.Equal(["100", "50"], told.Where(digest => digest.Content["about"].AsString == "digest").Select(digest => digest.Content["count"].ToString()).Order());
    }

    [Fact]
    public async Task One_reminder_in_a_window_stays_a_reminder_and_findings_do_not_wait()
    {
        await using var engine = await Engine.StartAsync(services => services.Configure<XiezhiOptions>(options => options.DigestWindow = TimeSpan.FromHours(1)));
        await engine.OpenAsync("1");

        engine.Time.Advance(TimeSpan.FromHours(4.5));
        await engine.Work.RunAsync();
        var inbox = engine.Get<INotificationStore>();
        Assert.Equal("finding", Assert.Single(await inbox.ListAsync(Engine.Tenant, "office", 0, 10, default)).Content["about"].AsString);
        engine.Time.Advance(TimeSpan.FromHours(1));
        await engine.Work.RunAsync();

        Assert.Equal(["finding", "remind"], (await inbox.ListAsync(Engine.Tenant, "office", 0, 10, default)).Select(told => told.Content["about"].AsString!).Order());
    }

    [Fact]
    public async Task Whoever_decides_on_more_time_is_told_of_the_request_and_whoever_asked_of_the_answer()
    {
        var levels = TestPackage.ServiceLevels.Replace("\"stop\"", "\"extension\": {}, \"stop\"", StringComparison.Ordinal);
        await using var engine = await Engine.StartAsync(null, ("service-levels.json", levels));
        var id = (await engine.OpenAsync("1")).Case;

        Assert.Equal(CommandStatus.Done, (await engine.Cases.ExecuteAsync(Engine.Tenant, id, new RequestExtension("reply", "PT2H", "flood"), Engine.Office)).Status);
        await engine.Work.RunAsync();
        var inbox = engine.Get<INotificationStore>();
        Assert.Equal("extension-requested", Assert.Single(await inbox.ListAsync(Engine.Tenant, "bureau", 0, 10, default)).Content["about"].AsString);
        await engine.Cases.ExecuteAsync(Engine.Tenant, id, new GrantExtension("reply", "yes"), new Actor(Governance.Parties.PartyKind.Department, "bureau"));
        await engine.Work.RunAsync();

        Assert.Equal("extension-granted", Assert.Single(await inbox.ListAsync(Engine.Tenant, "office", 0, 10, default)).Content["about"].AsString);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Provisional_due_times_are_worked_out_again_when_a_later_version_publishes_the_year_whatever_another_case_suffers_from(bool withUnreadable)
    {
        const string Calendar = """
            { "id": "city", "title": "City", "zone": "Asia/Shanghai", "provisional": true, "publishedYears": [2023], "week": { "monday-friday": ["09:00-17:00"] }, "dates": [] }
            """;
        var published = Calendar.Replace("[2023]", "[2023, 2024]", StringComparison.Ordinal)
            .Replace("\"dates\": []", "\"dates\": [ { \"date\": \"2024-09-13\", \"closed\": true } ]", StringComparison.Ordinal);
        var levels = TestPackage.ServiceLevels.Replace("\"PT4H\", \"calendar\": \"CN\"", "\"12wh\", \"calendar\": \"city\"", StringComparison.Ordinal);
        await using var engine = await Engine.StartAsync(null, ("service-levels.json", levels), ("calendars/city.json", Calendar));
        var before = (await engine.OpenAsync("1")).State!.Clocks.Single();

        engine.Time.Advance(TimeSpan.FromHours(1));
        if (withUnreadable)
        {
            // The latest opened is looked at first.
            var unreadable = (await engine.OpenAsync("unreadable")).Case.ToString();
            await using (var database = await engine.Get<IDatabases>().OpenAsync(default))
            {
                await database.Events.Where(row => row.CaseId == unreadable).ExecuteUpdateAsync(rows => rows.SetProperty(row => row.Text, "{"));
            }

            await engine.RestartAsync();
        }

        Assert.True((await engine.Packages.PublishAsync(
            Engine.Tenant, TestPackage.Files(("service-levels.json", levels), ("calendars/city.json", published)), null, Engine.Publisher)).Published);
        Assert.Equal(1, await engine.Get<ProvisionalWork>().RunAsync(Engine.Tenant));
        Assert.Equal(0, await engine.Get<ProvisionalWork>().RunAsync(Engine.Tenant));

        // 12 hours of work: Thursday whole, and four hours of Friday 13 September, which is closed now; so Monday.
        var after = (await engine.Cases.FindAsync(Engine.Tenant, (await engine.Queries.ListCasesAsync(new CaseFilter(Engine.Tenant), default))[^1].Id))!.Clocks.Single();
        Assert.Equal((true, new DateTimeOffset(2024, 9, 13, 5, 0, 0, TimeSpan.Zero)), (before.Provisional, before.Due));
        Assert.Equal((false, new DateTimeOffset(2024, 9, 16, 5, 0, 0, TimeSpan.Zero)), (after.Provisional, after.Due));
    }

    private static string Text(CaseState state, string name) => state.Workflow.Variables.TryGet(name, out var value) ? value.AsString ?? "" : "";

    private static string Levels(string step) => $$"""
        { "ladders": [ { "id": "standard", "steps": [ {{step}} ] } ],
          "serviceLevels": [ { "id": "standard", "clocks": [ { "id": "reply", "target": "PT4H", "calendar": "CN", "stop": "replied = true", "ladder": "standard" } ] } ] }
        """;
}
