using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Findings;
using Xiezhi.Governance.Parties;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Notifications;

namespace Xiezhi.Runtime.Tests.Cases;

public sealed class FindingDeadlineTests
{
    private const string Accountability = """
        {
          "rules": [ { "id": "outside-duty", "on": ["refused"], "against": "event.actor.party", "when": "event.actor.kind = \"agency\"", "once": true } ],
          "findings": { "answer": "PT24H", "decide": "PT24H", "appeal": "PT24H", "decideAppeal": "PT24H" }
        }
        """;

    [Fact]
    public async Task What_a_refused_command_brings_up_is_told_to_the_party_and_goes_on_after_the_case_has_ended()
    {
        await using var engine = await Engine.StartAsync(null, ("accountability.json", Accountability));
        var id = (await engine.OpenAsync("1")).Case;
        var bureau = new Actor(PartyKind.Department, "bureau");
        Assert.Equal(CommandStatus.Refused, (await engine.CompleteAsync(id, "Handle", Engine.City)).Status);
        await engine.CompleteAsync(id, "Handle", Engine.Office);
        Assert.Equal(CaseStatus.Closed, (await engine.CompleteAsync(id, "Confirm", Engine.City)).State!.Status);

        await engine.Work.RunAsync();
        Assert.Equal(CommandStatus.Refused, (await engine.Cases.ExecuteAsync(Engine.Tenant, id, new DecideFinding(1, FindingOutcome.Upheld, ""), bureau)).Status);
        engine.Time.Advance(TimeSpan.FromHours(25));
        await engine.Work.RunAsync();
        engine.Time.Advance(TimeSpan.FromHours(25));
        await engine.Work.RunAsync();

        var finding = (await engine.Cases.FindAsync(Engine.Tenant, id))!.Accountability.Find(1)!;
        Assert.Equal((FindingStage.Unanswered, "city"), (finding.Stage, finding.RaisedTo));
        var told = await engine.Get<INotificationStore>().ListAsync(Engine.Tenant, "city", 0, 50, CancellationToken.None);
        Assert.Equal(["finding", "finding-raised", "finding-unanswered"], told.Select(note => note.Content["about"].AsString!).Where(about => about.StartsWith("finding", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Null(await engine.Work.NextAsync());
    }

    [Fact]
    public async Task What_parties_owe_is_read_from_the_log()
    {
        await using var engine = await Engine.StartAsync();
        await engine.OpenAsync("1");

        var accounts = await engine.Get<AccountabilityQueries>().AccountsAsync(Engine.Tenant, Engine.Start.AddHours(1), "city");

        Assert.Equal("office", Assert.Single(accounts).Key);
        Assert.Equal("reply", Assert.Single(accounts["office"].Owes).Clock);
    }
}
