using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Elements;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.Expressions;
using Xiezhi.Workflow.Model;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Execution;

// Events with several definitions, of which any one or all must happen.
internal sealed partial class Step
{
    /// <summary>Evaluates all that an event waits for, one wait a definition; what is thrown to it needs no waiting.</summary>
    internal Diagnostic? PrepareAll(ElementDefinition element, IVariables variables, out ImmutableArray<PreparedWait> waits)
    {
        waits = [];
        foreach (var one in element.Parts.IsEmpty ? [element.Index] : element.Parts)
        {
            var waiting = definition.Elements[one];
            if (waiting.MessageName is null && waiting.Trigger is not (EventKind.Timer or EventKind.Signal or EventKind.Conditional))
            {
                continue;
            }

            if (Prepare(waiting, variables, out var wait) is { } failure)
            {
                return failure;
            }

            waits = waits.Add(wait);
        }

        return null;
    }

    /// <summary>An instance begins by one of the definitions that its start event needs all of: that event stays until the others have happened.</summary>
    internal void GatherAtStart(ElementDefinition part, ValueContext payload)
    {
        var start = new Token(definition.Elements[part.PartOf], WorkflowState.ProcessScope);
        var token = start with { Instance = Open(start, ValueContext.Empty) };
        Emit(new TriggerOccurred(Draft.NextId, part.Id, token.Instance, payload));
        Settle(token, AwaitTheRest(token));
    }

    /// <summary>A start event waits for those of its definitions that have not happened, by keys that what has happened gives.</summary>
    internal Outcome AwaitTheRest(Token token)
    {
        var happened = Draft.Occurred.Where(one => one.Owner == token.Instance).ToArray();
        var given = happened.Aggregate(ValueContext.Empty, (all, one) => all.With(one.Payload));
        if (PrepareAll(token.Element, View(token.Scope, given), out var waits) is { } failure)
        {
            return Outcome.Incident(failure, ActivityPhase.Failing);
        }

        foreach (var wait in waits.Where(wait => happened.All(one => one.Element != wait.Element.Id)))
        {
            Await(token.Instance, wait);
        }

        return Outcome.Wait;
    }

    /// <summary>One of the definitions that an event needs all of has happened; true when it was the last, with what all of them gave, the latest first.</summary>
    private bool Gather(ElementDefinition part, ElementDefinition whole, int owner, ref ValueContext payload)
    {
        var happened = Draft.Occurred.Where(one => one.Owner == owner && definition.Element(one.Element).PartOf == whole.Index).ToArray();
        var before = Array.Find(happened, one => one.Element == part.Id);
        if (happened.Length + (before is null ? 1 : 0) < whole.Parts.Length)
        {
            Emit(new TriggerOccurred(before?.Id ?? Draft.NextId, part.Id, owner, before is null ? payload : before.Payload.With(payload)));
            return false;
        }

        var all = ValueContext.Empty;
        foreach (var one in happened)
        {
            all = all.With(one.Payload);
            Emit(new WaitClosed(one.Id, one.Element));
        }

        payload = all.With(payload);
        return true;
    }
}
