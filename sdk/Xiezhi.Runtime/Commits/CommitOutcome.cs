namespace Xiezhi.Runtime.Commits;

/// <summary>What became of a commit.</summary>
public enum CommitOutcome
{
    /// <summary>It is durable.</summary>
    Committed,

    /// <summary>Another command changed the case first; nothing of this one was kept.</summary>
    Conflict,

    /// <summary>A command with the same idempotency key is durable already; nothing of this one was kept.</summary>
    Duplicate,
}
