namespace Xiezhi.Rules.Inference;

/// <summary>A finding that was raised or withdrawn.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Finding">The finding.</param>
/// <param name="At">When, in UTC: a due moment, or the session's time when facts changed.</param>
public readonly record struct FindingChange(FindingChangeKind Kind, Finding Finding, DateTimeOffset At);

/// <summary>What happened to a finding.</summary>
public enum FindingChangeKind
{
    /// <summary>It stands from now on.</summary>
    Raised,

    /// <summary>It no longer stands: the facts that it rests on changed, or time passed.</summary>
    Withdrawn,
}
