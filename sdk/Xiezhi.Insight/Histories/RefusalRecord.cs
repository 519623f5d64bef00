namespace Xiezhi.Insight.Histories;

/// <summary>A command that was refused because its actor may not give it (越位).</summary>
/// <param name="Command">What was tried.</param>
/// <param name="Element">The id of the element of the procedure that it was tried on, or empty.</param>
/// <param name="Party">Who tried.</param>
/// <param name="At">When, UTC.</param>
public sealed record RefusalRecord(string Command, string Element, string Party, DateTimeOffset At);
