using System.Collections.Immutable;
using Xiezhi.Governance.Duties.Dispatch;
using Xiezhi.Governance.Findings;
using Xiezhi.Insight.Histories;

namespace Xiezhi.Insight.Figures;

/// <summary>What became of findings, who has points, which promises were moved, and which duties the list seems to give to the wrong party.</summary>
/// <remarks>Immutable. Read from the log like all figures; beside <see cref="ServiceFigures"/>, which say how promises were kept.</remarks>
public sealed record GovernanceFigures
{
    /// <summary>Findings by kind and by where they stand, the kinds by name, the stages in their order. Their counts add up to all findings.</summary>
    public required ImmutableArray<FindingStageRow> Findings { get; init; }

    /// <summary>The parties against which there are findings, the most points first.</summary>
    public required ImmutableArray<PartyPointsRow> Points { get; init; }

    /// <summary>The clocks of which somebody asked for more time, or that were suspended; others have no row.</summary>
    public required ImmutableArray<ClockChangeRow> ClockChanges { get; init; }

    /// <summary>Proposed changes of the duty list (错位), the surest first. They are for a person to look at.</summary>
    public required ImmutableArray<DutyChangeProposal> WrongDispatches { get; init; }

    /// <summary>The figures of cases.</summary>
    public static GovernanceFigures Of(IReadOnlyCollection<CaseRecord> cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        var findings = cases.SelectMany(record => record.Findings).ToList();
        return new GovernanceFigures
        {
            Findings =
            [
                .. findings.GroupBy(finding => (finding.Kind, finding.Stage)).OrderBy(group => group.Key.Kind, StringComparer.Ordinal).ThenBy(group => group.Key.Stage)
                    .Select(group => new FindingStageRow(group.Key.Kind, group.Key.Stage, group.Count(), group.Sum(finding => finding.Points))),
            ],
            Points =
            [
                .. findings.GroupBy(finding => finding.Against, StringComparer.Ordinal)
                    .Select(group => new PartyPointsRow(group.Key, group.Count(), group.Count(finding => finding.Outcome == FindingOutcome.Upheld), group.Sum(finding => finding.Points)))
                    .OrderByDescending(row => row.Points).ThenByDescending(row => row.Findings).ThenBy(row => row.Party, StringComparer.Ordinal),
            ],
            ClockChanges =
            [
                .. cases.SelectMany(record => record.Clocks).GroupBy(clock => (clock.ServiceLevel, clock.Clock))
                    .Select(group => new ClockChangeRow(
                        group.Key.ServiceLevel,
                        group.Key.Clock,
                        group.Count(),
                        group.Sum(clock => clock.ExtensionsRequested),
                        group.Sum(clock => clock.ExtensionsGranted),
                        group.Sum(clock => clock.ExtensionsDenied),
                        group.Sum(clock => clock.Suspensions)))
                    .Where(row => row.Requested + row.Suspensions > 0)
                    .OrderBy(row => row.ServiceLevel, StringComparer.Ordinal).ThenBy(row => row.Clock, StringComparer.Ordinal),
            ],
            WrongDispatches = Governance.Duties.Dispatch.WrongDispatches.Find(cases.Select(record => record.Dispatch).OfType<DispatchHistory>(), WrongDispatchOptions.Default),
        };
    }
}

/// <summary>Findings of a kind that stand alike.</summary>
/// <param name="Kind">The kind, such as <c>overdue</c>.</param>
/// <param name="Stage">Where they stand.</param>
/// <param name="Count">How many.</param>
/// <param name="Points">What they count together; of those upheld.</param>
public sealed record FindingStageRow(string Kind, FindingStage Stage, int Count, decimal Points);

/// <summary>What is held against a party.</summary>
/// <param name="Party">The party.</param>
/// <param name="Findings">How many findings there are, whatever became of them.</param>
/// <param name="Upheld">How many of them are held against it, as they were last decided.</param>
/// <param name="Points">What these count.</param>
public sealed record PartyPointsRow(string Party, int Findings, int Upheld, decimal Points);

/// <summary>How often the clocks of one promise were moved by somebody.</summary>
/// <param name="ServiceLevel">The service level.</param>
/// <param name="Clock">The clock's id there.</param>
/// <param name="Clocks">How many such clocks there are.</param>
/// <param name="Requested">How often more time was asked for (延期).</param>
/// <param name="Granted">How often it was granted.</param>
/// <param name="Denied">How often it was denied.</param>
/// <param name="Suspensions">How often they were suspended (挂账).</param>
public sealed record ClockChangeRow(string ServiceLevel, string Clock, int Clocks, int Requested, int Granted, int Denied, int Suspensions);
