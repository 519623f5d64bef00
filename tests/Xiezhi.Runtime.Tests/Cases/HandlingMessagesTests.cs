using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Closing;
using Xiezhi.Governance.Handling.CoHandling;
using Xiezhi.Governance.Handling.Whistles;
using Xiezhi.Governance.Parties;
using Xiezhi.Runtime.Notifications;

namespace Xiezhi.Runtime.Tests.Cases;

/// <summary>Who is told what where several parties handle a case: whoever is called or invited, the lead, and the petitioner.</summary>
public sealed class HandlingMessagesTests
{
    private const string Handling = """
        {
          "coHandling": { "limits": { "contribute": "PT8H" } },
          "whistles": [ { "id": "flood", "limits": { "acknowledge": "PT30M", "arrive": "PT2H", "speak": "PT4H" } } ]
        }
        """;

    private static readonly Actor Bureau = new(PartyKind.Department, "bureau");

    [Fact]
    public async Task Whoever_is_called_the_caller_and_the_petitioner_learn_what_they_need()
    {
        await using var engine = await Engine.StartAsync(null, ("handling.json", Handling));
        var id = (await engine.OpenAsync("1")).Case;
        await DoAsync(engine, id, new BlowWhistle("flood", ["bureau", "city"], "Water stands in the street", "Bridge 3"), Engine.Office);
        await DoAsync(engine, id, new ReportOnSite(1, "Here"), Bureau);
        engine.Time.Advance(TimeSpan.FromHours(3));
        await engine.Work.RunAsync();
        await DoAsync(engine, id, new ProposeClosing("whistle:1", "Dry"), Engine.Office);
        await DoAsync(engine, id, new AgreeToClosing("whistle:1", ""), Bureau);
        engine.Time.Advance(TimeSpan.FromHours(5));
        await engine.Work.RunAsync();
        await DoAsync(engine, id, new DissentFromClosing("whistle:1", "Not yet"), Engine.City);
        await engine.Work.RunAsync();

        Assert.Equal(["closing-proposed", "closing-silent", "jointly-closed", "whistle-blown"], await ToldAsync(engine, "bureau"));
        Assert.Equal(["call-unacknowledged", "closing-proposed", "closing-silent", "jointly-closed", "no-show", "whistle-blown"], await ToldAsync(engine, "city"));
        Assert.Equal(
            ["call-unacknowledged", "closing-agreed", "closing-dissented", "jointly-closed", "no-show", "reported-on-site", "whistle-blown"],
            await ToldAsync(engine, "office"));
        Assert.Equal(["jointly-closed", "whistle-blown"], await ToldAsync(engine, "Li"));
        var petitioners = await engine.Get<INotificationStore>().ListAsync(Engine.Tenant, "Li", 0, 100, default);
        Assert.DoesNotContain(petitioners, told => told.Content.Has("words") || told.Content.Has("party"));
    }

    [Fact]
    public async Task A_co_handler_learns_what_it_owes_and_the_lead_what_was_given()
    {
        await using var engine = await Engine.StartAsync(null, ("handling.json", Handling));
        var id = (await engine.OpenAsync("1")).Case;

        await DoAsync(engine, id, new InviteCoHandler("bureau", "The pipe is yours"), Engine.Office);
        engine.Time.Advance(TimeSpan.FromHours(9));
        await engine.Work.RunAsync();
        await DoAsync(engine, id, new SubmitContribution("Sealed", ValueContext.Empty), Bureau);
        await engine.Work.RunAsync();

        Assert.Equal(["co-handler-invited", "contribution-overdue"], await ToldAsync(engine, "bureau"));
        Assert.Equal(["contribution", "contribution-overdue"], await ToldAsync(engine, "office"));
    }

    private static async Task DoAsync(Engine engine, CaseId id, CaseCommand command, Actor actor)
    {
        var result = await engine.Cases.ExecuteAsync(Engine.Tenant, id, command, actor);
        Assert.True(result.Succeeded, command + ": " + result.Reason);
    }

    // What the ladder of the citizen's promise says is not looked at here.
    private static async Task<IEnumerable<string>> ToldAsync(Engine engine, string recipient) =>
        (await engine.Get<INotificationStore>().ListAsync(Engine.Tenant, recipient, 0, 100, default))
            .Select(told => told.Content["about"].AsString!)
            .Where(about => about is not ("remind" or "remind-superior" or "raise" or "finding"))
            .Order(StringComparer.Ordinal);
}
