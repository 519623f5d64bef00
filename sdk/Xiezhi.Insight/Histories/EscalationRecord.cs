namespace Xiezhi.Insight.Histories;

/// <summary>A step of an escalation ladder that was taken (升级).</summary>
/// <param name="Kind">What was done, such as <c>remind</c>, <c>remind-superior</c>, <c>raise</c>, <c>finding</c>.</param>
/// <param name="To">The party that it reached.</param>
/// <param name="At">When it was recorded, UTC.</param>
/// <param name="DueAt">When it was due, UTC.</param>
/// <param name="Level">The level of the case after it.</param>
/// <param name="ServiceLevel">The service level of the clock.</param>
/// <param name="Clock">The clock.</param>
public sealed record EscalationRecord(string Kind, string To, DateTimeOffset At, DateTimeOffset DueAt, int Level, string ServiceLevel, string Clock)
{
    /// <summary>What the clock is for, where there is one for each.</summary>
    public string? Subject { get; init; }

    /// <summary>Whom the step looked for where it found nobody and went up.</summary>
    public string? Sought { get; init; }
}
