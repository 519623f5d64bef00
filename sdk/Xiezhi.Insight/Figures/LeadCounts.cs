using Xiezhi.Insight.Histories;

namespace Xiezhi.Insight.Figures;

/// <summary>How many cases nobody leads, one party leads, several lead, by the log's last word.</summary>
/// <param name="None">Led by nobody.</param>
/// <param name="One">Led by exactly one party, as it should be.</param>
/// <param name="Several">Led by more than one.</param>
public sealed record LeadCounts(int None, int One, int Several)
{
    /// <summary>All of them.</summary>
    public int Total => None + One + Several;

    internal static LeadCounts Of(IReadOnlyCollection<CaseRecord> cases) => new(
        cases.Count(record => record.Leads.Length == 0),
        cases.Count(record => record.Leads.Length == 1),
        cases.Count(record => record.Leads.Length > 1));
}
