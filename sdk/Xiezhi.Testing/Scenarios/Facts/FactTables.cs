using System.Collections.Immutable;
using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xiezhi.Foundation.Json;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Accountability;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Parties;
using Xiezhi.Runtime.Outbox;
using Xiezhi.Workflow.Events;
using static Xiezhi.Testing.Scenarios.Facts.FactMember;
using static Xiezhi.Testing.Scenarios.Facts.FactScene;

namespace Xiezhi.Testing.Scenarios.Facts;

/// <summary>The facts that a scenario can expect of a case: one entry a kind.</summary>
internal static class FactTables
{
    // A clock that is for a task has it as its subject; a scenario calls the task by its element.
    private const string TaskSubject = "task:";

    private static readonly ImmutableArray<(string, FactMember)> Messages =
        [("to", Plain), ("about", Plain), ("kind", Plain), ("at", Moment), ("with", Part)];

    private static readonly ImmutableArray<(string, FactMember)> Happenings =
        [("event", Plain), ("by", Plain), ("cause", Plain), ("at", Moment), ("with", Part)];

    public static ImmutableArray<FactTable> All { get; } =
    [
        new("clocks", FactShape.Named,
            [
                ("standing", Plain), ("startedAt", Moment), ("due", Moment), ("target", Plain), ("calendar", Plain), ("rule", Plain),
                ("provisional", Plain), ("percent", Plain), ("suspended", Plain), ("reviewAt", Moment), ("stoppedAt", Moment),
            ], Clocks),
        new("extensions", FactShape.All,
            [("clock", Plain), ("subject", Plain), ("amount", Plain), ("standing", Plain), ("by", Plain), ("reason", Plain)], Extensions),
        new("escalations", FactShape.All,
            [("do", Plain), ("to", Plain), ("clock", Plain), ("at", Moment), ("level", Plain), ("sought", Plain)], Escalations),
        new("findings", FactShape.All,
            [
                ("kind", Plain), ("against", Plain), ("stage", Plain), ("outcome", Plain), ("points", Plain), ("exemption", Plain), ("rule", Plain),
                ("clock", Plain), ("reason", Plain), ("raisedTo", Plain), ("due", Moment), ("at", Moment),
            ], Findings),
        new("deliberations", FactShape.All,
            [
                ("deliberation", Plain), ("status", Plain), ("outcome", Plain), ("winner", Plain), ("votes", Part), ("chair", Plain), ("closes", Moment),
                ("consultedUntil", Moment), ("extensions", Plain), ("entitled", Plain), ("present", Plain), ("abstained", Plain), ("lot", Plain),
                ("participants", Set), ("recused", Set), ("voted", Set), ("dissents", Set), ("missing", Set), ("tied", Set), ("comments", Plain), ("unanswered", Plain),
            ], Deliberations),
        new("responsible", FactShape.All, [("party", Plain), ("basis", Plain), ("from", Moment), ("until", Moment)], Responsible),
        new("duties", FactShape.One,
            [("lead", Plain), ("leads", Set), ("coHandlers", Set), ("supervisor", Plain), ("consulted", Set), ("informed", Set), ("backstop", Plain), ("rules", Set)], Duties),
        new("refused", FactShape.All, [("by", Plain), ("do", Plain), ("on", Plain), ("code", Plain)], Refused),
        new("told", FactShape.Some, Messages, Told),
        new("notTold", FactShape.None, Messages, Told),
        new("events", FactShape.Some, Happenings, Events),
        new("noEvents", FactShape.None, Happenings, Events),
        new("variables", FactShape.One, [], scene => [scene.State.Workflow.Variables]),
    ];

