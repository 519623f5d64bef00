using Xiezhi.Foundation.Values;

namespace Xiezhi.AspNetCore.Cases;

/// <summary>A case to open.</summary>
/// <param name="Package">The name of the package whose version in force now the case begins with, and keeps.</param>
/// <param name="Key">What makes the case one and not two; the header <c>Idempotency-Key</c> where left out.</param>
/// <param name="Variables">What is known at the start.</param>
public sealed record OpenCaseRequest(string Package, string? Key = null, ValueContext? Variables = null)
{
    /// <summary>The message that begins the procedure, where it begins by one; its variables are what the message says.</summary>
    public string? Message { get; init; }
}

/// <summary>A task that was done.</summary>
/// <param name="Variables">What the one who did it adds to the case.</param>
public sealed record CompleteTaskRequest(ValueContext? Variables = null);

/// <summary>A case to end before its procedure has ended.</summary>
/// <param name="Reason">Why.</param>
public sealed record CancelCaseRequest(string Reason);

/// <summary>A message that the procedure waits for.</summary>
/// <param name="Name">The message's name in the procedure.</param>
/// <param name="CorrelationKey">What tells waits for the same message apart.</param>
/// <param name="Payload">What it says.</param>
public sealed record DeliverMessageRequest(string Name, string? CorrelationKey = null, ValueContext? Payload = null);

/// <summary>A command that needs no more than its address.</summary>
public sealed record EmptyRequest;
