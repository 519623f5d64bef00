using System.Collections.Frozen;

namespace Xiezhi.Conformance.Bpmn;

/// <summary>Where the engine differs from the simulator on purpose: the model, and why, with the clause of the specification (OMG formal/2013-12-09).</summary>
internal static class KnownDifferences
{
    private const string SignalForAll =
        "a signal is published to all that can catch it (10.5.1), so every catcher gets it, each in its turn; the simulator lets one catcher of a scope consume it";

    private const string SignalEndsScope =
        "a signal is published to all that can catch it (10.5.1), so the event on the border of S gets it as well and ends S (13.5.3); the simulator lets the inner catcher consume it";

    private const string CancelledAtLast =
        "control leaves a cancelled transaction by the event on its border (13.3.4), so that is entered when all is compensated; the simulator enters it before and leaves it then";

    private const string FirstToEnd =
        "parallel tokens are independent (13.4.1), and the first that ends their scope ends the others where they are; the simulator moves each of them once more before";

    private const string StartOrNone =
        "where there is a start event, no other element may be without an incoming flow (10.5.2), so none begins by itself; the simulator begins both";

    private const string Unresolved =
        "the specification calls a trigger that nothing catches unresolved (10.5.1) and leaves open what follows; here it is an incident that names the element, there it is passed over";

    public static readonly FrozenDictionary<string, string> Reasons = new Dictionary<string, string>
    {
        ["Simulator.boundary-interrupting-task"] =
            "an event on a border has a trigger (10.5.4, table 10.90); one without could never fire, so it is refused",
        ["Simulator.compensation-error"] = FirstToEnd,
        ["Simulator.error-no-catch"] = Unresolved,
        ["Simulator.escalation-no-catch"] = Unresolved,
        ["Simulator.event-sub-process-cancelation"] = SignalForAll,
        ["Simulator.event-sub-process-implicit-start"] = StartOrNone,
        ["Simulator.event-sub-process-multiple-starts"] = "an event sub-process has a single start event (10.5.2), so the model is refused",
        ["Simulator.event-sub-process-nested-cancelation-absorb-event"] = SignalForAll,
        ["Simulator.process-implicit-start-collaboration"] = StartOrNone,
        ["Simulator.process-implicit-start-none-event"] = StartOrNone,
        ["Simulator.process-implicit-start-trigger"] = StartOrNone,
        ["Simulator.signal-consume"] = SignalEndsScope,
        ["Simulator.signal-rethrow"] = SignalEndsScope,
        ["Simulator.sub-process-multiple-starts"] = "a sub-process has either one start event, without a trigger, or none (13.3.4), so the model is refused",
        ["Simulator.transaction-cancel-from-nested-scope"] = CancelledAtLast,
        ["Simulator.transaction-cancel-trigger-cancel-boundary"] = FirstToEnd,
        ["Simulator.transaction-compensation"] = CancelledAtLast,
        ["Simulator.transaction-compensation-multiple"] = CancelledAtLast,
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
