namespace Xiezhi.Governance.Deliberation;

/// <summary>How ballots become a decision.</summary>
public enum VotingMethod
{
    /// <summary>Adopted when at least one consents and nobody objects; an objection gives reasons. Abstaining is standing aside.</summary>
    Consent,

    /// <summary>The option with more than half of the votes cast.</summary>
    Majority,

    /// <summary>The option with at least two thirds of the votes cast.</summary>
    TwoThirds,

    /// <summary>The option with more than half of the weight cast.</summary>
    Weighted,

    /// <summary>Each approves as many options as they like; the option most approved.</summary>
    Approval,

    /// <summary>Each ranks the options; Tideman's ranked pairs ("Independence of clones as a criterion for voting rules", 1987).</summary>
    RankedPairs,
}

/// <summary>What happens when options come out alike.</summary>
public enum TieRule
{
    /// <summary>Nothing is decided: all stays as it is.</summary>
    StatusQuo,

    /// <summary>The one of them that the chair's ballot puts first; nothing is decided where it names none of them, or several alike.</summary>
    Chair,

    /// <summary>The one that stands first among the options.</summary>
    Order,

    /// <summary>By lot, drawn from the hash of the case's log, which nobody knew when the ballots were cast; the lot is recorded.</summary>
    Lot,
}

/// <summary>What a count came to.</summary>
public enum CountOutcome
{
    /// <summary>One option was decided on.</summary>
    Decided,

    /// <summary>No option reached what the method asks for.</summary>
    Undecided,

    /// <summary>Options came out alike, and the rule for ties decided on none.</summary>
    Tied,
}
