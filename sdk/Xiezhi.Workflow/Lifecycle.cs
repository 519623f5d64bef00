using System.Collections.Frozen;

namespace Xiezhi.Workflow;

/// <summary>Where an element instance stands in its life (BPMN 2.0, 13.3.2).</summary>
public enum ActivityPhase
{
    /// <summary>A token has come; inputs are not yet taken.</summary>
    Ready,

    /// <summary>At work, or waiting.</summary>
    Active,

    /// <summary>Done; outputs and outgoing flows are being settled.</summary>
    Completing,

    /// <summary>Left, because it was done.</summary>
    Completed,

    /// <summary>What was done in it is being undone.</summary>
    Compensating,

    /// <summary>Left again, because what was done in it is undone.</summary>
    Compensated,

    /// <summary>An error was raised that nothing has caught yet.</summary>
    Failing,

    /// <summary>Being ended by something else; what is inside ends first.</summary>
    Terminating,

    /// <summary>Left, because something else ended it.</summary>
    Terminated,
}

/// <summary>The life of an activity as data, to be read beside the specification's figure 13.2. Every event that moves an instance is held to it.</summary>
internal static class Lifecycle
{
    /// <summary>From each phase, the phases that may follow.</summary>
    internal static readonly FrozenDictionary<ActivityPhase, FrozenSet<ActivityPhase>> Activity = Table(new()
    {
        [ActivityPhase.Ready] = [ActivityPhase.Active, ActivityPhase.Terminating],
        [ActivityPhase.Active] = [ActivityPhase.Completing, ActivityPhase.Failing, ActivityPhase.Terminating],
        [ActivityPhase.Completing] = [ActivityPhase.Completed, ActivityPhase.Failing, ActivityPhase.Terminating],
        [ActivityPhase.Failing] = [ActivityPhase.Active, ActivityPhase.Terminating],
        [ActivityPhase.Terminating] = [ActivityPhase.Terminated],
        [ActivityPhase.Completed] = [ActivityPhase.Compensating],
        [ActivityPhase.Compensating] = [ActivityPhase.Compensated, ActivityPhase.Terminating],
        [ActivityPhase.Compensated] = [],
        [ActivityPhase.Terminated] = [],
    });

    /// <summary>Whether <paramref name="to"/> may follow <paramref name="from"/>.</summary>
    internal static bool Allows(ActivityPhase from, ActivityPhase to) => Activity[from].Contains(to);

    private static FrozenDictionary<ActivityPhase, FrozenSet<ActivityPhase>> Table(Dictionary<ActivityPhase, ActivityPhase[]> rows) =>
        rows.ToFrozenDictionary(row => row.Key, row => row.Value.ToFrozenSet());
}
