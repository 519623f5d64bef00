using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Due;
using Xiezhi.Runtime.Outbox;

namespace Xiezhi.Runtime.Commits;

/// <summary>All that one command decided for one case, to be made durable whole or not at all.</summary>
public sealed record CaseCommit
{
    /// <summary>The case as lists show it, after the command.</summary>
    public required CaseSummary Summary { get; init; }

    /// <summary>How many events the case had before; the commit fails where it has another number by now.</summary>
    public required long ExpectedVersion { get; init; }

    /// <summary>The events, in order.</summary>
    public required ImmutableArray<RecordedEvent> Events { get; init; }

    /// <summary>The idempotency key of the command, or <see langword="null"/>.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Tasks that opened.</summary>
    public ImmutableArray<OpenTask> TasksOpened { get; init; } = [];

    /// <summary>The ids of tasks that closed.</summary>
    public ImmutableArray<int> TasksClosed { get; init; } = [];

    /// <summary>
    /// Tasks that stay open and now belong to others: a store replaces all their owners, so that a task is on the worklists of these and of no
    /// other. None of them is in <see cref="TasksOpened"/> or <see cref="TasksClosed"/>.
    /// </summary>
    public ImmutableArray<TaskOwnership> OwnersChanged { get; init; } = [];

    /// <summary>Open tasks that somebody else holds than before, or nobody any more; also those that opened with it.</summary>
    public ImmutableArray<TaskHolding> TasksHeld { get; init; } = [];

    /// <summary>Moments at which something falls due, new or changed.</summary>
    public ImmutableArray<DueMoment> MomentsSet { get; init; } = [];

    /// <summary>The names of moments that no longer matter.</summary>
    public ImmutableArray<string> MomentsCleared { get; init; } = [];

    /// <summary>What the world outside is to be told or asked.</summary>
    public ImmutableArray<OutboxMessage> Outbox { get; init; } = [];
}

/// <summary>To whom a task belongs from now on.</summary>
/// <param name="TaskId">The task's id within the case.</param>
/// <param name="Owners">Its owners, all of them, as in <see cref="OpenTask.Owners"/>; none where it is on nobody's worklist for now.</param>
public sealed record TaskOwnership(int TaskId, ImmutableArray<string> Owners);
