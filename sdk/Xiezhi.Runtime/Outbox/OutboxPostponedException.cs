namespace Xiezhi.Runtime.Outbox;

/// <summary>A handler did not try to deliver a message, because whoever it is for is known to be out of reach: no attempt is counted.</summary>
public sealed class OutboxPostponedException : Exception
{
    /// <summary>A handler did not try.</summary>
    public OutboxPostponedException()
        : this("Not now.", TimeSpan.FromSeconds(30))
    {
    }

    /// <inheritdoc cref="OutboxPostponedException()"/>
    public OutboxPostponedException(string message)
        : this(message, TimeSpan.FromSeconds(30))
    {
    }

    /// <inheritdoc cref="OutboxPostponedException()"/>
    public OutboxPostponedException(string message, Exception innerException)
        : base(message, innerException) => After = TimeSpan.FromSeconds(30);

    /// <inheritdoc cref="OutboxPostponedException()"/>
    /// <param name="message">Why.</param>
    /// <param name="after">After how long to come back.</param>
    public OutboxPostponedException(string message, TimeSpan after)
        : base(message) => After = after;

    /// <summary>After how long to come back.</summary>
    public TimeSpan After { get; }
}
