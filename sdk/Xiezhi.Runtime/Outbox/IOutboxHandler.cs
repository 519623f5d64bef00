using System.Collections.Immutable;
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
    /// <exception cref="OutboxPostponedException">Nothing was tried: not now, but later.</exception>
    /// <exception cref="OutboxRefusedException">It can never be delivered as it is, and is set aside at once.</exception>
    Task<OutboxAnswer> DeliverAsync(OutboxMessage message, CancellationToken cancellationToken);
}

/// <summary>What a receiver answered.</summary>
/// <param name="Variables">What goes into the case.</param>
/// <param name="ErrorCode">The code of the BPMN error that the answer means, or <see langword="null"/> where all went well.</param>
/// <param name="Message">What went wrong, for a person to read.</param>
public sealed record OutboxAnswer(ValueContext Variables, string? ErrorCode = null, string Message = "")
{
    /// <summary>Messages to send on because of this one, such as an e-mail for a notification: kept before this one counts as delivered, once for an id.</summary>
    public ImmutableArray<OutboxMessage> Forwards { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(OutboxAnswer? other) =>
        other is not null && Variables.Equals(other.Variables) && ErrorCode == other.ErrorCode && Message == other.Message
        && Forwards.AsSpan().SequenceEqual(other.Forwards.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Variables, ErrorCode, Message, Forwards.Length);

    /// <summary>Done, with nothing to add to the case.</summary>
    public static OutboxAnswer Done { get; } = new(ValueContext.Empty);
}
