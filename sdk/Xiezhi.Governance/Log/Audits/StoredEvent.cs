namespace Xiezhi.Governance.Log;

/// <summary>A row of a log as a store holds it, whatever was done to it: nothing in it has been checked.</summary>
/// <param name="Case">The case that it stands under.</param>
/// <param name="Sequence">The place that it stands at.</param>
/// <param name="Type">The type that it is listed as.</param>
/// <param name="At">The time that it is listed under, in milliseconds since 1970-01-01 UTC.</param>
/// <param name="Text">The event's text.</param>
/// <param name="Hash">The hash beside it, of any length.</param>
public sealed record StoredEvent(string Case, long Sequence, string Type, long At, string Text, ReadOnlyMemory<byte> Hash);

/// <summary>How far the log of a case goes, as a store's list of cases says.</summary>
/// <param name="Case">The case.</param>
/// <param name="Version">How many events its log has.</param>
/// <param name="Head">The hash of the last, of any length.</param>
public sealed record StoredHead(string Case, long Version, ReadOnlyMemory<byte> Head);
