using System.Globalization;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Claims;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Parties;
using Xiezhi.Workflow.States;

namespace Xiezhi.Governance.Handling.FourEyes;

/// <summary>Refuses, and records as acting beyond one's duty, that the same do two tasks which different ones must.</summary>
internal sealed class FourEyesKeeping : CaseAspect
{
    public override Diagnostic? Prevents(CaseDraft draft, CaseCommand command)
    {
        if (draft.Package.Handling.FourEyes.IsEmpty || TaskOf(command) is not { } id || draft.State.Workflow.Tasks.Find(id) is not { } task)
        {
            return null;
        }

        var found = Against(draft.Package, draft.State, task, command switch
        {
            DelegateTask passed => [new TaskHolder(passed.Party, passed.Person)],
            AssignTask assigned => [new TaskHolder(assigned.Party, assigned.Person)],
            CompleteTask => CaseDoings.PartsOf(draft.Actor, draft.State.Claims.Find(id)),
            _ => CaseDoings.PartsOf(draft.Actor, null),
        });
        // The engine assigns by what it knew a moment before; a person who does so goes beyond their duty.
        if (found is not null && !(command is AssignTask && draft.Actor.Party == Actor.Engine.Party))
        {
            draft.Record(new CommandRefused(command.GetType().Name, task.Element, Authority.OwnersOf(draft.Package, draft.State, id).Allowed) { Reason = found.Code });
        }

        return found;
    }

    /// <summary>What stands against a task being done by some; <see langword="null"/> where nothing does.</summary>
    internal static Diagnostic? Against(GovernancePackage package, CaseState state, OpenTask task, IEnumerable<TaskHolder> doers)
    {
        var parts = doers.ToList();
        foreach (var rule in package.Handling.FourEyes)
        {
            foreach (var other in rule.OthersOf(task.Element))
            {
                if (Conflict(package, state, rule, task, other, parts) is var (who, place))
                {
                    return HandlingCodes.DoneBySame.At(Location.None, who.ToString(), task.Element, other, place);
                }
            }
        }

        return null;
    }

    private static (TaskHolder Who, string Place)? Conflict(
        GovernancePackage package, CaseState state, FourEyesRule rule, OpenTask task, string other, List<TaskHolder> parts)
    {
        foreach (var doing in state.Doings.All)
        {
            if (doing.Element == other && doing.TaskId != task.Id && (rule.Within == FourEyesSpan.Case || doing.Round == state.Reworks)
                && parts.FirstOrDefault(part => doing.By.Any(by => AreSame(package.Organization, rule.Same, part, by))) is { } who)
            {
                return (who, doing.Sequence.ToString(CultureInfo.InvariantCulture));
            }
        }

        // Whoever has claimed the one task has begun to do it.
        foreach (var open in state.Workflow.Tasks)
        {
            if (open.Element == other && open.Id != task.Id && state.Claims.Find(open.Id) is { } claim
                && parts.FirstOrDefault(part => claim.Givers.Add(claim.Holder).Any(by => AreSame(package.Organization, rule.Same, part, by))) is { } who)
            {
                return (who, "claim of task " + open.Id.ToString(CultureInfo.InvariantCulture));
            }
        }

        return null;
    }

    private static bool AreSame(Organization organization, SameDoer same, TaskHolder one, TaskHolder other)
    {
        var oneParty = one.Party == other.Party;
        var known = one.Person is not null && other.Person is not null;
        if (known && one.Person == other.Person && (oneParty || organization.Staffing.Person(one.Person) is not null))
        {
            return true;
        }

        return same switch
        {
            SameDoer.Person => oneParty && !known,
            SameDoer.Party => oneParty,
            _ => oneParty || IsAbove(organization, one.Party, other.Party) || IsAbove(organization, other.Party, one.Party),
        };
    }

    private static bool IsAbove(Organization organization, string upper, string lower)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { lower };
        var next = new Queue<string>(reached);
        while (next.TryDequeue(out var id))
        {
            if (organization.Party(id) is not { } party)
            {
                continue;
            }

            foreach (var superior in party.FurtherSuperiors.Values.Append(party.Superior).OfType<string>().Where(reached.Add))
            {
                if (superior == upper)
                {
                    return true;
                }

                next.Enqueue(superior);
            }
        }

        return false;
    }

    private static int? TaskOf(CaseCommand command) => command switch
    {
        CompleteTask complete => complete.TaskId,
        ClaimTask or AcceptTask or DelegateTask or AssignTask => ((ClaimCommand)command).TaskId,
        _ => null,
    };
}
