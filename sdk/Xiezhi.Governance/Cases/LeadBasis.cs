namespace Xiezhi.Governance.Cases;

/// <summary>Why a party leads a case.</summary>
public enum LeadBasis
{
    /// <summary>It has the duty.</summary>
    Duty,

    /// <summary>Nobody has the duty; it takes what would be nobody's (兜底).</summary>
    Backstop,

    /// <summary>It received the case first, and no duty was found yet (首接负责).</summary>
    FirstReceiver,

    /// <summary>It is the arbiter, and has not appointed anybody yet (仲裁).</summary>
    Arbiter,

    /// <summary>The arbiter appointed it (指定主办).</summary>
    Appointed,
}
