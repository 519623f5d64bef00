namespace Xiezhi.Governance.Cases;

/// <summary>A moment at which something in a case falls due without anybody's command.</summary>
/// <param name="Name">What: <c>timer:3</c>, <c>clock:standard/reply</c>. Unique in the case; while it stays the same, a later moment takes the place of an earlier one.</param>
/// <param name="At">When, UTC.</param>
public sealed record CaseMoment(string Name, DateTimeOffset At);
