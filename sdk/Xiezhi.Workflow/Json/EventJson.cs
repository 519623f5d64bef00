using Newtonsoft.Json;
using Xiezhi.Workflow.Events;

namespace Xiezhi.Workflow.Json;

/// <summary>Each event's type name and members. A name is never given to another event, and a member never to another meaning.</summary>
internal static class EventJson
{
    internal static string TypeOf(WorkflowEvent happened) => happened switch
    {
        ProcessStarted => "processStarted",
        ElementEntered => "elementEntered",
        ElementPassed => "elementPassed",
        ElementCompleted => "elementCompleted",
        ElementTerminated => "elementTerminated",
        TokenArrived => "tokenArrived",
        TokensRemoved => "tokensRemoved",
        LoopStarted => "loopStarted",
        LoopAdvanced => "loopAdvanced",
        TaskOpened => "taskOpened",
        JobOpened => "jobOpened",
        JobFailed => "jobFailed",
        TimerSet => "timerSet",
        TimerFired => "timerFired",
        MessageAwaited => "messageAwaited",
        MessageReceived => "messageReceived",
        SignalAwaited => "signalAwaited",
        SignalReceived => "signalReceived",
        SignalThrown => "signalThrown",
        ConditionAwaited => "conditionAwaited",
        ConditionMet => "conditionMet",
        WaitClosed => "waitClosed",
        VariablesSet => "variablesSet",
        DecisionMade => "decisionMade",
        ErrorThrown => "errorThrown",
        EscalationThrown => "escalationThrown",
        CompensationEnabled => "compensationEnabled",
        CompensationThrown => "compensationThrown",
        CompensationBegan => "compensationBegan",
        CompensationHandled => "compensationHandled",
        ElementCompensated => "elementCompensated",
        TransactionCancelled => "transactionCancelled",
        IncidentRaised => "incidentRaised",
        IncidentResolved => "incidentResolved",
        TokenMoved => "tokenMoved",
        ProcessCompleted => "processCompleted",
        ProcessTerminated => "processTerminated",
        ProcessCancelled => "processCancelled",
        _ => throw new ArgumentException($"No such event as {happened.GetType().Name}.", nameof(happened)),
    };

    internal static void Write(MemberWriter to, WorkflowEvent happened)
    {
        to.Begin().Put("type", TypeOf(happened));
        _ = happened switch
        {
            ProcessStarted e => to.Put("process", e.Process).Put("variables", e.Variables),
            ElementEntered e => to.Put("id", e.Id).Put("element", e.Element).Put("scope", e.Scope).Put("inputs", e.Inputs),
            ElementPassed e => to.Put("element", e.Element).Put("scope", e.Scope),
            ElementCompleted e => to.Put("id", e.Id).Put("element", e.Element),
            ElementTerminated e => to.Put("id", e.Id).Put("element", e.Element),
            TokenArrived e => to.Put("element", e.Element).Put("scope", e.Scope).Put("flow", e.Flow),
            TokensRemoved e => to.Put("scope", e.Scope),
            LoopStarted e => to.Put("id", e.Id).Put("total", e.Total).Put("items", e.Items),
            LoopAdvanced e => to.Put("id", e.Id).Put("index", e.Index).Put("output", e.Output),
            TaskOpened e => to.Put("id", e.Id).Put("element", e.Element).Put("owners", e.Owners),
            JobOpened e => to.Put("id", e.Id).Put("element", e.Element).Put("implementation", e.Implementation).Put("inputs", e.Inputs),
            JobFailed e => to.Put("id", e.Id).Put("code", e.Code).Put("message", e.Message),
            TimerSet e => to.Put("id", e.Id).Put("element", e.Element).Put("owner", e.Owner).Put("due", e.Due).Put("interval", e.Interval)
                .PutUnlessZero("remaining", e.Remaining),
            TimerFired e => to.Put("id", e.Id).Put("element", e.Element),
            MessageAwaited e => to.Put("id", e.Id).Put("element", e.Element).Put("owner", e.Owner).Put("name", e.Name).Put("key", e.Key),
            MessageReceived e => to.Put("id", e.Id).Put("element", e.Element),
            SignalAwaited e => to.Put("id", e.Id).Put("element", e.Element).Put("owner", e.Owner).Put("name", e.Name),
            SignalReceived e => to.Put("id", e.Id).Put("element", e.Element),
            SignalThrown e => to.Put("element", e.Element).Put("name", e.Name).Put("payload", e.Payload),
            ConditionAwaited e => to.Put("id", e.Id).Put("element", e.Element).Put("owner", e.Owner).PutUnlessZero("armed", e.Armed ? 1 : 0),
            ConditionMet e => to.Put("id", e.Id).Put("element", e.Element),
            WaitClosed e => to.Put("id", e.Id).Put("element", e.Element),
            VariablesSet e => to.Put("scope", e.Scope).Put("values", e.Values),
            DecisionMade e => to.Put("element", e.Element).Put("reference", e.Reference).Put("result", e.Result).Put("variable", e.Variable)
                .Put("scope", e.Scope),
            ErrorThrown e => to.Put("element", e.Element).Put("code", e.Code).Put("message", e.Message).Put("caughtBy", e.CaughtBy),
            EscalationThrown e => to.Put("element", e.Element).Put("code", e.Code).Put("caughtBy", e.CaughtBy),
            CompensationEnabled e => to.Put("id", e.Id).Put("element", e.Element).Put("scope", e.Scope).PutUnlessZero("instance", e.Instance),
            CompensationThrown e => to.Put("id", e.Id).Put("element", e.Element).Put("activities", e.Activities),
            CompensationBegan e => to.Put("id", e.Id).Put("element", e.Element).Put("scope", e.Scope).Put("activity", e.Activity),
            CompensationHandled e => to.Put("activity", e.Activity).Put("element", e.Element),
            ElementCompensated e => to.Put("id", e.Id).Put("element", e.Element),
            TransactionCancelled e => to.Put("id", e.Id).Put("element", e.Element).Put("activities", e.Activities),
            IncidentRaised e => to.Put("id", e.Id).Put("owner", e.Owner).Put("element", e.Element).Put("phase", e.Phase.ToString()).Put("code", e.Code)
                .Put("message", e.Message).Put("arguments", e.Arguments),
            TokenMoved e => to.Put("id", e.Id).Put("element", e.Element).Put("to", e.To).Put("reason", e.Reason),
            IncidentResolved e => to.Put("id", e.Id),
            ProcessTerminated e => to.Put("element", e.Element),
            ProcessCancelled e => to.Put("reason", e.Reason),
            _ => to,
        };
        to.End();
    }

