namespace Xiezhi.Runtime.Outbox;

/// <summary>A message can't be delivered however often it is tried: its receiver refused it as it is, or nobody is known who could receive it.</summary>
/// <remarks>It is set aside with the reason until somebody mends the cause and replays it.</remarks>
public sealed class OutboxRefusedException : Exception
{
    /// <summary>A message can't be delivered.</summary>
    public OutboxRefusedException()
    {
    }

    /// <inheritdoc cref="OutboxRefusedException()"/>
    public OutboxRefusedException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="OutboxRefusedException()"/>
    public OutboxRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
