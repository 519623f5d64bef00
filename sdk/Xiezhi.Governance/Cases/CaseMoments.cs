using Xiezhi.Governance.Packages;

namespace Xiezhi.Governance.Cases;

/// <summary>What falls due in a case: timers of its procedure, and moments of all that takes part in it.</summary>
public static class CaseMoments
{
    /// <summary>The next moments of a case, one a name; none once it has ended, but for what outlives it.</summary>
    public static IEnumerable<CaseMoment> Of(GovernancePackage package, CaseState state)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(state);
        if (state is { IsOpen: true, IsHeld: false, Workflow.Timers.Count: > 0 })
        {
            foreach (var timer in state.Workflow.Timers)
            {
                yield return new CaseMoment("timer:" + timer.Id, timer.Due);
            }
        }

        foreach (var aspect in CaseAspects.All)
        {
            foreach (var moment in aspect.NextMoments(package, state))
            {
                yield return moment;
            }
        }
    }
}
