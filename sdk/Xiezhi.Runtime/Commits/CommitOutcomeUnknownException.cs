namespace Xiezhi.Runtime.Commits;

/// <summary>Whether a command is durable could not be found out: the connection to the store was lost while it was committed.</summary>
/// <remarks>Whoever asked may ask again with the same idempotency key, or look at the case; either tells what became of it.</remarks>
public sealed class CommitOutcomeUnknownException : Exception
{
    /// <summary>Without a reason.</summary>
    public CommitOutcomeUnknownException()
    {
    }

    /// <summary>With a reason.</summary>
    public CommitOutcomeUnknownException(string message)
        : base(message)
    {
    }

    /// <summary>With a reason and what lies behind it.</summary>
    public CommitOutcomeUnknownException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
