using System.Collections.Frozen;

namespace Xiezhi.Conformance.Bpmn;

/// <summary>
/// Where the engine differs from the simulator on purpose: the model, and why. A clause of the specification (OMG formal/2013-12-09) is named where it
/// says so in words; else the reason says what the standard leaves open.
/// </summary>
internal static class KnownDifferences
{
    private const string SignalEndsScope =
        "a signal is published to all that can catch it (10.5.1), so the event on the border of S gets it as well and ends S (13.5.3); the simulator lets the inner catcher consume it";

    private const string FirstToEnd =
        "the standard orders nothing between parallel tokens, and here the first that ends their scope ends the others where they are; the simulator moves each of them once more before";

    private const string OneAfterTheOther =
        "each activation of the join gives a token of its own, and the standard orders nothing between what two tokens reach; the simulator moves them abreast, the engine one after the other";

    private const string StartOrNone =
        "where there is a start event, the standard asks that a sequence flow lead to every other flow object (but those that undo, handle or are linked to), so the model is refused; the simulator begins both";

    private const string Unresolved =
        "an error or escalation that no event catches is unresolved (10.5.1), and what follows is left open; here it is an incident that names the element, there it is passed over";

    public static readonly FrozenDictionary<string, string> Reasons = new Dictionary<string, string>
    {
        ["Simulator.boundary-interrupting-task"] =
            "an event on a border reacts to a trigger (10.5.4); one without could never fire, so the model is refused",
        ["Simulator.compensation-error"] = FirstToEnd,
        ["Simulator.error-no-catch"] = Unresolved,
        ["Simulator.escalation-no-catch"] = Unresolved,
        ["Simulator.event-sub-process-implicit-start"] = StartOrNone,
        ["Simulator.event-sub-process-multiple-starts"] = "an event sub-process has a single start event (10.5.2), so the model is refused",
        ["Simulator.inclusive-gateway-multiple-activation"] = OneAfterTheOther,
        ["Simulator.process-implicit-start-collaboration"] = StartOrNone,
        ["Simulator.process-implicit-start-none-event"] = StartOrNone,
        ["Simulator.process-implicit-start-trigger"] = StartOrNone,
        ["Simulator.signal-consume"] = SignalEndsScope,
        ["Simulator.signal-rethrow"] = SignalEndsScope,
        ["Simulator.sub-process-multiple-starts"] = "a sub-process has either one start event, without a trigger, or none (13.3.4), so the model is refused",
        ["Simulator.transaction-cancel-trigger-cancel-boundary"] = FirstToEnd,
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