    internal static WorkflowEvent Read(MemberReader from) => from.Text("type") switch
    {
        "processStarted" => new ProcessStarted(from.Text("process"), from.Values("variables")),
        "elementEntered" => new ElementEntered(from.Number("id"), from.Text("element"), from.Number("scope"), from.Values("inputs")),
        "elementPassed" => new ElementPassed(from.Text("element"), from.Number("scope")),
        "elementCompleted" => new ElementCompleted(from.Number("id"), from.Text("element")),
        "elementTerminated" => new ElementTerminated(from.Number("id"), from.Text("element")),
        "tokenArrived" => new TokenArrived(from.Text("element"), from.Number("scope"), from.Text("flow")),
        "tokensRemoved" => new TokensRemoved(from.Number("scope")),
        "loopStarted" => new LoopStarted(from.Number("id"), from.Number("total"), from.Value("items")),
        "loopAdvanced" => new LoopAdvanced(from.Number("id"), from.Number("index"), from.Value("output")),
        "taskOpened" => new TaskOpened(from.Number("id"), from.Text("element"), from.Texts("owners")),
        "jobOpened" => new JobOpened(from.Number("id"), from.Text("element"), from.Text("implementation"), from.Values("inputs")),
        "jobFailed" => new JobFailed(from.Number("id"), from.Text("code"), from.Text("message")),
        "timerSet" => new TimerSet(
            from.Number("id"), from.Text("element"), from.Number("owner"), from.Moment("due"), from.TextOrNull("interval"), from.NumberOrZero("remaining")),
        "timerFired" => new TimerFired(from.Number("id"), from.Text("element")),
        "messageAwaited" => new MessageAwaited(from.Number("id"), from.Text("element"), from.Number("owner"), from.Text("name"), from.TextOrNull("key")),
        "messageReceived" => new MessageReceived(from.Number("id"), from.Text("element")),
        "signalAwaited" => new SignalAwaited(from.Number("id"), from.Text("element"), from.Number("owner"), from.Text("name")),
        "signalReceived" => new SignalReceived(from.Number("id"), from.Text("element")),
        "signalThrown" => new SignalThrown(from.Text("element"), from.Text("name"), from.Values("payload")),
        "conditionAwaited" => new ConditionAwaited(from.Number("id"), from.Text("element"), from.Number("owner"), from.NumberOrZero("armed") != 0),
        "conditionMet" => new ConditionMet(from.Number("id"), from.Text("element")),
        "waitClosed" => new WaitClosed(from.Number("id"), from.Text("element")),
        "variablesSet" => new VariablesSet(from.Number("scope"), from.Values("values")),
        "decisionMade" => new DecisionMade(from.Text("element"), from.Text("reference"), from.Value("result"), from.TextOrNull("variable"), from.Number("scope")),
        "errorThrown" => new ErrorThrown(from.Text("element"), from.Text("code"), from.TextOrNull("message"), from.TextOrNull("caughtBy")),
        "escalationThrown" => new EscalationThrown(from.Text("element"), from.Text("code"), from.Text("caughtBy")),
        "compensationEnabled" => new CompensationEnabled(from.Number("id"), from.Text("element"), from.Number("scope"), from.NumberOrZero("instance")),
        "compensationThrown" => new CompensationThrown(from.Number("id"), from.Text("element"), from.Numbers("activities")),
        "compensationBegan" => new CompensationBegan(from.Number("id"), from.Text("element"), from.Number("scope"), from.Number("activity")),
        "compensationHandled" => new CompensationHandled(from.Number("activity"), from.Text("element")),
        "elementCompensated" => new ElementCompensated(from.Number("id"), from.Text("element")),
        "transactionCancelled" => new TransactionCancelled(from.Number("id"), from.Text("element"), from.Numbers("activities")),
        "incidentRaised" => new IncidentRaised(
            from.Number("id"),
            from.Number("owner"),
            from.Text("element"),
            from.Word<ActivityPhase>("phase"),
            from.Text("code"),
            from.Text("message"),
            from.Texts("arguments")),
        "tokenMoved" => new TokenMoved(from.Number("id"), from.Text("element"), from.Text("to"), from.Text("reason")),
        "incidentResolved" => new IncidentResolved(from.Number("id")),
        "processCompleted" => new ProcessCompleted(),
        "processTerminated" => new ProcessTerminated(from.Text("element")),
        "processCancelled" => new ProcessCancelled(from.Text("reason")),
        var unknown => throw new JsonSerializationException($"There is no workflow event of the type \"{unknown}\": the log was written by a later version, or is none."),
    };
}
