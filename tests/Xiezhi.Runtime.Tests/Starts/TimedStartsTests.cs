using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Tests;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Due;
using Xiezhi.Storage.Schema;

namespace Xiezhi.Runtime.Tests.Starts;

/// <summary>An engine whose test package also begins by a timer; the clock stands at 2024-09-12 09:00 in Shanghai until it is moved.</summary>
public sealed class TimedStartsTests
{
    [Fact]
    public async Task Each_occurrence_opens_one_case_whoever_looks_and_however_often()
    {
        await using var engine = await StartAsync("R/PT1H");
        await using var another = engine.Another();

        engine.Time.Advance(TimeSpan.FromHours(2));
        await Task.WhenAll(engine.Work.RunAsync(), another.Work.RunAsync());
        await engine.Work.RunAsync();

        Assert.Equal(["xiezhi:timer:Tick@2024-09-12T02:00:00.000Z", "xiezhi:timer:Tick@2024-09-12T03:00:00.000Z"], await KeysAsync(engine));
        Assert.Equal(Engine.Start.AddHours(3), await engine.Work.NextAsync());
    }

    [Fact]
    public async Task Before_its_time_nothing_is_opened_and_the_host_is_told_when_to_look()
    {
        await using var engine = await StartAsync("R/2024-09-13T09:00:00/P1D");

        Assert.Equal(0, await engine.Work.RunAsync());

        Assert.Equal(new DateTimeOffset(2024, 9, 13, 1, 0, 0, TimeSpan.Zero), await engine.Work.NextAsync());
        Assert.Empty(await KeysAsync(engine));
    }

