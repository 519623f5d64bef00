using System.Collections.Immutable;
using Xiezhi.Calendars;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Governance.Escalation;

/// <summary>What a step of a ladder does.</summary>
public enum EscalationAction
{
    /// <summary>Tells a party that time is running (催办).</summary>
    Remind,

    /// <summary>Raises the case's level: its holder is then the superior of the holder before, or whom a matrix or a decision names (升级).</summary>
    Raise,

    /// <summary>Proposes a finding against a party (问责事实).</summary>
    Finding,

    /// <summary>Gives the case to another party, which leads it from then on (改派).</summary>
    Reassign,

    /// <summary>Calls parties together (会商).</summary>
    Convene,

    /// <summary>Opens a supervision case (督办).</summary>
    Supervise,
}

/// <summary>What the time of a step is counted from.</summary>
public enum EscalationTrigger
{
    /// <summary>A share of the target.</summary>
    Share,

    /// <summary>Some time before due.</summary>
    BeforeDue,

    /// <summary>Some time after due.</summary>
    AfterDue,

    /// <summary>Some time on the clock since it began, pauses left out.</summary>
    AfterStart,

    /// <summary>A condition that comes to hold.</summary>
    Condition,
}

/// <summary>One step of an escalation ladder (升级).</summary>
/// <param name="Share">When: the share of the target that has passed, in hundredths of a percent (10,000 is the whole target); may be above it. 0 where <see cref="Trigger"/> is another.</param>
/// <param name="Action">What it does.</param>
/// <param name="To">Whom it reaches: <c>lead</c>, <c>superior</c>, or a party's id.</param>
/// <param name="Finding">The kind of finding, for <see cref="EscalationAction.Finding"/>.</param>
public sealed record EscalationStep(int Share, EscalationAction Action, string To, string? Finding)
{
    /// <summary>The share at which the whole target has passed.</summary>
    public const int WholeTarget = 10_000;

    /// <summary>The party that leads the case; of a clock that is for a party or a task, that party or the task's owner.</summary>
    public const string ToLead = "lead";

    /// <summary>The superior of the party that leads the case.</summary>
    public const string ToSuperior = "superior";

    internal const string Reassign = "reassign";

    /// <summary>What its time is counted from.</summary>
    public EscalationTrigger Trigger { get; init; }

    /// <summary>How much time, where <see cref="Trigger"/> counts some.</summary>
    public Amount Offset { get; init; }

    /// <summary>For <see cref="EscalationTrigger.Condition"/>: the condition; the step is taken once when it comes to hold.</summary>
    public IExpression? When { get; init; }

    /// <summary>Where this holds when the step is due, the step is not taken, and not repeated any more.</summary>
    public IExpression? Unless { get; init; }

    /// <summary>How it is repeated while the clock runs on; <see langword="null"/> where it is not.</summary>
    public Repetition? Repeat { get; init; }

    /// <summary>When it does not disturb; only steps that tell somebody something have such hours.</summary>
    public QuietHours? Quiet { get; init; }

    /// <summary>The decision that says whom it reaches, before <see cref="To"/>.</summary>
    public string? ToDecision { get; init; }

    /// <summary>The matrix that says whom it reaches, before <see cref="To"/>: the first row that fits.</summary>
    public ImmutableArray<MatrixRow> ToMatrix { get; init; } = [];

    /// <summary>For <see cref="EscalationAction.Convene"/>: what the group is called.</summary>
    public string? Group { get; init; }

    /// <summary>For <see cref="EscalationAction.Convene"/>: its members.</summary>
    public ImmutableArray<string> Parties { get; init; } = [];

    /// <summary>For <see cref="EscalationAction.Supervise"/>: the name of the package that the supervision case begins with.</summary>
    public string? Package { get; init; }

    /// <summary>Whether it only tells somebody something, so that it can wait until the quiet hours end.</summary>
    public bool OnlyTells => Action is EscalationAction.Remind;

    /// <summary>The word for what is done, as events and reports use it.</summary>
    public string Kind => Action switch
    {
        EscalationAction.Remind => To == ToSuperior ? "remind-superior" : "remind",
        EscalationAction.Raise => "raise",
        EscalationAction.Reassign => Reassign,
        EscalationAction.Convene => "convene",
        EscalationAction.Supervise => "supervise",
        _ => "finding",
    };
}

/// <summary>A row of a matrix that says who a step reaches.</summary>
/// <param name="Level">Only where the case's level is this after the step; <see langword="null"/> for any.</param>
/// <param name="Territory">Only in this territory and those within it; <see langword="null"/> for any.</param>
/// <param name="Matter">Only for this matter and those under it; <see langword="null"/> for any.</param>
/// <param name="Party">The party.</param>
public sealed record MatrixRow(int? Level, string? Territory, string? Matter, string Party);
