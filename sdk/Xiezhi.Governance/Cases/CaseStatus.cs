namespace Xiezhi.Governance.Cases;

/// <summary>How a case stands.</summary>
public enum CaseStatus
{
    /// <summary>On its way.</summary>
    Open,

    /// <summary>Its procedure has ended.</summary>
    Closed,

    /// <summary>It was ended before its procedure had.</summary>
    Cancelled,

    /// <summary>Merged into another case, which is handled in its place; on its way all the same.</summary>
    Merged,
}
