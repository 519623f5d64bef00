using System.Collections.Immutable;
using Xiezhi.Calendars;
using Xiezhi.Governance.Escalation;
using Xiezhi.Governance.Texts;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Governance.ServiceLevels;

/// <summary>A promise (服务时限): the clocks that run on a case that has it.</summary>
/// <param name="Id">Its id in the package.</param>
/// <param name="Title">Its name.</param>
/// <param name="Clocks">Its clocks, in the order of the file.</param>
public sealed record ServiceLevel(string Id, LocalizedText Title, ImmutableArray<ClockDefinition> Clocks)
{
    /// <summary>The clock with <paramref name="id"/>, or <see langword="null"/>.</summary>
    public ClockDefinition? Clock(string id) => Clocks.FirstOrDefault(clock => clock.Id == id);
}

/// <summary>For what there is a clock each.</summary>
public enum ClockScope
{
    /// <summary>One for the case.</summary>
    Case,

    /// <summary>One for each open task of some elements.</summary>
    Task,

    /// <summary>One for each party that leads the case, beside the promise to the citizen (operating level).</summary>
    Lead,

    /// <summary>One for each party that owes something where parties handle the case between them: a limit of <c>handling.json</c>.</summary>
    Handling,
}

/// <summary>What becomes of a clock that runs when its target, its calendar or its way of counting changes.</summary>
public enum TargetChange
{
    /// <summary>The new target counts from the start; what was used up stays used up.</summary>
    FromStart,

    /// <summary>The new target begins now.</summary>
    FromNow,

    /// <summary>It keeps the target that it began with.</summary>
    Keep,
}

/// <summary>One clock of a service level: what is promised, how it is measured, and what happens on the way.</summary>
/// <remarks>
/// The conditions are looked at after each step of the case. When several hold at once: cancel, stop, restart, reset, pause, resume, start,
/// the first that has something to do.
/// </remarks>
public sealed record ClockDefinition
{
    /// <summary>Its id in the service level.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>How much time is promised; none where <see cref="TargetDecision"/> says it.</summary>
    public required Amount Target { get; init; }

    /// <summary>The decision that says how much time is promised, or <see langword="null"/> where <see cref="Target"/> does.</summary>
    public string? TargetDecision { get; init; }

    /// <summary>What it is measured on, unless the decision names another.</summary>
    public required WorkingCalendar Calendar { get; init; }

    /// <summary>From when it counts and when in the day it is due, unless the decision says otherwise.</summary>
    public required Counting Counting { get; init; }

    /// <summary>For what there is one each.</summary>
    public ClockScope Per { get; init; }

    /// <summary>For <see cref="ClockScope.Task"/>: the elements whose tasks have one.</summary>
    public ImmutableArray<string> Elements { get; init; } = [];

    /// <summary>For <see cref="ClockScope.Lead"/>: whether a clock rests while its party does not hold the case and goes on when it does again; else it is given up.</summary>
    public bool RestsWhenHandedOn { get; init; }

    /// <summary>When it begins.</summary>
    public required IExpression Start { get; init; }

    /// <summary>From which instant it counts, where that is not the moment at which it begins.</summary>
    public IExpression? StartAt { get; init; }

    /// <summary>While it does not run.</summary>
    public required IExpression Pause { get; init; }

    /// <summary>From which instant it rests, where that is not the moment at which the pause is seen; never before it last began to run.</summary>
    public IExpression? PauseAt { get; init; }

    /// <summary>When it goes on after a pause; where there is none, as soon as <see cref="Pause"/> does not hold any more.</summary>
    public IExpression? Resume { get; init; }

    /// <summary>When what was promised is done.</summary>
    public required IExpression Stop { get; init; }

    /// <summary>When it begins anew, with nothing kept: each time this changes to something that is neither null nor false.</summary>
    public IExpression? Reset { get; init; }

    /// <summary>When it was kept and begins its next round: each time this changes to something that is neither null nor false.</summary>
    public IExpression? Restart { get; init; }

    /// <summary>When it no longer counts.</summary>
    public IExpression? Cancel { get; init; }

    /// <summary>What a change of the target does.</summary>
    public TargetChange OnChange { get; init; }

    /// <summary>Whether and by whom more time may be granted (延期); <see langword="null"/> where it may not.</summary>
    public ExtensionRule? Extension { get; init; }

    /// <summary>Whether and by whom it may be suspended (挂账); <see langword="null"/> where it may not.</summary>
    public SuspensionRule? Suspension { get; init; }

    /// <summary>What happens on the way: first the steps at a share of the target, the smallest first, then the others in the order of the file.</summary>
    public required ImmutableArray<EscalationStep> Ladder { get; init; }

    /// <summary>The target as it is written: an amount, or <c>decision:NAME</c>.</summary>
    public string TargetText => TargetDecision is null ? Target.ToString() : "decision:" + TargetDecision;
}

/// <summary>Who may ask for more time and who may grant it (延期).</summary>
/// <remarks>Whoever asked may not grant. Parties are ids, words for kinds of party, <c>lead</c>, <c>superior</c>.</remarks>
public sealed record ExtensionRule
{
    /// <summary>Who may ask.</summary>
    public required ImmutableArray<string> AskedBy { get; init; }

    /// <summary>Who may grant and deny.</summary>
    public required ImmutableArray<string> GrantedBy { get; init; }

    /// <summary>How often it may be granted on one clock.</summary>
    public required int Times { get; init; }

    /// <summary>How much may be granted at a time, at most; <see langword="null"/> without limit. Amounts of another unit are refused.</summary>
    public Amount? AtMost { get; init; }
}

/// <summary>What happens at the review date of a suspension.</summary>
public enum SuspensionReview
{
    /// <summary>The clock goes on.</summary>
    Resume,

    /// <summary>Whoever leads and whoever may suspend is told; the clock goes on resting.</summary>
    Remind,
}

/// <summary>Who may suspend a clock (挂账), and for how long.</summary>
public sealed record SuspensionRule
{
    /// <summary>Who may: ids of parties, words for kinds of party, <c>lead</c>, <c>superior</c>.</summary>
    public required ImmutableArray<string> By { get; init; }

    /// <summary>How far away a review date may be, at most; <see langword="null"/> without limit.</summary>
    public Amount? Longest { get; init; }

    /// <summary>What happens at the review date.</summary>
    public SuspensionReview AtReview { get; init; }
}
