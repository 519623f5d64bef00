using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Packages;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Due;
using OpenTask = Xiezhi.Runtime.Cases.OpenTask;

namespace Xiezhi.Runtime.Commits;

/// <summary>Works out what a step changes in the tables that are read from the log: the summary, tasks, moments and messages.</summary>
internal static class CommitBuilder
{
    public static CaseCommit Build(GovernancePackage package, CaseState before, CaseStepResult step, string? idempotencyKey)
    {
        var after = step.State;
        var (opened, closed) = Worklist.Changes(before, after);
        var at = step.Events[^1].At;
        var momentsBefore = Moments(package, before);
        var momentsAfter = Moments(package, after);
        return new CaseCommit
        {
            Summary = Summarise(after),
            ExpectedVersion = before.Version,
            Events = step.Events,
            IdempotencyKey = idempotencyKey,
            TasksOpened =
            [
                .. opened.Select(task => new OpenTask(
                    after.Tenant,
                    after.Id,
                    task.Id,
                    task.Element,
                    package.Procedure.Find(task.Element)?.Name ?? task.Element,
                    TaskOwners.Of(package, after, task),
                    at)),
            ],
            TasksClosed = closed,
            TasksHeld = TaskHoldings.Between(before, after),
            OwnersChanged = before.IsHeld || after.IsHeld ? [] : OwnersChanged(package, before, after),
            MomentsSet = [.. momentsAfter.Where(moment => !momentsBefore.TryGetValue(moment.Key, out var old) || old != moment.Value).Select(moment => new DueMoment(moment.Key, moment.Value))],
            MomentsCleared = [.. momentsBefore.Keys.Where(name => !momentsAfter.ContainsKey(name))],
            Outbox = [.. step.Events.SelectMany(recorded => OutboxMessages.Of(package, after, recorded))],
        };
    }

    // Who leads, what the duty list says, and a ladder that reassigns: each can move a task that is open already to another worklist.
    private static ImmutableArray<TaskOwnership> OwnersChanged(GovernancePackage package, CaseState before, CaseState after)
    {
        var changed = ImmutableArray.CreateBuilder<TaskOwnership>();
        foreach (var task in after.Workflow.Tasks)
        {
            if (before.Workflow.Tasks.Find(task.Id) is { } earlier)
            {
                var owners = TaskOwners.Of(package, after, task);
                if (!owners.AsSpan().SequenceEqual(TaskOwners.Of(package, before, earlier).AsSpan()))
                {
                    changed.Add(new TaskOwnership(task.Id, owners));
                }
            }
        }

        return changed.ToImmutable();
    }

    private static CaseSummary Summarise(CaseState state) => new()
    {
        Tenant = state.Tenant,
        Id = state.Id,
        Key = state.Key,
        PackageId = state.PackageId,
        Status = state.Status,
        Title = state.Facts.Title,
        Matter = state.Facts.Matter,
        Territory = state.Facts.Territory,
        Lead = state.Facts.Lead,
        ServiceLevel = state.Facts.ServiceLevel,
        Level = state.Level,
        OpenedAt = state.OpenedAt,
        EndedAt = state.EndedAt,
        DueAt = state.Clocks.Where(clock => !clock.HasEnded).Select(clock => (DateTimeOffset?)clock.Due).Min(),
        Breached = state.Clocks.Any(clock => clock.BreachedAt is not null),
        Version = state.Version,
        Head = state.Head,
    };

    private static Dictionary<string, DateTimeOffset> Moments(GovernancePackage package, CaseState state)
    {
        var moments = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var moment in CaseMoments.Of(package, state))
        {
            moments[moment.Name] = WholeMillisecond(moment.At);
        }

        return moments;
    }

    /// <summary>A moment as the next whole millisecond: steps and stores know no finer, and one cut down would call the case before anything is due.</summary>
    internal static DateTimeOffset WholeMillisecond(DateTimeOffset moment)
    {
        var rest = moment.UtcTicks % TimeSpan.TicksPerMillisecond;
        return new DateTimeOffset(moment.UtcTicks - rest + (rest > 0 ? TimeSpan.TicksPerMillisecond : 0), TimeSpan.Zero);
    }
}
