using System.Collections.Immutable;
using Xiezhi.AspNetCore.SignIn;
using Xiezhi.Governance.Cases;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Packages;

namespace Xiezhi.Server.Pages;

/// <summary>The cases and the open tasks of a tenant.</summary>
internal static class CaseListPage
{
    private const int PageSize = 50;
    private const int LastPage = 20_000;

    public static async Task<IResult> GetAsync(
        HttpContext context, SignedIn who, ICaseQueries queries, PackageRegistry packages, CancellationToken cancellationToken, string? status = null, string? page = null)
    {
        var texts = Layout.Texts(context);

        // What does not fit is treated as left out: somebody who mistyped an address still gets a page.
        CaseStatus? asked = Enum.GetNames<CaseStatus>().Contains(status, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<CaseStatus>(status!, ignoreCase: true) : null;
        var number = int.TryParse(page, out var given) ? Math.Clamp(given, 1, LastPage) : 1;
        var found = await queries.ListCasesAsync(new CaseFilter(who.Tenant, asked, null, (number - 1) * PageSize, PageSize + 1), cancellationToken);
        var counts = await queries.CountCasesAsync(who.Tenant, cancellationToken);
        var tasks = await queries.ListTasksAsync(new TaskFilter(who.Tenant, null, null, 0, PageSize), cancellationToken);
        var cases = found.ToDictionary(summary => summary.Id);
        foreach (var id in tasks.Select(task => task.Case).Where(id => !cases.ContainsKey(id)).Distinct().ToList())
        {
            if (await queries.FindCaseAsync(who.Tenant, id, cancellationToken) is { } summary)
            {
                cases[id] = summary;
            }
        }

        var names = new PackageNames(packages, who.Tenant, texts.Culture);
        await names.LoadAsync(cases.Values.Select(summary => summary.PackageId), cancellationToken);
        var content = Html.Of($"{Filters(texts, asked, counts)}{Cases(texts, names, found)}{Paging(texts, asked, number, found.Length > PageSize)}<h2>{texts["Tasks"]}</h2>\n{Tasks(texts, names, cases, tasks)}");
        return Layout.Page(context, texts, texts["Cases"], content);
    }

    private static Html Filters(PageTexts texts, CaseStatus? asked, ImmutableDictionary<CaseStatus, long> counts)
    {
        var links = Enum.GetValues<CaseStatus>().Select(status => Link(
            "/?status=" + status.ToString().ToLowerInvariant(), texts["Status." + status], counts.GetValueOrDefault(status), asked == status));
        return Html.Of($"<nav aria-label=\"{texts["Filter"]}\">{Link("/", texts["All"], counts.Values.Sum(), asked is null)}{Html.Join(links)}</nav>\n");
    }

    private static Html Link(string address, string text, long count, bool isCurrent) =>
        Html.Of($"<a href=\"{address}\"{(isCurrent ? Html.Of($" aria-current=\"page\"") : Html.None)}>{text} ({count})</a> ");

    private static Html Cases(PageTexts texts, PackageNames names, ImmutableArray<CaseSummary> found) => found.IsEmpty
        ? Html.Of($"<p>{texts["NoCases"]}</p>\n")
        : Layout.Table(
            texts["Cases"],
            [texts["Column.Status"], texts["Column.Title"], texts["Column.Matter"], texts["Column.Territory"], texts["Column.Lead"], texts["Column.Opened"], texts["Column.Due"], texts["Column.Level"]],
            found.Take(PageSize).Select(summary => Row(texts, names, summary)));

    private static Html Row(PageTexts texts, PackageNames names, CaseSummary summary)
    {
        var (package, zone) = (summary.PackageId, names.Zone(summary.PackageId));
        var breached = summary.Breached ? Html.Of($" <span class=\"alarm\">{texts["Breached"]}</span>") : Html.None;
        return Html.Of($"""
            <tr><td class="whole">{texts["Status." + summary.Status]}</td><td>{Link(texts, summary)}</td><td>{names.Matter(package, summary.Matter)}</td><td>{names.Territory(package, summary.Territory)}</td><td>{names.Party(package, summary.Lead)}</td><td>{Moment.Of(summary.OpenedAt, zone)}</td><td>{Moment.Of(summary.DueAt, zone)}{breached}</td><td class="number">{summary.Level}</td></tr>

            """);
    }

    private static Html Tasks(PageTexts texts, PackageNames names, Dictionary<CaseId, CaseSummary> cases, ImmutableArray<OpenTask> tasks) => tasks.IsEmpty
        ? Html.Of($"<p>{texts["NoTasks"]}</p>\n")
        : Layout.Table(
            texts["Tasks"],
            [texts["Column.Task"], texts["Column.Owners"], texts["Column.Holder"], texts["Column.Since"], texts["Case"]],
            tasks.Where(task => cases.ContainsKey(task.Case)).Select(task => Task(texts, names, cases[task.Case], task)));

    private static Html Task(PageTexts texts, PackageNames names, CaseSummary summary, OpenTask task)
    {
        var owners = string.Join(", ", task.Owners.Select(owner => names.Party(summary.PackageId, owner)));
        return Html.Of($"""
            <tr><td>{task.Name}</td><td>{owners}</td><td>{names.Holder(summary.PackageId, task.Holder)}</td><td>{Moment.Of(task.OpenedAt, names.Zone(summary.PackageId))}</td><td>{Link(texts, summary)}</td></tr>

            """);
    }

    private static Html Link(PageTexts texts, CaseSummary summary) =>
        Html.Of($"<a href=\"/cases/{summary.Id.ToString()}\">{(summary.Title is { Length: > 0 } title ? title : texts["NoTitle"])}</a>");

    private static Html Paging(PageTexts texts, CaseStatus? asked, int number, bool more)
    {
        var filter = asked is { } status ? "status=" + status.ToString().ToLowerInvariant() + "&" : "";
        var previous = number > 1 ? Html.Of($"<a rel=\"prev\" href=\"/?{filter}page={number - 1}\">{texts["Previous"]}</a> ") : Html.None;
        var next = more ? Html.Of($"<a rel=\"next\" href=\"/?{filter}page={number + 1}\">{texts["Next"]}</a>") : Html.None;
        return number > 1 || more ? Html.Of($"<nav aria-label=\"{texts["Pages"]}\">{previous}{next}</nav>\n") : Html.None;
    }
}
