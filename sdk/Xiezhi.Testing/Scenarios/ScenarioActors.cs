using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Parties;

namespace Xiezhi.Testing.Scenarios;

/// <summary>Who acts in a scenario: a role of the case such as <c>lead</c>, a party's id, either with <c>/PERSON</c> behind it, <c>citizen:ID</c>, <c>engine</c>.</summary>
internal static class ScenarioActors
{
    public const string Engine = "engine";

    public static bool IsKnown(Organization organization, string by) =>
        by is Engine || by.StartsWith(Actor.CitizenPrefix, StringComparison.Ordinal)
        || DutyRoles.IsRole(by.Split('/')[0]) || organization.Party(by.Split('/')[0]) is not null;

    public static Actor Of(Organization organization, CaseState state, string by)
    {
        if (by.StartsWith(Actor.CitizenPrefix, StringComparison.Ordinal))
        {
            return Actor.Citizen(by[Actor.CitizenPrefix.Length..]);
        }

        var parts = by.Split('/', 2);
        var id = parts[0] == DutyRoles.Lead ? state.Facts.Lead : DutyRoles.IsRole(parts[0]) ? state.Duties.Assignment.In(parts[0]).FirstOrDefault() : parts[0];
        return organization.Party(id ?? "") is { } party ? new Actor(party.Kind, party.Id, parts.Length > 1 ? parts[1] : null) : Actor.Engine;
    }
}
