namespace Xiezhi.Runtime.Due;

/// <summary>A moment at which something falls due in a case: a timer of its procedure, a milestone of a clock.</summary>
/// <param name="Name">What falls due, unique within the case: <c>timer:7</c>, <c>clock:standard/reply</c>.</param>
/// <param name="At">When, UTC.</param>
public sealed record DueMoment(string Name, DateTimeOffset At);
