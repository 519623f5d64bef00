using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Governance.Texts;

namespace Xiezhi.Governance.Parties;

/// <summary>Reads <c>organization.json</c>.</summary>
internal static class OrganizationReader
{
    public static Organization Read(JsonDocumentObject root, DiagnosticBag diagnostics)
    {
        root.Allow("territories", "parties");
        var territories = new TreeReader<Territory>(territory => territory.Code, territory => territory.Parent, diagnostics);
        foreach (var item in root.Objects("territories"))
        {
            item.Allow("code", "title", "names", "parent");
            if (item.RequiredText("code") is { } code)
            {
                territories.Add(new Territory(code, LocalizedTextReader.Read(item, "title", code), item.Texts("names"), item.Text("parent")), item, "code", "parent");
            }
        }

        var parties = new TreeReader<Party>(party => party.Id, party => party.Superior, diagnostics);
        var placed = new List<(JsonDocumentObject Item, Party Party)>();
        foreach (var item in root.Objects("parties"))
        {
            item.Allow("id", "kind", "title", "superior", "territory");
            if (item.RequiredText("id") is not { } id || item.RequiredText("kind") is not { } word)
            {
                continue;
            }

            // Who may do what is told by ids and by kinds; a party called like a kind would let all of that kind in.
            if (PartyKinds.TryParse(id, out _))
            {
                diagnostics.Add(GovernanceCodes.ReservedId, item.LocationOf("id"), id);
            }

            if (!PartyKinds.TryParse(word, out var kind))
            {
                diagnostics.Add(GovernanceCodes.UnknownWord, item.LocationOf("kind"), word, string.Join(", ", PartyKinds.Words));
                continue;
            }

            var party = new Party(id, kind, LocalizedTextReader.Read(item, "title", id), item.Text("superior"), item.Text("territory"));
            parties.Add(party, item, "id", "superior");
            placed.Add((item, party));
        }

        var allTerritories = territories.Finish();
        var codes = allTerritories.Select(territory => territory.Code).ToImmutableHashSet(StringComparer.Ordinal);
        foreach (var (item, party) in placed)
        {
            if (party.Territory is { } code && !codes.Contains(code))
            {
                diagnostics.Add(GovernanceCodes.UnknownTerritory, item.LocationOf("territory"), code, Nearest.To(code, codes) ?? "");
            }
        }

        return new Organization(allTerritories, parties.Finish());
    }
}
