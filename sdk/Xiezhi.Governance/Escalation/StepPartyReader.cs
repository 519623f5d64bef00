using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Governance.Matters;
using Xiezhi.Governance.Parties;
using Xiezhi.Governance.Rules;

namespace Xiezhi.Governance.Escalation;

/// <summary>Reads whom a step of a ladder reaches: a word or a party, or <c>by</c> a decision or a matrix.</summary>
internal sealed class StepPartyReader(Organization organization, MatterCatalogue matters, PackageDecisions decisions, DiagnosticBag diagnostics)
{
    public string ReadParty(JsonDocumentObject item, string member)
    {
        var word = item.Text(member) ?? EscalationStep.ToLead;
        if (word is not (EscalationStep.ToLead or EscalationStep.ToSuperior))
        {
            CheckParty(item, member, word);
        }

        return word;
    }

    public string? ReadDecision(JsonDocumentObject item)
    {
        if (item.Token["by"] is not JObject || item.Object("by") is not { } by)
        {
            return null;
        }

        by.Allow("decision", "matrix");
        if (by.Has("decision") == by.Has("matrix"))
        {
            diagnostics.Add(GovernanceCodes.UnclearParty, by.Location);
        }

        if (by.Text("decision") is { } decision && !decisions.Exists(decision))
        {
            diagnostics.Add(GovernanceCodes.UnknownClockDecision, by.LocationOf("decision"), decision, Nearest.To(decision, decisions.Names) ?? "");
        }

        return by.Text("decision");
    }

    public ImmutableArray<MatrixRow> ReadMatrix(JsonDocumentObject item)
    {
        // "tree" is what happens anyway.
        if (item.Token["by"] is not JObject)
        {
            if (item.Text("by") is { } word && word != "tree")
            {
                diagnostics.Add(GovernanceCodes.UnknownWord, item.LocationOf("by"), word, "tree, { \"decision\": … }, { \"matrix\": … }");
            }

            return [];
        }

        return [.. item.Object("by")!.Objects("matrix").Select(ReadRow).OfType<MatrixRow>()];
    }

    private MatrixRow? ReadRow(JsonDocumentObject row)
    {
        row.Allow("level", "territory", "matter", "party");
        if (row.Text("territory") is { } territory && organization.Territory(territory) is null)
        {
            var codes = organization.Territories.Select(known => known.Code);
            diagnostics.Add(GovernanceCodes.UnknownTerritory, row.LocationOf("territory"), territory, Nearest.To(territory, codes) ?? "");
        }

        if (row.Text("matter") is { } matter && matters.Matter(matter) is null)
        {
            diagnostics.Add(GovernanceCodes.UnknownStepMatter, row.LocationOf("matter"), matter, Nearest.To(matter, matters.Matters.Select(known => known.Id)) ?? "");
        }

        if (row.RequiredText("party") is not { } party)
        {
            return null;
        }

        CheckParty(row, "party", party);
        return new MatrixRow((int?)row.Integer("level"), row.Text("territory"), row.Text("matter"), party);
    }

    private void CheckParty(JsonDocumentObject item, string member, string party)
    {
        if (organization.Party(party) is null)
        {
            diagnostics.Add(GovernanceCodes.UnknownParty, item.LocationOf(member), party, Nearest.To(party, organization.Parties.Select(known => known.Id)) ?? "");
        }
    }
}
