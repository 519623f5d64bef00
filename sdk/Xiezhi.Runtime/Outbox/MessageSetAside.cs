namespace Xiezhi.Runtime.Outbox;

/// <summary>A message that could not be delivered and waits until somebody mends the cause and replays it.</summary>
/// <param name="Message">The message, with the number of attempts.</param>
/// <param name="Reason">What went wrong at the last of them.</param>
public sealed record MessageSetAside(OutboxMessage Message, string Reason);
