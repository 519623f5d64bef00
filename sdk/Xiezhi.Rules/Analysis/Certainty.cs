namespace Xiezhi.Rules.Analysis;

/// <summary>How far a finding can be trusted.</summary>
public enum Certainty
{
    /// <summary>Proved.</summary>
    Certain,

    /// <summary>It depends on a cell or a column that can't be analysed: it may be so, or not. <see cref="TableFindings.NotAnalysable"/> says which.</summary>
    Unknown,
}
