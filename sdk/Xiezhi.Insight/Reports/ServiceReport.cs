using System.Collections.Immutable;
using Xiezhi.Governance.Packages;
using Xiezhi.Insight.Figures;
using Xiezhi.Insight.Histories;

namespace Xiezhi.Insight.Reports;

/// <summary>How well the promises of a service were kept: figures, and every case they are made of, in one language.</summary>
/// <remarks>Immutable and safe to share between threads. Built by <see cref="ReportBuilder"/>, written by <see cref="ReportWriter"/>.</remarks>
public sealed class ServiceReport
{
    internal ServiceReport(ReportTexts texts, ReportTitles titles)
    {
        Texts = texts;
        Titles = titles;
    }

    /// <summary>What the report is about, such as the title of the package.</summary>
    public required string Title { get; init; }

    /// <summary>The IANA zone in which the report shows times: that of the package that most cases keep.</summary>
    public required string Zone { get; init; }

    /// <summary>The indicators.</summary>
    public required ServiceFigures Figures { get; init; }

    /// <summary>Findings by stage, points, moved promises and wrong dispatches.</summary>
    public required GovernanceFigures Governance { get; init; }

    /// <summary>Every case, in the order in which they were opened.</summary>
    public required ImmutableArray<CaseRecord> Cases { get; init; }

    /// <summary>Rows of the input that opened no case.</summary>
    public required ImmutableArray<RejectedRow> RejectedRows { get; init; }

    /// <summary>The figures as lines to print, with the sums that must add up.</summary>
    public SummaryTable Summary => SummaryTable.Of(this);

    internal ReportTexts Texts { get; }

    internal ReportTitles Titles { get; }

    /// <summary>When the last event of the log was recorded, UTC; <see langword="null"/> for an empty log.</summary>
    internal DateTimeOffset? AsOf => Cases.IsEmpty ? null : Cases.Max(record => record.LastAt);

    internal IEnumerable<CaseRecord> WithoutClearDuty => Cases.Where(record => !record.HasClearDuty);

    internal DateTimeOffset Local(DateTimeOffset instant) => PackageZone.ToLocal(Zone, instant);

    internal string Subject(PunctualityRow row, string of, Func<string, string> title) => row.Subject switch
    {
        PunctualitySubject.None => Texts["none." + of],
        PunctualitySubject.Several => Texts["several." + of],
        _ => title(row.Id),
    };

    /// <summary>Why no duty gives a case to one party.</summary>
    internal string WhyUnclear(CaseRecord record) => Texts[record.Leads.Length switch
    {
        0 => "unclear.nobody",
        1 => "unclear.backstop",
        _ => "unclear.several",
    }];

    internal string Parties(ImmutableArray<string> parties) => string.Join(Texts["list.separator"], parties.Select(Titles.Party));
}
