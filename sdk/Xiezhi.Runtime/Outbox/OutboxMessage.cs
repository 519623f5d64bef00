using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;

namespace Xiezhi.Runtime.Outbox;

/// <summary>Something the world outside is to be told or asked, committed with the events that ask for it and delivered at least once.</summary>
/// <param name="Id">Unique, derived from the case and the event: the idempotency key for whoever receives it.</param>
/// <param name="Tenant">Whose case it is.</param>
/// <param name="Case">The case.</param>
/// <param name="JobId">The job of the procedure that waits for the answer, or <see langword="null"/> where nothing does.</param>
/// <param name="Kind">What carries it out, such as <c>notify:citizen</c>.</param>
/// <param name="Recipient">Whom it is for, where it is for somebody.</param>
/// <param name="Payload">What it says.</param>
/// <param name="CreatedAt">When it was committed, UTC.</param>
/// <param name="Attempts">How often delivery was tried.</param>
public sealed record OutboxMessage(
    string Id,
    string Tenant,
    CaseId Case,
    int? JobId,
    string Kind,
    string? Recipient,
    ValueContext Payload,
    DateTimeOffset CreatedAt,
    int Attempts = 0);
