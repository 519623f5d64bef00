using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Testing.Scenarios;

/// <summary>Who acts in a scenario: <c>lead</c>, a party's id, <c>PARTY/PERSON</c>, <c>citizen:ID</c>.</summary>
internal static class ScenarioActors
{
    private const string Lead = "lead";
    private const string Engine = "engine";

    public static bool IsKnown(Organization organization, string by) =>
        by is Lead or Engine || by.StartsWith(Actor.CitizenPrefix, StringComparison.Ordinal) || organization.Party(by.Split('/')[0]) is not null;

    public static Actor Of(Organization organization, CaseState state, string by)
    {
        if (by.StartsWith(Actor.CitizenPrefix, StringComparison.Ordinal))
        {
            return Actor.Citizen(by[Actor.CitizenPrefix.Length..]);
        }

        var parts = (by == Lead ? state.Facts.Lead ?? "" : by).Split('/', 2);
        return organization.Party(parts[0]) is { } party ? new Actor(party.Kind, party.Id, parts.Length > 1 ? parts[1] : null) : Actor.Engine;
    }
}
