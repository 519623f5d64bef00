using Xiezhi.Governance.Cases;

namespace Xiezhi.Storage.Schema;

/// <summary>One event of a case's log.</summary>
internal sealed class EventRow
{
    public required string Tenant { get; set; }

    public required string CaseId { get; set; }

    public long Sequence { get; set; }

    public required string Type { get; set; }

    public long At { get; set; }

    public required string Text { get; set; }

    public required byte[] Hash { get; set; }
}

/// <summary>A case as lists show it.</summary>
internal sealed class CaseRow
{
    public required string Tenant { get; set; }

    public required string Id { get; set; }

    public required string Key { get; set; }

    public required string PackageId { get; set; }

    public CaseStatus Status { get; set; }

    public string? Title { get; set; }

    public string? Matter { get; set; }

    public string? Territory { get; set; }

    public string? Lead { get; set; }

    public string? ServiceLevel { get; set; }

    public int Level { get; set; }

    public long OpenedAt { get; set; }

    public long? EndedAt { get; set; }

    public long? DueAt { get; set; }

    public bool Breached { get; set; }

    public long Version { get; set; }

    public required byte[] Head { get; set; }
}

/// <summary>A task that waits.</summary>
internal sealed class TaskRow
{
    public required string Tenant { get; set; }

    public required string CaseId { get; set; }

    public int TaskId { get; set; }

    public required string Element { get; set; }

    public required string Name { get; set; }

    public long OpenedAt { get; set; }

    public string? HolderParty { get; set; }

    public string? HolderPerson { get; set; }

    public long? HeldUntil { get; set; }
}

/// <summary>A party that may do a task.</summary>
internal sealed class TaskOwnerRow
{
    public required string Tenant { get; set; }

    public required string CaseId { get; set; }

    public int TaskId { get; set; }

    public required string Owner { get; set; }
}

/// <summary>A moment at which something falls due in a case.</summary>
internal sealed class MomentRow
{
    public required string Tenant { get; set; }

    public required string CaseId { get; set; }

    public required string Name { get; set; }

    public long At { get; set; }
}

/// <summary>The idempotency key of a command that is durable.</summary>
internal sealed class CommandRow
{
    public required string Tenant { get; set; }

    public required string Key { get; set; }

    public required string CaseId { get; set; }

    public long Version { get; set; }
}

/// <summary>What stays of the idempotency keys of commands on a case that has long ended.</summary>
internal sealed class KeyDigestsRow
{
    public required string Tenant { get; set; }

    public required string CaseId { get; set; }

    /// <summary>Sixteen bytes a key, one behind the other.</summary>
    public required byte[] Digests { get; set; }
}

/// <summary>An outgoing message.</summary>
internal sealed class OutboxRow
{
    public required string Id { get; set; }

    public required string Tenant { get; set; }

    public required string CaseId { get; set; }

    public int? JobId { get; set; }

    public required string Kind { get; set; }

    public string? Recipient { get; set; }

    public required string Payload { get; set; }

    public long CreatedAt { get; set; }

    public int Attempts { get; set; }

    /// <summary>When delivery is tried next; null once it was delivered or set aside.</summary>
    public long? NextAttemptAt { get; set; }

    public long? DeliveredAt { get; set; }

    public string? Error { get; set; }
}

/// <summary>Something that somebody was told.</summary>
internal sealed class NotificationRow
{
    public required string Id { get; set; }

    public required string Tenant { get; set; }

    public required string CaseId { get; set; }

    public required string Recipient { get; set; }

    public required string Content { get; set; }

    public long At { get; set; }
}

/// <summary>A file of a published package.</summary>
internal sealed class PackageFileRow
{
    public required string Tenant { get; set; }

    public required string PackageId { get; set; }

    public required string Path { get; set; }

    public required byte[] Content { get; set; }
}

/// <summary>That a package holds from a date on.</summary>
internal sealed class PublicationRow
{
    public required string Tenant { get; set; }

    public required string PackageId { get; set; }

    public long EffectiveFrom { get; set; }

    public required string Name { get; set; }

    public long PublishedAt { get; set; }

    public required string PublishedBy { get; set; }
}

/// <summary>A signed state of the whole log of a tenant.</summary>
internal sealed class CheckpointRow
{
    public required string Tenant { get; set; }

    public long Number { get; set; }

    public long Size { get; set; }

    public required byte[] Root { get; set; }

    public long At { get; set; }

    public required string Key { get; set; }

    public required byte[] Signature { get; set; }

    public required byte[] Consistency { get; set; }
}

/// <summary>That a checkpoint covers a case up to an event.</summary>
internal sealed class CheckpointCaseRow
{
    public required string Tenant { get; set; }

    public long Number { get; set; }

    public required string CaseId { get; set; }

    public long Version { get; set; }

    public required byte[] Head { get; set; }
}

/// <summary>How a case once stood; a cache.</summary>
internal sealed class SnapshotRow
{
    public required string Tenant { get; set; }

    public required string CaseId { get; set; }

    public long Version { get; set; }

    public required string Format { get; set; }

    public required byte[] Content { get; set; }
}
