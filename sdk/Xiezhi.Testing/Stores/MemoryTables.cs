using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Outbox;

namespace Xiezhi.Testing.Stores;

/// <summary>What a database would keep, under one lock: a commit is seen whole or not at all.</summary>
internal sealed class MemoryTables
{
    private readonly Lock _turn = new();
    private readonly Dictionary<(string Tenant, CaseId Case), StoredCase> _cases = [];
    private readonly SortedDictionary<(string Tenant, string Key), CaseId> _commands = new(Comparer<(string Tenant, string Key)>.Create(static (one, other) =>
        string.CompareOrdinal(one.Tenant, other.Tenant) is not 0 and var byTenant ? byTenant : string.CompareOrdinal(one.Key, other.Key)));
    private readonly HashSet<(string Tenant, CaseId Case, string Key)> _folded = [];
    private readonly SortedSet<StoredMoment> _moments = new(Comparer<StoredMoment>.Create(StoredMoment.Compare));
    private readonly Dictionary<string, StoredMessage> _outbox = new(StringComparer.Ordinal);
    private readonly SortedSet<StoredMessage> _waiting = new(Comparer<StoredMessage>.Create(StoredMessage.Compare));

    /// <summary>Reads or changes the tables while nobody else does.</summary>
    public T Use<T>(Func<MemoryTables, T> use)
    {
        lock (_turn)
        {
            return use(this);
        }
    }

    public IEnumerable<StoredCase> Cases => _cases.Values;

    public IEnumerable<StoredMoment> Moments => _moments;

    /// <summary>Every message, also those that were delivered.</summary>
    public IEnumerable<StoredMessage> Messages => _outbox.Values;

    /// <summary>Messages whose delivery is tried again, the next first.</summary>
    public IEnumerable<StoredMessage> Waiting => _waiting;

    public StoredCase? Find(string tenant, CaseId id) => _cases.GetValueOrDefault((tenant, id));

    public bool HasCommand(string tenant, string key) => _commands.ContainsKey((tenant, key));

    public bool HasFolded(string tenant, CaseId id, string key) => _folded.Contains((tenant, id, key));

    /// <summary>The idempotency keys of commands in order, with the cases that they were on.</summary>
    public IEnumerable<KeyValuePair<(string Tenant, string Key), CaseId>> Commands => _commands;

    /// <summary>Keeps a key apart from those that a commit looks at.</summary>
    public void Fold(string tenant, string key)
    {
        _commands.Remove((tenant, key), out var id);
        _folded.Add((tenant, id, key));
    }

    /// <summary>Forgets a message that was delivered.</summary>
    public void Remove(StoredMessage delivered) => _outbox.Remove(delivered.Message.Id);

    public StoredMessage? FindMessage(string id) => _outbox.GetValueOrDefault(id);

    /// <summary>Sets when delivery of a message is tried next; never, where no time is given.</summary>
    public void Schedule(StoredMessage message, DateTimeOffset? nextAttemptAt)
    {
        // The set is ordered by the time, so the time changes only while the message is out of it.
        _waiting.Remove(message);
        message.NextAttemptAt = nextAttemptAt is { } next ? StoredTime.Cut(next) : null;
        if (message.NextAttemptAt is not null)
        {
            _waiting.Add(message);
        }
    }

    /// <summary>Adds a message, to be delivered from the time on at which it was committed.</summary>
    public void Add(OutboxMessage message)
    {
        var kept = new StoredMessage(message with { CreatedAt = StoredTime.Cut(message.CreatedAt), Attempts = 0 });
        _outbox.Add(message.Id, kept);
        Schedule(kept, message.CreatedAt);
    }

    /// <summary>Keeps commits; where one of them can't be kept, none is.</summary>
    /// <exception cref="InvalidOperationException">A message has the id of another.</exception>
    public ImmutableArray<CommitOutcome> Commit(IReadOnlyList<CaseCommit> commits)
    {
        var versions = new Dictionary<(string Tenant, CaseId Case), long>();
        var keys = new HashSet<(string Tenant, string Key)>();
        var outcomes = commits.Select(commit => Foresee(commit, versions, keys)).ToImmutableArray();
        var kept = commits.Zip(outcomes).Where(pair => pair.Second == CommitOutcome.Committed).Select(pair => pair.First).ToList();

        // What conflicts sends no message: two hosts that act on the same moment make the same one.
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var message in kept.SelectMany(commit => commit.Outbox))
        {
            if (_outbox.ContainsKey(message.Id) || !ids.Add(message.Id))
            {
                throw new InvalidOperationException($"There is a message {message.Id} already.");
            }
        }

