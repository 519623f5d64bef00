using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Events;

namespace Xiezhi.Workflow.States;

// What can be undone, and what is being undone.
internal sealed partial class StateDraft
{
    private CompensableActivity Compensable(int id) => Compensables.Find(id) ?? throw Misfit($"nothing to compensate as {id}");

    private void Enable(CompensationEnabled enabled)
    {
        var variables = enabled.Instance == 0 ? ValueContext.Empty : Instance(enabled.Instance).Variables;
        Compensables = Compensables.With(
            new CompensableActivity(Take(enabled.Id), definition.Element(enabled.Element).Id, enabled.Scope, enabled.Instance, variables, 0));
    }

    private void TakeAll(int by, ImmutableArray<int> activities)
    {
        foreach (var id in activities)
        {
            Compensables = Compensables.With(Compensable(id) with { TakenBy = by });
        }
    }

    /// <summary>A scope is opened again as it was when it was completed, and what was done inside it is found there.</summary>
    private void Begin(CompensationBegan began)
    {
        var activity = Compensable(began.Activity);
        var scope = Instance(began.Scope);
        Instances = Instances
            .With(scope with { Children = scope.Children + 1 })
            .With(new ElementInstance(Take(began.Id), activity.Element, began.Scope, ActivityPhase.Compensating, activity.Variables, 0, [], []));
        Compensables = Compensables.Without(activity.Id);
        // What a handler of its own undoes, that handler says; all else is undone in the reverse order of its completion.
        var takenBy = definition.Element(activity.Element).UndoesItself(scope.Element) ? 0 : began.Id;
        foreach (var inner in Compensables.Where(one => one.Scope == activity.Instance).ToArray())
        {
            Compensables = Compensables.With(inner with { Scope = began.Id, TakenBy = takenBy });
        }
    }

    private void Forget(CompensableActivity activity)
    {
        Compensables = Compensables.Without(activity.Id);
        if (activity.Instance != 0)
        {
            ForgetInside(activity.Instance);
        }
    }

    private void ForgetInside(int instance)
    {
        foreach (var inner in Compensables.Where(one => one.Scope == instance).ToArray())
        {
            Forget(inner);
        }
    }
}
