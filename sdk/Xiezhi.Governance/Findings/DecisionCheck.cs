using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Governance.Findings;

/// <summary>
/// Whether somebody can decide a finding against each party, and its appeal: who is at the top has no superior, and nobody judges their own cause,
/// so that such a finding would only wait until it is too old.
/// </summary>
internal static class DecisionCheck
{
    private const int MostNamed = 5;

    public static void Check(Organization organization, FindingTerms terms, JsonDocumentObject item, DiagnosticBag diagnostics)
    {
        var undecided = new List<string>();
        var unappealed = new List<string>();
        foreach (var party in organization.Parties.Where(party => party.Kind is not (PartyKind.Citizen or PartyKind.System)))
        {
            var deciders = Deciders(organization, terms.DecidedBy, party.Id, null).ToList();
            if (deciders.Count == 0)
            {
                undecided.Add(party.Id);
            }
            else if (deciders.Exists(decider => !Deciders(organization, terms.AppealsDecidedBy, party.Id, decider).Any()))
            {
                unappealed.Add(party.Id);
            }
        }

        Tell(GovernanceCodes.NobodyDecides, undecided, item.LocationOf("decidedBy"), diagnostics);
        Tell(GovernanceCodes.NobodyDecidesAppeals, unappealed, item.LocationOf("appealsDecidedBy"), diagnostics);
    }

    // The parties, and kinds of party, that the words stand for and that may look at it with other eyes.
    private static IEnumerable<string> Deciders(Organization organization, ImmutableArray<string> words, string against, string? decided) =>
        words.Select(word => word switch
        {
            FindingTerms.Superior => organization.SuperiorOf(against)?.Id,
            FindingTerms.Above => organization.SuperiorOf(decided ?? against)?.Id,
            _ => word,
        }).OfType<string>().Where(decider => decider != against && (decider != decided || organization.Party(decider) is null || organization.Staffing.HasPeople(decider)));

    private static void Tell(DiagnosticDescriptor code, List<string> parties, Location at, DiagnosticBag diagnostics)
    {
        if (parties.Count > 0)
        {
            diagnostics.Add(code, at, string.Join(", ", parties.Take(MostNamed)) + (parties.Count > MostNamed ? ", …" : ""));
        }
    }
}
