using Xiezhi.Governance.Cases;

namespace Xiezhi.Governance.Log;

/// <summary>An event as it stands in the log of its case: who, when, why, and bound to all that came before by its hash.</summary>
/// <param name="Tenant">Whose case it is.</param>
/// <param name="Case">The case.</param>
/// <param name="Sequence">Its place in the case's log, counted from 1 without gaps.</param>
/// <param name="At">When it was recorded, UTC.</param>
/// <param name="Actor">Who acted.</param>
/// <param name="Cause">What brought it about: the command and what it was on.</param>
/// <param name="Event">What happened.</param>
/// <param name="Text">The event as it was written, which is what the hash covers.</param>
/// <param name="Hash">The hash of the event before it and of <paramref name="Text"/>.</param>
public sealed record RecordedEvent(
    string Tenant,
    CaseId Case,
    long Sequence,
    DateTimeOffset At,
    Actor Actor,
    string Cause,
    CaseEvent Event,
    string Text,
    EventHash Hash);
