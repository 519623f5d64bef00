using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Insight.Histories;

namespace Xiezhi.Insight.Figures;

/// <summary>The indicators over all cases of a log. Every sum that can be drawn up from them adds up.</summary>
/// <remarks>Immutable.</remarks>
public sealed class ServiceFigures
{
    private ServiceFigures(IReadOnlyCollection<CaseRecord> cases)
    {
        Opened = cases.Count;
        Open = cases.Count(record => record.Status is not (CaseStatus.Closed or CaseStatus.Cancelled));
        Cancelled = cases.Count(record => record.Status == CaseStatus.Cancelled);
        Closed = cases.Count(record => record.Status is CaseStatus.Closed or CaseStatus.Cancelled);
        Petitions = cases.Where(record => record.MergedInto is null).Sum(record => record.Petitions);
        Merged = cases.Count(record => record.MergedInto is not null);
        Leads = LeadCounts.Of(cases);
        NoClearDuty = cases.Count(record => !record.HasClearDuty);
        Answers = AnswerTimes.Of(cases);
        Timeliness = TimelinessCounts.Of(cases);
        Escalations = CountKinds(cases.SelectMany(record => record.Escalations, (_, escalation) => escalation.Kind));
        Findings = CountKinds(cases.SelectMany(record => record.Findings, (_, finding) => finding.Kind));
        Returns = cases.Sum(record => record.Returns);
        Reworks = cases.Sum(record => record.Reworks);
        Refusals = cases.Sum(record => record.Refusals.Length);
        Punctuality = Punctuality.Of(cases);
    }

    /// <summary>How many cases were opened.</summary>
    public int Opened { get; }

    /// <summary>How many have ended, <see cref="Cancelled"/> among them.</summary>
    public int Closed { get; }

    /// <summary>How many were ended before their procedure had.</summary>
    public int Cancelled { get; }

    /// <summary>How many are on their way.</summary>
    public int Open { get; }

    /// <summary>How many petitions there were, as the cases that are on their own stand for them; as many as were opened, for merging conserves them.</summary>
    public int Petitions { get; }

    /// <summary>How many cases are or were, when they ended, merged into another (合并).</summary>
    public int Merged { get; }

    /// <summary>How many parties lead a case.</summary>
    public LeadCounts Leads { get; }

    /// <summary>How many cases no duty gives to one party: led by nobody, by several, or by the backstop.</summary>
    public int NoClearDuty { get; }

    /// <summary>How long people waited for an answer.</summary>
    public AnswerTimes Answers { get; }

    /// <summary>How many cases kept what was promised.</summary>
    public TimelinessCounts Timeliness { get; }

    /// <summary>How many escalation steps were taken, by kind.</summary>
    public ImmutableSortedDictionary<string, int> Escalations { get; }

    /// <summary>How many findings were proposed, by kind.</summary>
    public ImmutableSortedDictionary<string, int> Findings { get; }

    /// <summary>How often cases were returned (退单).</summary>
    public int Returns { get; }

    /// <summary>How often cases were handled again (重办).</summary>
    public int Reworks { get; }

    /// <summary>How often somebody was refused because they acted beyond their duty (越位).</summary>
    public int Refusals { get; }

    /// <summary>How punctual cases were by matter, territory and party.</summary>
    public Punctuality Punctuality { get; }

    /// <summary>The figures of <paramref name="cases"/>.</summary>
    public static ServiceFigures Of(IReadOnlyCollection<CaseRecord> cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        return new ServiceFigures(cases);
    }

    private static ImmutableSortedDictionary<string, int> CountKinds(IEnumerable<string> kinds) =>
        kinds.CountBy(kind => kind).ToImmutableSortedDictionary(StringComparer.Ordinal);
}
