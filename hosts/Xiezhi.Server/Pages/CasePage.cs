using System.Collections.Immutable;
using System.Text.Json;
using Xiezhi.AspNetCore.SignIn;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Packages;

namespace Xiezhi.Server.Pages;

/// <summary>One case with its clocks, open tasks and log.</summary>
internal static class CasePage
{
    private const int MostEvents = 1000;
    private const int HashDigits = 12;

    public static async Task<IResult> GetAsync(
        HttpContext context, SignedIn who, string id, CaseEngine engine, ICaseQueries queries, ICaseStore store, PackageRegistry packages, CancellationToken cancellationToken)
    {
        var texts = Layout.Texts(context);
        if (!CaseId.TryParse(id, out var caseId) || await engine.FindAsync(who.Tenant, caseId, cancellationToken) is not { } state)
        {
            return Layout.Page(context, texts, texts["Case"], Html.Of($"<p>{texts["NotFound"]}</p>\n"), StatusCodes.Status404NotFound);
        }

        var log = await store.ReadLogAsync(who.Tenant, caseId, 0, cancellationToken);
        var tasks = await queries.ListTasksAsync(new TaskFilter(who.Tenant, null, caseId, 0, MostEvents), cancellationToken);
        var names = new PackageNames(packages, who.Tenant, texts.Culture);
        await names.LoadAsync([state.PackageId], cancellationToken);
        var zone = names.Zone(state.PackageId);
        var title = state.Facts.Title is { Length: > 0 } known ? known : texts["NoTitle"];
        return Layout.Page(context, texts, title, Html.Of($"""
            {Facts(texts, names, state)}<h2>{texts["Clocks"]}</h2>
            {Clocks(texts, names, state, zone)}<h2>{texts["Tasks"]}</h2>
            {Tasks(texts, names, state, tasks, zone)}<h2>{texts["Log"]}</h2>
            {Log(texts, names, state, log, zone)}
            """));
    }

    private static Html Facts(PageTexts texts, PackageNames names, CaseState state)
    {
        var package = state.PackageId;
        var zone = names.Zone(package);
        (string Name, Html Value)[] facts =
        [
            ("Column.Status", Html.Of($"{texts["Status." + state.Status]}")),
            ("Column.Key", Html.Of($"{state.Key}")),
            ("Column.Matter", Html.Of($"{names.Matter(package, state.Facts.Matter)}")),
            ("Column.Territory", Html.Of($"{names.Territory(package, state.Facts.Territory)}")),
            ("Column.Lead", Html.Of($"{string.Join(", ", state.Facts.Leads.Select(lead => names.Party(package, lead)))}")),
            ("Column.ServiceLevel", Html.Of($"{names.ServiceLevel(package, state.Facts.ServiceLevel)}")),
            ("Column.Level", Html.Of($"{state.Level}")),
            ("Column.Opened", Moment.Of(state.OpenedAt, zone)),
            .. Handling(names, state),
        ];
        return Html.Of($"<dl>{Html.Join(facts.Select(fact => Html.Of($"<dt>{texts[fact.Name]}</dt><dd>{fact.Value}</dd>")))}</dl>\n");
    }

    // Only what there is: most cases are handled by one party and stand alone.
    private static IEnumerable<(string Name, Html Value)> Handling(PackageNames names, CaseState state)
    {
        var joining = state.Joining;
        if (joining.Into is { } main)
        {
            yield return ("Column.MergedInto", Case(main));
        }

        if (joining.MergedCases.Any())
        {
            yield return ("Column.Petitions", Html.Of($"{joining.Petitions}: {Html.Join(joining.MergedCases.Select(Case))}"));
        }

        if (joining.PartOf is { } whole)
        {
            yield return ("Column.PartOf", Case(whole.Case));
        }

        if (joining.Parts.Any())
        {
            yield return ("Column.Parts", Html.Join(joining.Parts.Select(part => part.Case is { } id ? Html.Of($"{part.Title} {Case(id)}") : Html.Of($"{part.Title} "))));
        }

        if (state.CoHandling.Present.Any())
        {
            yield return ("Column.CoHandlers", Html.Of($"{string.Join(", ", state.CoHandling.Present.Select(one => names.Party(state.PackageId, one.Party)))}"));
        }

        if (state.CoHandling.Owing.Any())
        {
            yield return ("Column.Owing", Html.Of($"{string.Join(", ", state.CoHandling.Owing.Select(one => names.Party(state.PackageId, one.Party)))}"));
        }

        foreach (var whistle in state.Whistles.All.Where(whistle => !whistle.IsOver))
        {
            yield return ("Column.Called", Html.Of($"{string.Join(", ", whistle.Calls.Select(call => names.Party(state.PackageId, call.Party)))}"));
        }

        if (state.Arbitration is { IsOpen: true, Arbiter: { } arbiter })
        {
            yield return ("Column.Arbiter", Html.Of($"{names.Party(state.PackageId, arbiter)}"));
        }
    }

