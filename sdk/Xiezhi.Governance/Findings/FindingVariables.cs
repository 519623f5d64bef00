using System.Collections.Immutable;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xiezhi.Foundation.Json;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Clocks;
using Xiezhi.Governance.Handling.Closing;
using Xiezhi.Governance.Handling.CoHandling;
using Xiezhi.Governance.Handling.Whistles;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Parties;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Governance.Findings;

/// <summary>What the expressions of <c>accountability.json</c> see: all that those of a case see, and <c>clocks</c>, <c>responsible</c>, <c>event</c>, <c>finding</c>.</summary>
internal sealed class FindingVariables : IVariables
{
    private static readonly ImmutableArray<string> Own = ["clocks", "responsible", "event", "finding"];

    private readonly CaseState _state;
    private readonly CaseVariables _case;
    private readonly Value _event;
    private readonly Value _finding;
    private readonly string? _responsible;
    private Value? _clocks;

    public FindingVariables(CaseState state, GovernancePackage package, RecordedEvent? recorded, FindingState? finding)
    {
        _state = state;
        _case = new CaseVariables(state, package);
        _event = recorded is null ? Value.Null : Value.From(Describe(recorded));
        _finding = finding is null ? Value.Null : Value.From(finding.AsValue());
        var responsibility = state.Accountability.Responsibility;
        _responsible = Answering(recorded?.Event) ?? (recorded is null ? responsibility?.Current : responsibility?.At(recorded.Sequence)?.Party);
    }

    public string? Responsible => _responsible;

    public Value Event => _event;

    public IEnumerable<string> Names => _case.Names.Concat(Own);

    public bool TryGet(string name, out Value value)
    {
        switch (name)
        {
            case "clocks":
                value = _clocks ??= Value.From(new ValueList([.. _state.Clocks.Select(Describe)]));
                return true;
            case "responsible":
                value = _responsible;
                return true;
            case "event":
                value = _event;
                return true;
            case "finding":
                value = _finding;
                return true;
            default:
                return _case.TryGet(name, out value);
        }
    }

    // A limit that is one party's is answered for by that party; a clock that is the case's, or a task's, by whoever has the case.
    private static string? Answering(CaseEvent? happened) => happened switch
    {
        ClockEvent clock => ClockSubjects.PartyOf(clock.Subject),
        CoHandlerUnacknowledged late => late.Party,
        ContributionOverdue late => late.Party,
        CallUnacknowledged late => late.Party,
        NoShow late => late.Party,
        ClosingSilent silent => silent.Party,
        _ => null,
    };

    // What the log says is what the rule sees: the members of the event as they stand in its text.
    private static ValueContext Describe(RecordedEvent recorded)
    {
        using var reader = new JsonTextReader(new StringReader(recorded.Text)) { DateParseHandling = DateParseHandling.None, FloatParseHandling = FloatParseHandling.Decimal, MaxDepth = 128 };
        var data = ValueJson.FromToken(JObject.Load(reader)["data"]).AsContext ?? ValueContext.Empty;
        return data.With(ValueContext.Of(
            ("type", EventText.TypeName(recorded.Event)),
            ("sequence", recorded.Sequence),
            ("at", Value.From(recorded.At)),
            ("actor", ValueContext.Of(("party", recorded.Actor.Party), ("kind", PartyKinds.Word(recorded.Actor.Kind)), ("person", recorded.Actor.Person)))));
    }

    private static Value Describe(ClockState clock) => Value.From(ValueContext.Of(
        ("serviceLevel", clock.ServiceLevel),
        ("clock", clock.Clock),
        ("standing", clock.Standing.ToString()),
        ("startedAt", Value.From(clock.StartedAt)),
        ("due", Value.From(clock.Due)),
        ("stoppedAt", clock.StoppedAt is { } stopped ? Value.From(stopped) : Value.Null),
        ("breachedAt", clock.BreachedAt is { } breached ? Value.From(breached) : Value.Null)));
}
