using System.Collections.Immutable;
using System.Globalization;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Duties.Proof;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Duties;

/// <summary>Proves the duty list of a package, as publishing asks for.</summary>
/// <remarks>Pure and thread-safe.</remarks>
public static class DutyCheck
{
    // More ids than this don't make a message clearer; all are in the report.
    private const int MostNamed = 5;

    /// <summary>Proves that each matter in each territory has exactly one lead, or shows where it has not.</summary>
    /// <param name="package">The package.</param>
    /// <param name="on">The date on which it comes into force: leads that have positions must have people in them then.</param>
    /// <returns>The report; <see langword="null"/> where the package names no duty list.</returns>
    public static DutyReport? Prove(GovernancePackage package, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(package);
        return DutyProof.Of(package, on);
    }

    /// <summary>The same as messages: a package may be published where none of them is an error.</summary>
    /// <param name="package">The package.</param>
    /// <param name="on">The date on which it comes into force.</param>
    /// <param name="diagnostics">Receives what was found.</param>
    /// <returns>The report; <see langword="null"/> where the package names no duty list.</returns>
    public static DutyReport? Check(GovernancePackage package, DateOnly on, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(diagnostics);
        if (DutyProof.Of(package, on) is not { } report)
        {
            return null;
        }

        var place = package.Decisions.PlaceOf(report.Decision);
        foreach (var box in report.Boxes.Where(box => box.Verdict != DutyVerdict.Backstop).Concat(Backstops(report)))
        {
            diagnostics.Add(Message(package, report, box, place));
        }

        foreach (var gap in report.ClosedGaps)
        {
            diagnostics.Add(GovernanceCodes.GapClosed, new Location(PackageContent.Manifest, "duties.gaps"), gap.Reason);
        }

        if (!report.Obstacles.IsEmpty)
        {
            diagnostics.Add(GovernanceCodes.NotProved, place, Named(report.Obstacles));
        }

        return report;
    }

    // Often each territory has its own backstop: a message for each would hide what matters. The report keeps them apart.
    private static IEnumerable<DutyBox> Backstops(DutyReport report) => report.Boxes
        .Where(box => box.Verdict == DutyVerdict.Backstop)
        .GroupBy(box => string.Join('\n', box.Matters) + Conditions(box), StringComparer.Ordinal)
        .Select(group => group.First() with
        {
            Territories = [.. group.SelectMany(box => box.Territories).Distinct(StringComparer.Ordinal)],
            Subject = Named([.. group.Select(box => box.Subject).Distinct(StringComparer.Ordinal)]),
        });

    private static Diagnostic Message(GovernancePackage package, DutyReport report, DutyBox box, Location place)
    {
        var organization = package.Organization;
        var (matters, territories, conditions, example) = (Named(box.Matters), Named(box.Territories), Conditions(box), box.Example.ToString());
        Diagnostic At(DiagnosticDescriptor descriptor, params ReadOnlySpan<string> more) => descriptor.At(place, [matters, territories, conditions, .. more]);
        return box.Verdict switch
        {
            DutyVerdict.Missing => At(GovernanceCodes.NoLead, example),
            DutyVerdict.PossiblyMissing => At(GovernanceCodes.PossibleGap, example),
            DutyVerdict.Several => At(GovernanceCodes.SeveralLeads, box.Subject, example),
            DutyVerdict.PossiblySeveral => At(GovernanceCodes.PossibleSeveralLeads, box.Subject, example),
            DutyVerdict.UnknownParty => At(GovernanceCodes.LeadIsNoParty, box.Subject, Nearest.To(box.Subject, organization.Parties.Select(party => party.Id)) ?? ""),
            DutyVerdict.WrongKind => At(
                GovernanceCodes.LeadOfWrongKind,
                box.Subject,
                PartyKinds.Word(organization.Party(box.Subject)!.Kind),
                string.Join(", ", package.Duties!.LeadKinds.Select(PartyKinds.Word))),
            DutyVerdict.Vacant => At(GovernanceCodes.LeadVacant, box.Subject, report.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            DutyVerdict.Failed => At(GovernanceCodes.DutyFailed, box.Subject),
            DutyVerdict.AllowedGap => At(GovernanceCodes.GapAllowed, box.Subject),
            _ => At(GovernanceCodes.BackstopOnly, box.Subject),
        };
    }

    private static string Named(ImmutableArray<string> ids) =>
        string.Join(", ", ids.Take(MostNamed)) + (ids.Length > MostNamed ? string.Create(CultureInfo.InvariantCulture, $", … ({ids.Length})") : "");

    private static string Conditions(DutyBox box) =>
        box.Conditions.IsEmpty ? "" : " (" + string.Join("; ", box.Conditions.Select(condition => condition.Key + ": " + condition.Value)) + ")";
}
