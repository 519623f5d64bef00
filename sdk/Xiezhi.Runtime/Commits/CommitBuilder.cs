using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Packages;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Due;
using Xiezhi.Runtime.Outbox;
using OpenTask = Xiezhi.Runtime.Cases.OpenTask;

namespace Xiezhi.Runtime.Commits;

/// <summary>Works out what a step changes in the tables that are read from the log: the summary, tasks, moments and messages.</summary>
internal static class CommitBuilder
{
    /// <param name="earlier">The case before the step.</param>
    /// <param name="later">The case after it.</param>
    /// <param name="events">What the step recorded; at least one event.</param>
    /// <param name="idempotencyKey">The key of the command, or <see langword="null"/>.</param>
    public static CaseCommit Build(LoadedCase earlier, LoadedCase later, ImmutableArray<RecordedEvent> events, string? idempotencyKey)
    {
        var (package, before, after) = (later.Package, earlier.State, later.State);
        var (opened, closed) = Worklist.Changes(before, after);
        var at = events[^1].At;
        var (set, cleared) = MomentsChanged(earlier.Moments, later.Moments);
        return new CaseCommit
        {
            Summary = Summarise(after),
            ExpectedVersion = before.Version,
            Events = events,
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
            MomentsSet = set,
            MomentsCleared = cleared,
            Outbox = Messages(package, after, events),
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

    // A case has a handful at most.
    private static (ImmutableArray<DueMoment> Set, ImmutableArray<string> Cleared) MomentsChanged(ReadOnlySpan<DueMoment> before, ReadOnlySpan<DueMoment> after)
    {
        var set = ImmutableArray.CreateBuilder<DueMoment>();
        foreach (var moment in after)
        {
            if (!before.Contains(moment))
            {
                set.Add(moment);
            }
        }

        var cleared = ImmutableArray.CreateBuilder<string>();
        foreach (var moment in before)
        {
            if (!IsNamed(after, moment.Name))
            {
                cleared.Add(moment.Name);
            }
        }

        return (set.ToImmutable(), cleared.ToImmutable());
    }

    private static bool IsNamed(ReadOnlySpan<DueMoment> moments, string name)
    {
        foreach (var moment in moments)
        {
            if (moment.Name == name)
            {
                return true;
            }
        }

        return false;
    }

    private static ImmutableArray<OutboxMessage> Messages(GovernancePackage package, CaseState state, ImmutableArray<RecordedEvent> events)
    {
        var messages = ImmutableArray.CreateBuilder<OutboxMessage>();
        foreach (var recorded in events)
        {
            messages.AddRange(OutboxMessages.Of(package, state, recorded));
        }

        return messages.ToImmutable();
    }

    /// <summary>A moment as the next whole millisecond: steps and stores know no finer, and one cut down would call the case before anything is due.</summary>
    internal static DateTimeOffset WholeMillisecond(DateTimeOffset moment)
    {
        var rest = moment.UtcTicks % TimeSpan.TicksPerMillisecond;
        return new DateTimeOffset(moment.UtcTicks - rest + (rest > 0 ? TimeSpan.TicksPerMillisecond : 0), TimeSpan.Zero);
    }
}
