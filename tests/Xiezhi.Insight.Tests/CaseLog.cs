using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Insight;

/// <summary>Writes the log of one case by hand: what happened on which day.</summary>
internal sealed class CaseLog
{
    public const string Tenant = "city";
    public const string Package = "package-1";

    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly Actor Somebody = new(PartyKind.Department, "water-bureau", "li");

    private readonly string _key;
    private readonly List<RecordedEvent> _events = [];

    private CaseLog(string key) => _key = key;

    public IReadOnlyList<RecordedEvent> Events => _events;

    public static CaseLog Opened(string key, double onDay = 0) => new CaseLog(key).On(onDay, new CaseOpened(key, Package, ValueContext.Empty));

    public static DateTimeOffset Day(double day) => Start + TimeSpan.FromDays(day);

    public static async IAsyncEnumerable<RecordedEvent> Together(params IEnumerable<CaseLog> logs)
    {
        foreach (var recorded in logs.SelectMany(log => log.Events))
        {
            await Task.Yield();
            yield return recorded;
        }
    }

    public CaseLog On(double day, params ReadOnlySpan<CaseEvent> happened)
    {
        foreach (var one in happened)
        {
            _events.Add(new RecordedEvent(Tenant, CaseId.For(Tenant, _key), _events.Count + 1, Day(day), Somebody, "by hand", one, "", default));
        }

        return this;
    }

    public CaseLog Leads(double day, params string[] parties) => On(day, new LeadAssigned([.. parties], parties.Length == 1));

    public CaseLog Backstop(double day, string party) => On(day, new LeadAssigned([party], false));

    public CaseLog Promises(double day, double dueDay, string clock = "reply") =>
        On(day, new ClockStarted("standard", clock, "15wd", "city", Day(dueDay), false));

    public CaseLog Breaches(double day, double dueDay, string clock = "reply") => On(day, new ClockBreached("standard", clock, Day(dueDay)));

    public CaseLog Keeps(double day, string clock = "reply") => On(day, new ClockStopped("standard", clock));

    public CaseLog Replies(double day) => On(day, new ReplyGiven("water-bureau"));

    public CaseLog Ends(double day, CaseStatus status = CaseStatus.Closed) => On(day, new CaseEnded(status, ""));
}
