using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Governance.Matters;
using Xiezhi.Governance.Parties;
using Xiezhi.Governance.Rules;

namespace Xiezhi.Governance.Duties;

/// <summary>Reads <c>duties</c> of <c>package.json</c>: the name of a decision, or an object that says more.</summary>
internal sealed class DutyListReader(Organization organization, MatterCatalogue matters, PackageDecisions decisions, DiagnosticBag diagnostics)
{
    private const string Member = "duties";

    public DutyList? Read(JsonDocumentObject manifest)
    {
        if (!manifest.Has(Member))
        {
            return null;
        }

        var more = manifest.Token[Member]!.Type == JTokenType.String ? null : manifest.Object(Member);
        more?.Allow("decision", "leadKinds", "gaps");
        var name = more is null ? manifest.Text(Member) : more.RequiredText("decision");
        if (name is null)
        {
            return null;
        }

        if (decisions.ModelOf(name)?.Prepare(name) is not { } prepared)
        {
            diagnostics.Add(GovernanceCodes.UnknownDecision, more?.LocationOf("decision") ?? manifest.LocationOf(Member), name);
            return null;
        }

        var list = new DutyList { Decision = name, Inputs = prepared.InputNames };
        return more is null ? list : list with
        {
            LeadKinds = more.Has("leadKinds") ? Kinds(more) : list.LeadKinds,
            Gaps = [.. more.Objects("gaps").Select(Gap).OfType<AllowedGap>()],
        };
    }

    private ImmutableArray<PartyKind> Kinds(JsonDocumentObject item)
    {
        var kinds = ImmutableArray.CreateBuilder<PartyKind>();
        foreach (var word in item.Texts("leadKinds"))
        {
            if (PartyKinds.TryParse(word, out var kind))
            {
                kinds.Add(kind);
            }
            else
            {
                diagnostics.Add(GovernanceCodes.UnknownWord, item.LocationOf("leadKinds"), word, string.Join(", ", PartyKinds.Words));
            }
        }

        return kinds.ToImmutable();
    }

    private AllowedGap? Gap(JsonDocumentObject item)
    {
        item.Allow("matters", "territories", "reason");
        var gap = item.RequiredText("reason") is { } reason ? new AllowedGap(item.Texts("matters"), item.Texts("territories"), reason) : null;
        foreach (var matter in item.Texts("matters").Where(matter => matters.Matter(matter) is null))
        {
            diagnostics.Add(GovernanceCodes.UnknownMatter, item.LocationOf("matters"), matter, Nearest.To(matter, matters.Matters.Select(known => known.Id)) ?? "");
        }

        foreach (var territory in item.Texts("territories").Where(territory => organization.Territory(territory) is null))
        {
            diagnostics.Add(GovernanceCodes.UnknownTerritory, item.LocationOf("territories"), territory, Nearest.To(territory, organization.Territories.Select(known => known.Code)) ?? "");
        }

        return gap;
    }
}