    // The last of a name is the one that counts now; what came before it stands in the events.
    private static IEnumerable<ValueContext> Clocks(FactScene scene) => scene.State.Clocks.Reverse().SelectMany(clock =>
    {
        var report = ClockReport.Of(scene.Package, scene.State, scene.Now).LastOrDefault(report => report.ServiceLevel == clock.ServiceLevel && report.Clock == clock.Clock && report.Subject == clock.Subject && report.StartedAt == clock.StartedAt);
        var row = ValueContext.Of(
            ("standing", Words.Of(clock.Standing)),
            ("startedAt", scene.Moment(clock.StartedAt)),
            ("due", scene.Moment(clock.Due)),
            ("target", clock.Target),
            ("calendar", clock.Calendar),
            ("rule", clock.Basis),
            ("provisional", clock.Provisional),
            ("percent", report is null ? Value.Null : Value.From(report.Percent)),
            ("suspended", clock.Suspension?.Reason),
            ("reviewAt", scene.Moment(clock.Suspension?.ReviewAt)),
            ("stoppedAt", scene.Moment(clock.StoppedAt)));
        return Names(scene, clock).Select(name => row.With("name", name));
    });

    private static string[] Names(FactScene scene, ClockState clock)
    {
        string[] ids = [clock.Clock, clock.ServiceLevel + "/" + clock.Clock];
        var element = scene.Events<ProcedureMoved>().Select(moved => moved.Event.Event).OfType<TaskOpened>()
            .FirstOrDefault(opened => clock.Subject == TaskSubject + opened.Id.ToString(CultureInfo.InvariantCulture))?.Element;
        return clock.Subject is null ? ids : [.. ids, .. ids.Select(id => id + "@" + clock.Subject), .. ids.Where(_ => element is not null).Select(id => id + "@" + element)];
    }

    private static IEnumerable<ValueContext> Extensions(FactScene scene) => scene.State.Clocks.SelectMany(clock => clock.Extensions.Select(request => ValueContext.Of(
        ("clock", clock.Clock),
        ("subject", clock.Subject),
        ("amount", request.Amount),
        ("standing", Words.Of(request.Standing)),
        ("by", request.RequestedByPerson is null ? request.RequestedBy : request.RequestedBy + "/" + request.RequestedByPerson),
        ("reason", request.Reason))));

    private static IEnumerable<ValueContext> Escalations(FactScene scene) => scene.Events<EscalationTaken>().Select(taken => ValueContext.Of(
        ("do", taken.Event.Kind),
        ("to", taken.Event.To),
        ("clock", taken.Event.Clock),
        ("at", scene.Moment(taken.Event.DueAt)),
        ("level", taken.Event.Level),
        ("sought", taken.Event.Sought)));

    private static IEnumerable<ValueContext> Findings(FactScene scene) => scene.Events<FindingProposed>().Select(proposed =>
    {
        var finding = scene.State.Accountability.Find(proposed.Event.FindingId);
        return ValueContext.Of(
            ("kind", proposed.Event.Kind),
            ("against", proposed.Event.Against),
            ("stage", finding is null ? "proposed" : Words.Of(finding.Stage)),
            ("outcome", finding?.Outcome is { } outcome ? Words.Of(outcome) : null),
            ("points", finding?.Points ?? 0m),
            ("exemption", finding?.Exemption),
            ("rule", proposed.Event.Grounds?.Rule),
            ("clock", proposed.Event.Grounds?.Clock),
            ("reason", finding?.Reason),
            ("raisedTo", finding?.RaisedTo),
            ("due", scene.Moment(finding?.Due)),
            ("at", scene.Moment(proposed.Recorded.At)));
    });

