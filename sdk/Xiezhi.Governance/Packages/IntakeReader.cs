using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Governance.Escalation;
using Xiezhi.Governance.Parties;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Expressions;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Governance.Packages;

/// <summary>Reads <c>intake.json</c>.</summary>
internal sealed class IntakeReader(Organization organization, ProcessDefinition? procedure, IExpressions expressions, DiagnosticBag diagnostics)
{
    public Intake? Read(JsonDocumentObject root)
    {
        root.Allow("columns", "key", "receivedAt", "openedBy", "variables", "commands");
        var columns = root.Texts("columns");
        var key = Column(root, "key", columns);
        var receivedAt = Column(root, "receivedAt", columns);
        var openedBy = root.RequiredObject("openedBy");
        openedBy?.Allow("kind", "id");
        var kind = PartyKind.Citizen;
        if (openedBy?.RequiredText("kind") is { } word && !PartyKinds.TryParse(word, out kind))
        {
            diagnostics.Add(GovernanceCodes.UnknownWord, openedBy.LocationOf("kind"), word, string.Join(", ", PartyKinds.Words));
        }

        if (openedBy is not null)
        {
            WarnOfPeople(openedBy, "kind", PartyKinds.Word(kind), party => party.Kind == kind);
        }

        var openedById = openedBy is null ? null : Column(openedBy, "id", columns);
        var variables = Variables(root);
        var commands = root.Objects("commands").Select(command => ReadCommand(command, columns)).OfType<IntakeCommand>().ToImmutableArray();
        return key is null || receivedAt is null || openedById is null
            ? null
            : new Intake
            {
                Columns = columns,
                Key = key,
                ReceivedAt = receivedAt,
                OpenedByKind = kind,
                OpenedById = openedById,
                Variables = variables,
                Commands = commands,
            };
    }

    private IntakeCommand? ReadCommand(JsonDocumentObject item, ImmutableArray<string> columns)
    {
        item.Allow("task", "at", "by", "variables");
        var task = item.RequiredText("task");
        var at = Column(item, "at", columns);
        var by = item.RequiredText("by");
        if (task is null || at is null || by is null)
        {
            return null;
        }

        var who = by.Split('/', 2);
        var person = who.Length > 1 ? who[1] : null;
        CheckActor(item, who[0], person);

        if (procedure is not null && procedure.Find(task)?.Kind is not (BpmnKind.UserTask or BpmnKind.ManualTask or BpmnKind.Task))
        {
            var tasks = procedure.Elements.Where(element => element.Kind == BpmnKind.UserTask).Select(element => element.Id);
            diagnostics.Add(GovernanceCodes.UnknownTask, item.LocationOf("task"), task, Nearest.To(task, tasks) ?? "");
        }

        return new IntakeCommand(task, at, who[0], Variables(item)) { Person = person };
    }

    // A row that would be refused when it comes must be found before: a party that lists people acts through them.
    private void CheckActor(JsonDocumentObject item, string party, string? person)
    {
        if (party == EscalationStep.ToLead && person is null)
        {
            WarnOfPeople(item, "by", party, _ => true);
        }
        else if (organization.Party(party) is null)
        {
            diagnostics.Add(GovernanceCodes.UnknownParty, item.LocationOf("by"), party, Nearest.To(party, organization.Parties.Select(known => known.Id)) ?? "");
        }
        else if (person is null)
        {
            if (NeedsPerson(organization.Party(party)!))
            {
                diagnostics.Add(GovernanceCodes.IntakeNeedsPerson, item.LocationOf("by"), party);
            }
        }
        else if (organization.Staffing.HasPeople(party))
        {
            var people = organization.Staffing.PositionsIn(party).SelectMany(position => position.Holders).Select(tenure => tenure.Person).Distinct(StringComparer.Ordinal).ToList();
            if (!people.Contains(person))
            {
                diagnostics.Add(GovernanceCodes.IntakePersonElsewhere, item.LocationOf("by"), person, party, Nearest.To(person, people) ?? string.Join(", ", people));
            }
        }
    }

    private void WarnOfPeople(JsonDocumentObject item, string member, string word, Func<Party, bool> isMeant)
    {
        var parties = organization.Parties.Where(party => isMeant(party) && NeedsPerson(party)).Select(party => party.Id).ToList();
        if (parties.Count > 0)
        {
            diagnostics.Add(GovernanceCodes.IntakeMayNeedPerson, item.LocationOf(member), word, string.Join(", ", parties));
        }
    }

    private bool NeedsPerson(Party party) => organization.Staffing.HasPeople(party.Id) && !party.ActsAsSuch;

    private ImmutableArray<KeyValuePair<string, IExpression>> Variables(JsonDocumentObject item)
    {
        if (item.Object("variables") is not { } content)
        {
            return [];
        }

        var variables = ImmutableArray.CreateBuilder<KeyValuePair<string, IExpression>>();
        foreach (var name in content.Names)
        {
            if (content.Text(name) is { } text && expressions.Compile(text, content.LocationOf(name), diagnostics) is { } expression)
            {
                variables.Add(KeyValuePair.Create(name, expression));
            }
        }

        return variables.ToImmutable();
    }

    private string? Column(JsonDocumentObject item, string member, ImmutableArray<string> columns)
    {
        if (item.RequiredText(member) is not { } column)
        {
            return null;
        }

        if (!columns.Contains(column))
        {
            diagnostics.Add(GovernanceCodes.UnknownColumn, item.LocationOf(member), column, Nearest.To(column, columns) ?? "");
        }

        return column;
    }
}
