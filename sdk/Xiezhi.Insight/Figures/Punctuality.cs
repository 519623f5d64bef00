using System.Collections.Immutable;
using Xiezhi.Insight.Histories;

namespace Xiezhi.Insight.Figures;

/// <summary>How punctual cases were, by matter, by territory and by party. In each of the three, every case stands in exactly one row.</summary>
public sealed class Punctuality
{
    private Punctuality(ImmutableArray<PunctualityRow> byMatter, ImmutableArray<PunctualityRow> byTerritory, ImmutableArray<PunctualityRow> byParty)
    {
        ByMatter = byMatter;
        ByTerritory = byTerritory;
        ByParty = byParty;
    }

    /// <summary>By the matter that a case has now, the most cases first.</summary>
    public ImmutableArray<PunctualityRow> ByMatter { get; }

    /// <summary>By the territory that a case has now, the most cases first.</summary>
    public ImmutableArray<PunctualityRow> ByTerritory { get; }

    /// <summary>By the party that answers for it (<see cref="CaseRecord.AnswerableLeads"/>), the most cases first.</summary>
    public ImmutableArray<PunctualityRow> ByParty { get; }

    internal static Punctuality Of(IReadOnlyCollection<CaseRecord> cases) => new(
        By(cases, record => Single(record.Matter)),
        By(cases, record => Single(record.Territory)),
        By(cases, record => record.AnswerableLeads switch
        {
            [] => (PunctualitySubject.None, ""),
            [var lead] => (PunctualitySubject.Named, lead),
            _ => (PunctualitySubject.Several, ""),
        }));

    private static (PunctualitySubject Subject, string Id) Single(string? id) =>
        id is null ? (PunctualitySubject.None, "") : (PunctualitySubject.Named, id);

    private static ImmutableArray<PunctualityRow> By(IEnumerable<CaseRecord> cases, Func<CaseRecord, (PunctualitySubject Subject, string Id)> subject) =>
    [
        .. cases.GroupBy(subject)
            .Select(group => new PunctualityRow(
                group.Key.Subject,
                group.Key.Id,
                TimelinessCounts.Of(group),
                Quantiles.Of(group.Select(record => record.TimeToAnswer)).At(0.5)?.TotalDays))
            .OrderByDescending(row => row.Cases.Total)
            .ThenBy(row => row.Subject)
            .ThenBy(row => row.Id, StringComparer.Ordinal),
    ];
}
