using System.Collections.Immutable;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Json;

/// <summary>The members of a state.</summary>
internal static class StateJson
{
    internal static void Write(MemberWriter to, WorkflowState state)
    {
        to.Begin().Put("status", state.Status.ToString()).Put("nextId", state.NextId).Put("variables", state.Variables);
        to.PutAll("instances", state.Instances, static (to, one) => to
            .Put("id", one.Id).Put("element", one.Element).PutUnlessZero("scope", one.Scope)
            .Put("phase", one.Phase == ActivityPhase.Active ? null : one.Phase.ToString()).Put("variables", one.Variables)
            .PutUnlessZero("children", one.Children)
            .Put("waits", one.Waits)
            .PutAll("arrivals", one.Arrivals, static (to, arrival) => to.Put("flow", arrival.Flow).Put("count", arrival.Count))
            .PutAll("loop", one.Loop is { } loop ? [loop] : Array.Empty<LoopProgress>(), static (to, loop) => to
                .Put("total", loop.Total).PutUnlessZero("completed", loop.Completed).Put("items", loop.Items)
                .PutAll("outputs", loop.Outputs, static (to, output) => to.Put("id", output.Id).Put("output", output.Output))));
        to.PutAll("tasks", state.Tasks, static (to, one) => to.Put("id", one.Id).Put("element", one.Element).Put("owners", one.Owners));
        to.PutAll("jobs", state.Jobs, static (to, one) => to
            .Put("id", one.Id).Put("element", one.Element).Put("implementation", one.Implementation).Put("inputs", one.Inputs)
            .PutUnlessZero("failures", one.Failures));
        to.PutAll("timers", state.Timers, static (to, one) => to
            .Put("id", one.Id).Put("element", one.Element).Put("owner", one.Owner).Put("due", one.Due).Put("interval", one.Interval)
            .PutUnlessZero("remaining", one.Remaining));
        to.PutAll("messages", state.Messages, static (to, one) => to
            .Put("id", one.Id).Put("element", one.Element).Put("owner", one.Owner).Put("name", one.Name).Put("key", one.Key));
        to.PutAll("signals", state.Signals, static (to, one) => to
            .Put("id", one.Id).Put("element", one.Element).Put("owner", one.Owner).Put("name", one.Name));
        to.PutAll("conditions", state.Conditions, static (to, one) => to
            .Put("id", one.Id).Put("element", one.Element).Put("owner", one.Owner).PutUnlessZero("armed", one.Armed ? 1 : 0));
        to.PutAll("occurred", state.Occurred, static (to, one) => to
            .Put("id", one.Id).Put("element", one.Element).Put("owner", one.Owner).Put("payload", one.Payload));
        to.PutAll("compensables", state.Compensables, static (to, one) => to
            .Put("id", one.Id).Put("element", one.Element).Put("scope", one.Scope).PutUnlessZero("instance", one.Instance).Put("variables", one.Variables)
            .PutUnlessZero("takenBy", one.TakenBy));
        to.PutAll("incidents", state.Incidents, static (to, one) => to
            .Put("id", one.Id).Put("owner", one.Owner).Put("element", one.Element).Put("phase", one.Phase.ToString()).Put("code", one.Code)
            .Put("message", one.Message).Put("arguments", one.Arguments));
        to.End();
    }

    internal static WorkflowState Read(MemberReader from) => new()
    {
        Status = from.Word<WorkflowStatus>("status"),
        NextId = from.Number("nextId"),
        Variables = from.Values("variables"),
        Instances = Table(from, "instances", static one => new ElementInstance(
            one.Number("id"),
            one.Text("element"),
            one.NumberOrZero("scope"),
            one.TextOrNull("phase") is null ? ActivityPhase.Active : one.Word<ActivityPhase>("phase"),
            one.Values("variables"),
            one.NumberOrZero("children"),
            one.Numbers("waits"),
            one.All("arrivals", static arrival => new Arrival(arrival.Text("flow"), arrival.Number("count"))),
            one.All("loop", static loop => new LoopProgress(
                loop.Number("total"),
                loop.NumberOrZero("completed"),
                loop.Value("items"),
                Table(loop, "outputs", static output => new LoopOutput(output.Number("id"), output.Value("output"))))).FirstOrDefault())),
        Tasks = Table(from, "tasks", static one => new OpenTask(one.Number("id"), one.Text("element"), one.Texts("owners"))),
        Jobs = Table(from, "jobs", static one => new OpenJob(
            one.Number("id"), one.Text("element"), one.Text("implementation"), one.Values("inputs"), one.NumberOrZero("failures"))),
        Timers = Table(from, "timers", static one => new RunningTimer(
            one.Number("id"), one.Text("element"), one.Number("owner"), one.Moment("due"), one.TextOrNull("interval"), one.NumberOrZero("remaining"))),
        Messages = Table(from, "messages", static one => new AwaitedMessage(
            one.Number("id"), one.Text("element"), one.Number("owner"), one.Text("name"), one.TextOrNull("key"))),
        Signals = Table(from, "signals", static one => new AwaitedSignal(one.Number("id"), one.Text("element"), one.Number("owner"), one.Text("name"))),
        Conditions = Table(from, "conditions", static one => new AwaitedCondition(
            one.Number("id"), one.Text("element"), one.Number("owner"), one.NumberOrZero("armed") != 0)),
        Occurred = Table(from, "occurred", static one => new OccurredTrigger(
            one.Number("id"), one.Text("element"), one.Number("owner"), one.Values("payload"))),
        Compensables = Table(from, "compensables", static one => new CompensableActivity(
            one.Number("id"), one.Text("element"), one.Number("scope"), one.NumberOrZero("instance"), one.Values("variables"), one.NumberOrZero("takenBy"))),
        Incidents = Table(from, "incidents", static one => new Incident(
            one.Number("id"),
            one.Number("owner"),
            one.Text("element"),
            one.Word<ActivityPhase>("phase"),
            one.Text("code"),
            one.Text("message"),
            one.Texts("arguments"))),
    };

    private static StateTable<T> Table<T>(MemberReader from, string name, Func<MemberReader, T> read)
        where T : class, IStateEntry, IEquatable<T> =>
        from.All(name, read).Aggregate(StateTable<T>.Empty, static (table, one) => table.With(one));
}