    private static IEnumerable<ValueContext> Deliberations(FactScene scene) => scene.State.Deliberations.All.Select(deliberation =>
    {
        var concluded = deliberation.Conclusion;
        return ValueContext.Of(
            ("deliberation", deliberation.Definition),
            ("status", Words.Of(deliberation.Status)),
            ("outcome", concluded is null ? null : Words.Of(concluded.Outcome)),
            ("winner", concluded?.Winner),
            ("votes", ValueContext.From((concluded?.Votes ?? []).Select(votes => KeyValuePair.Create(votes.Option, Value.From(votes.Votes))))),
            ("chair", deliberation.Chair),
            ("closes", scene.Moment(deliberation.Closes)),
            ("consultedUntil", scene.Moment(deliberation.ConsultedUntil)),
            ("extensions", deliberation.Extensions),
            ("entitled", concluded?.Entitled ?? deliberation.Entitled.Count()),
            ("present", concluded?.Present ?? deliberation.Ballots.Count),
            ("abstained", concluded?.Abstained ?? 0),
            ("lot", concluded?.Lot),
            ("participants", Texts(deliberation.Participants.Select(participant => participant.Id))),
            ("recused", Texts(deliberation.Recused)),
            ("voted", Texts(deliberation.Ballots.Keys)),
            ("dissents", Texts(deliberation.Dissents.Keys)),
            ("missing", Texts(concluded?.Missing ?? [])),
            ("tied", Texts(concluded?.Tied ?? [])),
            ("comments", deliberation.Comments.Length),
            ("unanswered", deliberation.Comments.Count(comment => comment.Answer is null)));
    });

    // Whoever answers for a case answers for it also where no findings are kept.
    private static IEnumerable<ValueContext> Responsible(FactScene scene)
    {
        var responsibility = scene.State.Accountability.Responsibility ?? ResponsibilityIntervals.Of(scene.Log, scene.Package.Top);
        return responsibility.Intervals.Select(interval => ValueContext.Of(
            ("party", interval.Party),
            ("basis", Words.Of(interval.Basis)),
            ("from", scene.Moment(interval.From)),
            ("until", scene.Moment(interval.Until))));
    }

    private static IEnumerable<ValueContext> Duties(FactScene scene)
    {
        var duties = scene.State.Duties.Assignment;
        return
        [
            ValueContext.Of(
                ("lead", duties.Lead),
                ("leads", Texts(duties.Leads)),
                ("coHandlers", Texts(duties.CoHandlers)),
                ("supervisor", duties.Supervisor),
                ("consulted", Texts(duties.Consulted)),
                ("informed", Texts(duties.Informed)),
                ("backstop", duties.IsBackstop),
                ("rules", Texts(duties.Rules.Select(rule => rule.ToString())))),
        ];
    }

    private static IEnumerable<ValueContext> Refused(FactScene scene) => scene.Events<CommandRefused>().Select(refused => ValueContext.Of(
        ("by", By(refused.Recorded.Actor)),
        ("do", Words.Kebab(refused.Event.Command)),
        ("on", refused.Event.Element),
        ("code", refused.Event.Reason)));

    private static IEnumerable<ValueContext> Told(FactScene scene) => scene.Told.Select(message => ValueContext.Of(
        ("to", message.Kind == NotificationKinds.Citizen ? Actor.CitizenPrefix + message.Recipient : message.Recipient),
        ("about", message.Payload["about"]),
        ("kind", message.Kind),
        ("at", scene.Moment(message.CreatedAt)),
        ("with", message.Payload)));

    private static IEnumerable<ValueContext> Events(FactScene scene) => scene.Log.Select(recorded => ValueContext.Of(
        ("event", EventText.TypeName(recorded.Event)),
        ("by", By(recorded.Actor)),
        ("cause", recorded.Cause),
        ("at", scene.Moment(recorded.At)),
        ("with", Data(recorded))));

    private static Value Data(RecordedEvent recorded)
    {
        using var reader = new JsonTextReader(new StringReader(recorded.Text)) { DateParseHandling = DateParseHandling.None, FloatParseHandling = FloatParseHandling.Decimal, MaxDepth = 128 };
        return ValueJson.FromToken(JObject.Load(reader)["data"]!);
    }

    private static string By(Actor actor) => actor == Actor.Engine ? ScenarioActors.Engine :
        (actor.Kind == PartyKind.Citizen ? Actor.CitizenPrefix : "") + actor.Party + (actor.Person is null ? "" : "/" + actor.Person);
}