        kept.ForEach(Keep);
        return outcomes;
    }

    // A conflict or duplicate leaves nothing behind.
    private CommitOutcome Foresee(CaseCommit commit, Dictionary<(string Tenant, CaseId Case), long> versions, HashSet<(string Tenant, string Key)> keys)
    {
        var summary = commit.Summary;
        if (commit.IdempotencyKey is { } key && (HasCommand(summary.Tenant, key) || keys.Contains((summary.Tenant, key))))
        {
            return CommitOutcome.Duplicate;
        }

        var of = (summary.Tenant, summary.Id);
        if ((versions.TryGetValue(of, out var version) ? version : Find(summary.Tenant, summary.Id)?.Summary.Version ?? 0) != commit.ExpectedVersion)
        {
            return CommitOutcome.Conflict;
        }

        versions[of] = summary.Version;
        if (commit.IdempotencyKey is not null)
        {
            keys.Add((summary.Tenant, commit.IdempotencyKey));
        }

        return CommitOutcome.Committed;
    }

    private void Keep(CaseCommit commit)
    {
        var summary = commit.Summary;
        if (Find(summary.Tenant, summary.Id) is not { } stored)
        {
            stored = new StoredCase();
            _cases.Add((summary.Tenant, summary.Id), stored);
        }

        if (commit.IdempotencyKey is not null)
        {
            _commands.Add((summary.Tenant, commit.IdempotencyKey), summary.Id);
        }

        stored.Summary = StoredTime.Cut(commit.Summary);
        stored.Events.AddRange(commit.Events);
        foreach (var task in commit.TasksClosed)
        {
            stored.Tasks.Remove(task);
        }

        foreach (var task in commit.TasksOpened)
        {
            stored.Tasks.Add(task.TaskId, task with { Owners = Sorted(task.Owners), OpenedAt = StoredTime.Cut(task.OpenedAt) });
        }

        foreach (var changed in commit.OwnersChanged)
        {
            stored.Tasks[changed.TaskId] = stored.Tasks[changed.TaskId] with { Owners = Sorted(changed.Owners) };
        }

        foreach (var held in commit.TasksHeld)
        {
            stored.Tasks[held.TaskId] = stored.Tasks[held.TaskId] with
            {
                Holder = held.Holder,
                HeldUntil = held.HeldUntil is { } until ? StoredTime.Cut(until) : null,
            };
        }

        foreach (var name in commit.MomentsCleared.Concat(commit.MomentsSet.Select(moment => moment.Name)))
        {
            if (stored.Moments.Remove(name, out var old))
            {
                _moments.Remove(old);
            }
        }

        foreach (var moment in commit.MomentsSet)
        {
            var kept = new StoredMoment(StoredTime.Cut(moment.At), commit.Summary.Tenant, commit.Summary.Id, moment.Name);
            stored.Moments[moment.Name] = kept;
            _moments.Add(kept);
        }

        foreach (var message in commit.Outbox)
        {
            Add(message);
        }
    }

    private static ImmutableArray<string> Sorted(ImmutableArray<string> owners) => [.. owners.Distinct().Order(StringComparer.Ordinal)];
}

/// <summary>A case, its log, and what follows from it.</summary>
internal sealed class StoredCase
{
    public CaseSummary Summary { get; set; } = null!;

    public List<RecordedEvent> Events { get; } = [];

    public SortedDictionary<int, OpenTask> Tasks { get; } = [];

    public Dictionary<string, StoredMoment> Moments { get; } = new(StringComparer.Ordinal);
}

/// <summary>A moment at which something falls due in a case.</summary>
internal sealed record StoredMoment(DateTimeOffset At, string Tenant, CaseId Case, string Name)
{
    public static int Compare(StoredMoment one, StoredMoment other)
    {
        var byTime = one.At.CompareTo(other.At);
        var byTenant = byTime != 0 ? byTime : string.CompareOrdinal(one.Tenant, other.Tenant);
        var byCase = byTenant != 0 ? byTenant : string.CompareOrdinal(one.Case.ToString(), other.Case.ToString());
        return byCase != 0 ? byCase : string.CompareOrdinal(one.Name, other.Name);
    }
}

/// <summary>An outgoing message and how its delivery stands.</summary>
internal sealed class StoredMessage(OutboxMessage message)
{
    public OutboxMessage Message { get; set; } = message;

    /// <summary>When it was delivered; null where it was not.</summary>
    public DateTimeOffset? DeliveredAt { get; set; }

    public bool IsDelivered => DeliveredAt is not null;

    /// <summary>When delivery is tried next; null once it was delivered or set aside.</summary>
    public DateTimeOffset? NextAttemptAt { get; set; }

    /// <summary>Why it was set aside; null where it was not.</summary>
    public string? SetAside { get; set; }

    public static int Compare(StoredMessage one, StoredMessage other)
    {
        var byTime = Nullable.Compare(one.NextAttemptAt, other.NextAttemptAt);
        return byTime != 0 ? byTime : string.CompareOrdinal(one.Message.Id, other.Message.Id);
    }
}

/// <summary>Instants as databases keep them: cut to whole milliseconds.</summary>
internal static class StoredTime
{
    public static DateTimeOffset Cut(DateTimeOffset at) => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());

    public static CaseSummary Cut(CaseSummary summary) => summary with
    {
        OpenedAt = Cut(summary.OpenedAt),
        EndedAt = summary.EndedAt is { } ended ? Cut(ended) : null,
        DueAt = summary.DueAt is { } due ? Cut(due) : null,
    };
}
