using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Parties;
using Xiezhi.Governance.Rules;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Expressions;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Governance.Packages;

/// <summary>Whether the owners that a procedure gives its tasks are there: a task of nobody waits for ever.</summary>
/// <remarks>What depends on the case is known only there; whoever is named as such is checked.</remarks>
internal static class OwnerCheck
{
    public static void Check(ProcessDefinition procedure, Organization organization, DiagnosticBag diagnostics)
    {
        foreach (var element in procedure.Elements)
        {
            foreach (var role in element.Source?.Resources ?? [])
            {
                foreach (var word in Words(role))
                {
                    if (!IsThere(AuthorityWord.Parse(word), organization))
                    {
                        diagnostics.Add(GovernanceCodes.UnknownOwner, element.Source!.Location, element.Id, word, Nearest.To(word, Known(organization)) ?? "");
                    }
                }
            }
        }
    }

    private static IEnumerable<string> Words(BpmnResourceRole role)
    {
        if (role.Assignment is null)
        {
            return role.Resource is { } name ? [name] : [];
        }

        // What is wrong with the expression itself has been told where the procedure was compiled.
        var expression = FeelExpressions.Instance.Compile(role.Assignment.Text, Location.None, new DiagnosticBag());
        if (expression is null || expression.Names.Count > 0)
        {
            return [];
        }

        var value = expression.Evaluate(new ContextVariables(ValueContext.Empty), DateTimeOffset.UnixEpoch).Value;
        return (value.AsList?.Items ?? [value]).Select(item => item.AsString).OfType<string>();
    }

    private static bool IsThere(AuthorityWord word, Organization organization) =>
        word.IsKnown(organization)
        && (word.Role is not { } role || organization.Staffing.Positions.Any(position => position.Roles.Contains(role) && IsOf(position, word, organization)))
        && (word.Skill is not { } skill || organization.Staffing.People.Any(person => person.Skills.Contains(skill)));

    private static bool IsOf(Position position, AuthorityWord word, Organization organization) =>
        organization.Party(word.Base) is null || position.Party == word.Base;

    private static IEnumerable<string> Known(Organization organization) =>
    [
        .. organization.Parties.Select(party => party.Id), .. PartyKinds.Words, .. DutyRoles.Words,
        .. organization.Staffing.Positions.Select(position => "position:" + position.Id),
        .. organization.Staffing.Positions.SelectMany(position => position.Roles.Select(role => position.Party + "/role:" + role)),
        .. organization.Staffing.People.SelectMany(person => person.Skills).Distinct().SelectMany(skill => organization.Parties.Select(party => party.Id + "/skill:" + skill).Prepend("skill:" + skill)),
    ];
}
