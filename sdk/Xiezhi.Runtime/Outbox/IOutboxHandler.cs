using Xiezhi.Foundation.Values;

namespace Xiezhi.Runtime.Outbox;

/// <summary>Carries out one kind of outgoing message: a channel for notifications, a call to another system.</summary>
/// <remarks>Called at least once for a message; <see cref="OutboxMessage.Id"/> tells a repetition. Must be safe to use from several threads at once.</remarks>
public interface IOutboxHandler
{
    /// <summary>Whether this handler is for messages of <paramref name="kind"/>.</summary>
    bool Handles(string kind);

    /// <summary>Delivers a message; an exception means that it is tried again later.</summary>
    /// <returns>What the receiver answered, which goes into the case where a job waits for it.</returns>
    Task<OutboxAnswer> DeliverAsync(OutboxMessage message, CancellationToken cancellationToken);
}

/// <summary>What a receiver answered.</summary>
/// <param name="Variables">What goes into the case.</param>
/// <param name="ErrorCode">The code of the BPMN error that the answer means, or <see langword="null"/> where all went well.</param>
/// <param name="Message">What went wrong, for a person to read.</param>
public sealed record OutboxAnswer(ValueContext Variables, string? ErrorCode = null, string Message = "")
{
    /// <summary>Done, with nothing to add to the case.</summary>
    public static OutboxAnswer Done { get; } = new(ValueContext.Empty);
}