    private static Html Case(string id) => Html.Of($"<a href=\"/cases/{id}\">{id}</a> ");

    private static Html Clocks(PageTexts texts, PackageNames names, CaseState state, string? zone) => state.Clocks.IsEmpty
        ? Html.Of($"<p>{texts["NoClocks"]}</p>\n")
        : Layout.Table(
            texts["Clocks"],
            [texts["Column.ServiceLevel"], texts["Column.Clock"], texts["Column.Standing"], texts["Column.Started"], texts["Column.Due"]],
            state.Clocks.Select(clock => Html.Of($"""
                <tr><td>{names.ServiceLevel(state.PackageId, clock.ServiceLevel)}</td><td>{clock.Clock}</td><td class="whole{Alarm(clock.Standing == ClockStanding.Breached)}">{texts["Standing." + clock.Standing]}</td><td>{Moment.Of(clock.StartedAt, zone)}</td><td>{Moment.Of(clock.Due, zone)}</td></tr>

                """)));

    private static Html Tasks(PageTexts texts, PackageNames names, CaseState state, ImmutableArray<OpenTask> tasks, string? zone) => tasks.IsEmpty
        ? Html.Of($"<p>{texts["NoTasks"]}</p>\n")
        : Layout.Table(
            texts["Tasks"],
            [texts["Column.Number"], texts["Column.Task"], texts["Column.Owners"], texts["Column.Holder"], texts["Column.Since"]],
            tasks.Select(task => Html.Of($"""
                <tr><td class="number">{task.TaskId}</td><td>{task.Name}</td><td>{string.Join(", ", task.Owners.Select(owner => names.Party(state.PackageId, owner)))}</td><td>{names.Holder(state.PackageId, task.Holder)}</td><td>{Moment.Of(task.OpenedAt, zone)}</td></tr>

                """)));

    private static Html Log(PageTexts texts, PackageNames names, CaseState state, ImmutableArray<RecordedEvent> log, string? zone)
    {
        var table = Layout.Table(
            texts["Log"],
            [texts["Column.Number"], texts["Column.Time"], texts["Column.Actor"], texts["Column.Cause"], texts["Column.Event"], texts["Column.Data"], texts["Column.Hash"]],
            log.Take(MostEvents).Select(recorded => Row(texts, names, state, recorded, zone)));
        var truncated = log.Length > MostEvents ? Html.Of($"<p>{texts["Truncated"]}</p>\n") : Html.None;
        return Html.Of($"<p>{texts["LogNote"]}</p>\n{table}{truncated}");
    }

    private static Html Row(PageTexts texts, PackageNames names, CaseState state, RecordedEvent recorded, string? zone)
    {
        var type = EventText.TypeName(recorded.Event);
        var alarming = recorded.Event is ClockBreached or FindingProposed or EscalationTaken or CommandRefused;
        var actor = recorded.Actor.Person is { } person ? names.Party(state.PackageId, recorded.Actor.Party) + " / " + person : names.Party(state.PackageId, recorded.Actor.Party);
        return Html.Of($"""
            <tr><td class="number">{recorded.Sequence}</td><td>{Moment.Of(recorded.At, zone)}</td><td>{actor}</td><td>{recorded.Cause}</td><td class="whole{Alarm(alarming)}">{texts.Find("Event." + type, type)}</td><td><code>{Data(recorded)}</code></td><td><code class="whole" title="{recorded.Hash.ToString()}">{recorded.Hash.ToString()[..HashDigits]}</code></td></tr>

            """);
    }

    private static Html Alarm(bool alarming) => alarming ? Html.Of($" alarm") : Html.None;

    private static string Data(RecordedEvent recorded)
    {
        using var text = JsonDocument.Parse(recorded.Text, new JsonDocumentOptions { MaxDepth = 256 });
        return text.RootElement.GetProperty("data").GetRawText();
    }
}
