namespace Xiezhi.Governance.Accountability;

/// <summary>Why a party answers for a case.</summary>
public enum ResponsibilityBasis
{
    /// <summary>It received the case first and leads until it is handed over (首接负责).</summary>
    FirstReceiver,

    /// <summary>It leads (主办).</summary>
    Lead,

    /// <summary>Several lead, and it is named first; that is a fault of the duty list, but somebody answers all the same.</summary>
    FirstOfSeveralLeads,

    /// <summary>Nobody has received the case yet, so it falls to whoever the package or the organisation has at the top (兜底).</summary>
    Backstop,
}

/// <summary>A span of a case's life in which one party answers for it (责任区间).</summary>
/// <param name="Party">The party.</param>
/// <param name="Basis">Why it.</param>
/// <param name="From">When it began, UTC, inclusive.</param>
/// <param name="FromSequence">The event from which on it is so.</param>
/// <param name="Until">When it ended, UTC, exclusive; <see langword="null"/> while the case is open.</param>
/// <param name="UntilSequence">The event that ended it; <see langword="null"/> while the case is open.</param>
/// <remarks>What happens in one step happens at one instant, so an interval may be empty; it then contains no moment, but still events.</remarks>
public sealed record ResponsibilityInterval(
    string Party, ResponsibilityBasis Basis, DateTimeOffset From, long FromSequence, DateTimeOffset? Until = null, long? UntilSequence = null)
{
    /// <summary>Whether it contains the moment.</summary>
    public bool Contains(DateTimeOffset moment) => From <= moment && (Until is null || moment < Until);

    /// <summary>Whether it contains the event. An event that hands the case over belongs to the party that it is handed to.</summary>
    public bool Contains(long sequence) => FromSequence <= sequence && (UntilSequence is null || sequence < UntilSequence);
}