    [Fact]
    public async Task What_was_missed_while_no_host_ran_is_opened_in_order_once()
    {
        await using var engine = await StartAsync("R/PT1H");
        engine.Time.Advance(TimeSpan.FromMinutes(90));
        await engine.Work.RunAsync();
        await engine.RestartAsync();

        engine.Time.Advance(TimeSpan.FromHours(50));
        await engine.Work.RunAsync();
        await engine.RestartAsync();
        await engine.Work.RunAsync();

        var opened = await CasesAsync(engine);
        Assert.Equal(51, opened.Count);
        Assert.Equal(Enumerable.Range(1, 51).Select(hour => Key(Engine.Start.AddHours(hour))).Order(StringComparer.Ordinal), opened.Select(summary => summary.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_bound_counts_occurrences_and_holds_over_restarts()
    {
        await using var engine = await StartAsync("R3/PT1H");
        for (var day = 0; day < 3; day++)
        {
            engine.Time.Advance(TimeSpan.FromHours(2));
            await engine.Work.RunAsync();
            await engine.RestartAsync();
        }

        Assert.Equal(3, (await KeysAsync(engine)).Count);
        Assert.Null(await NextStartAsync(engine));
    }

    [Fact]
    public async Task Thousands_of_occurrences_that_were_opened_are_passed_over_at_a_start()
    {
        await using var engine = await StartAsync("R/PT1M");
        engine.Time.Advance(TimeSpan.FromMinutes(2_500));
        await engine.Work.RunAsync();
        await engine.RestartAsync();

        engine.Time.Advance(TimeSpan.FromMinutes(3));

        // The cases that are open have clocks that are due as well; what is asked here is how many cases there are.
        await engine.Work.RunAsync();
        Assert.Equal(2_503, await CountAsync(engine));
    }

    [Fact]
    public async Task A_version_opens_what_occurs_while_it_is_in_force_and_its_successor_the_rest()
    {
        await using var engine = await StartAsync("R/2024-09-12T00:00:00/PT1H");
        var successor = TestPackage.Files(("test.bpmn", Procedure("R/2024-09-12T00:30:00/PT1H")));
        var published = await engine.Packages.PublishAsync(Engine.Tenant, successor, Engine.Start.AddHours(3), Engine.Publisher);
        Assert.True(published.Published);
        await engine.RestartAsync();

        // Nobody looked before both had begun something: what the first missed is opened by it all the same.
        engine.Time.Advance(TimeSpan.FromHours(5));
        await engine.Work.RunAsync();

        var opened = await CasesAsync(engine);
        Assert.Equal(
            [
                "xiezhi:timer:Tick@2024-09-12T01:00:00.000Z", "xiezhi:timer:Tick@2024-09-12T02:00:00.000Z", "xiezhi:timer:Tick@2024-09-12T03:00:00.000Z",
                "xiezhi:timer:Tick@2024-09-12T04:30:00.000Z", "xiezhi:timer:Tick@2024-09-12T05:30:00.000Z",
            ],
            opened.Select(summary => summary.Key).Order(StringComparer.Ordinal));
        var first = (await engine.Packages.ListAsync(Engine.Tenant))[^1].PackageId;
        Assert.All(opened, summary => Assert.Equal(string.CompareOrdinal(summary.Key, Key(Engine.Start.AddHours(3))) < 0 ? first : published.Package!.Id, summary.PackageId));
    }

    [Fact]
    public async Task The_same_content_published_again_goes_on_as_it_was()
    {
        await using var engine = await StartAsync("R/PT1H");
        engine.Time.Advance(TimeSpan.FromMinutes(90));
        await engine.Work.RunAsync();

        await engine.Packages.PublishAsync(Engine.Tenant, TestPackage.Files(("test.bpmn", Procedure("R/PT1H"))), null, Engine.Publisher);
        engine.Time.Advance(TimeSpan.FromMinutes(90));
        await engine.Work.RunAsync();

        Assert.Equal([Key(Engine.Start.AddHours(1)), Key(Engine.Start.AddHours(2)), Key(Engine.Start.AddHours(3))], await KeysAsync(engine));
    }

    [Fact]
    public async Task A_case_that_a_timer_opened_begins_at_its_start_event_with_the_occurrence()
    {
        await using var engine = await StartAsync("R1/2024-09-12T10:00:00/P7D");
        engine.Time.Advance(TimeSpan.FromHours(6));
        await engine.Work.RunAsync();

        var id = CaseEngine.IdFor(Engine.Tenant, "test", Key(Engine.Start.AddHours(1)));
        var state = (await engine.Cases.FindAsync(Engine.Tenant, id))!;

        Assert.Equal(Actor.Engine, state.OpenedBy);
        Assert.Equal("Confirm", Assert.Single(state.Workflow.Tasks).Element);
        Assert.Equal("2024-09-12T10:00:00+08:00", state.Workflow.Variables["occurrence"].ToString());
        Assert.Equal("timer Tick", (await engine.LogAsync(id))[0].Cause);
    }

    [Fact]
    public async Task Working_days_of_a_cycle_skip_holidays()
    {
        // The Mid-Autumn Festival of 2024: 15 to 17 September are free, Saturday 14 September is worked.
        await using var engine = await StartAsync("R/1wd");
        engine.Time.Advance(TimeSpan.FromDays(7));
        await engine.Work.RunAsync();

        Assert.Equal(["2024-09-13", "2024-09-14", "2024-09-18", "2024-09-19"], (await KeysAsync(engine)).Select(key => key.Split('@')[1][..10]));
    }

    [Fact]
    public async Task Publishing_asks_to_be_looked_at()
    {
        await using var engine = await StartAsync("R/PT1H");
        var asked = new List<string>();
        engine.Get<DueSignal>().Published += asked.Add;

        await engine.Packages.PublishAsync(Engine.Tenant, TestPackage.Files(("test.bpmn", Procedure("R/PT2H"))), null, Engine.Publisher);

        Assert.Equal([Engine.Tenant], asked);
    }

    [Fact]
    public async Task A_start_whose_case_can_not_be_stored_keeps_nothing_else_that_is_due_waiting()
    {
        await using var engine = await StartAsync("R/PT1H");
        var id = (await engine.OpenAsync("1")).Case;
        await SqlAsync(engine, "CREATE TRIGGER refusal BEFORE INSERT ON cases WHEN NEW.\"Key\" LIKE 'xiezhi:timer:%' BEGIN SELECT RAISE(ABORT, 'No more room.'); END");

        engine.Time.Advance(TimeSpan.FromHours(2));
        await engine.Work.RunAsync();

        Assert.Single((await engine.LogAsync(id)).Select(recorded => recorded.Event).OfType<EscalationTaken>());
        Assert.Equal(["1"], await KeysAsync(engine));
        await SqlAsync(engine, "DROP TRIGGER refusal");
        await engine.Work.RunAsync();
        Assert.Equal(["1", "xiezhi:timer:Tick@2024-09-12T02:00:00.000Z", "xiezhi:timer:Tick@2024-09-12T03:00:00.000Z"], await KeysAsync(engine));
    }

    private static async Task SqlAsync(Engine engine, string statement)
    {
        await using var database = await engine.Get<IDatabases>().OpenAsync(default);
        await database.Database.ExecuteSqlRawAsync(statement);
    }

    private static Task<Engine> StartAsync(string cycle) => Engine.StartAsync(null, ("test.bpmn", Procedure(cycle)));

    private static string Procedure(string cycle) => TestPackage.Procedure
        .Replace(
            "<endEvent id=\"End\">",
            $"<startEvent id=\"Tick\"><outgoing>f0</outgoing><timerEventDefinition><timeCycle>{cycle}</timeCycle></timerEventDefinition></startEvent><endEvent id=\"End\">",
            StringComparison.Ordinal)
        .Replace("<incoming>f3</incoming>", "<incoming>f3</incoming><incoming>f0</incoming>", StringComparison.Ordinal)
        .Replace("<sequenceFlow id=\"f1\"", "<sequenceFlow id=\"f0\" sourceRef=\"Tick\" targetRef=\"Confirm\"/><sequenceFlow id=\"f1\"", StringComparison.Ordinal);

    private static string Key(DateTimeOffset occurrence) =>
        "xiezhi:timer:Tick@" + occurrence.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static async Task<IReadOnlyList<CaseSummary>> CasesAsync(Engine engine) =>
        await engine.Queries.ListCasesAsync(new CaseFilter(Engine.Tenant, Take: 1000), CancellationToken.None);

    private static async Task<IReadOnlyList<string>> KeysAsync(Engine engine) =>
        [.. (await CasesAsync(engine)).Select(summary => summary.Key).Order(StringComparer.Ordinal)];

    private static async Task<long> CountAsync(Engine engine) =>
        (await engine.Queries.CountCasesAsync(Engine.Tenant, CancellationToken.None)).Values.Sum();

    private static async Task<DateTimeOffset?> NextStartAsync(Engine engine)
    {
        // Clocks of the cases that were opened fall due as well, until the cases are over.
        foreach (var summary in await CasesAsync(engine))
        {
            await engine.Cases.ExecuteAsync(Engine.Tenant, summary.Id, new CancelCase("Done"), Engine.City);
        }

        await engine.Work.RunAsync();
        return await engine.Work.NextAsync();
    }
}
