namespace Xiezhi.Governance.Escalation;

/// <summary>What a step of a ladder does.</summary>
public enum EscalationAction
{
    /// <summary>Tells a party that time is running (催办).</summary>
    Remind,

    /// <summary>Raises the case's level: its holder is then the superior of the holder before (升级).</summary>
    Raise,

    /// <summary>Proposes a finding against a party (问责事实).</summary>
    Finding,
}

/// <summary>One step of an escalation ladder (升级).</summary>
/// <param name="Share">When: the share of the target that has passed, in hundredths of a percent (10,000 is the whole target); may be above it.</param>
/// <param name="Action">What it does.</param>
/// <param name="To">Whom it reaches: <c>lead</c>, <c>superior</c>, or a party's id.</param>
/// <param name="Finding">The kind of finding, for <see cref="EscalationAction.Finding"/>.</param>
public sealed record EscalationStep(int Share, EscalationAction Action, string To, string? Finding)
{
    /// <summary>The share at which the whole target has passed.</summary>
    public const int WholeTarget = 10_000;

    /// <summary>The party that leads the case.</summary>
    public const string ToLead = "lead";

    /// <summary>The superior of the party that leads the case.</summary>
    public const string ToSuperior = "superior";

    /// <summary>The word for what is done, as events and reports use it.</summary>
    public string Kind => Action switch
    {
        EscalationAction.Remind => To == ToSuperior ? "remind-superior" : "remind",
        EscalationAction.Raise => "raise",
        _ => "finding",
    };
}
