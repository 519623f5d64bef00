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
        root.Allow("territories", "parties", "positions", "people", "delegations", "delegationDepth");
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
            item.Allow("id", "kind", "title", "superior", "superiors", "territory", "actsAsSuch");
            if (item.RequiredText("id") is not { } id || item.RequiredText("kind") is not { } word)
            {
                continue;
            }

            // Who may do what is told by ids and by kinds; a party called like a kind would let all of that kind in.
            if (PartyKinds.TryParse(id, out _))
            {
                diagnostics.Add(GovernanceCodes.ReservedId, item.LocationOf("id"), id);
            }
            else if (DutyRoles.IsRole(id))
            {
                diagnostics.Add(GovernanceCodes.ReservedRole, item.LocationOf("id"), id);
            }

            if (!PartyKinds.TryParse(word, out var kind))
            {
                diagnostics.Add(GovernanceCodes.UnknownWord, item.LocationOf("kind"), word, string.Join(", ", PartyKinds.Words));
                continue;
            }

            var party = new Party(id, kind, LocalizedTextReader.Read(item, "title", id), SuperiorOf(item, diagnostics), item.Text("territory"))
            {
                FurtherSuperiors = FurtherSuperiorsOf(item),
                ActsAsSuch = item.Boolean("actsAsSuch") ?? false,
            };
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

        var allParties = parties.Finish();
        var ids = allParties.Select(party => party.Id).ToImmutableHashSet(StringComparer.Ordinal);
        CheckLines(placed, diagnostics);
        return new Organization(allTerritories, allParties, new StaffingReader(ids, diagnostics).Read(root));
    }

    // "superior" is the short way to write the administrative line.
    private static string? SuperiorOf(JsonDocumentObject item, DiagnosticBag diagnostics)
    {
        var (superior, inLine) = (item.Text("superior"), item.Object("superiors")?.Text(Party.Administrative));
        if (superior is not null && inLine is not null && superior != inLine)
        {
            diagnostics.Add(GovernanceCodes.TwoSuperiors, item.LocationOf("superiors"), superior, inLine);
        }

        return superior ?? inLine;
    }

    private static ImmutableSortedDictionary<string, string> FurtherSuperiorsOf(JsonDocumentObject item)
    {
        var lines = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (item.Object("superiors") is { } superiors)
        {
            foreach (var line in superiors.Names)
            {
                if (line != Party.Administrative && superiors.Text(line) is { } superior)
                {
                    lines[line] = superior;
                }
            }
        }

        return lines.ToImmutable();
    }

    // Each line is a tree by itself; together they are a matrix.
    private static void CheckLines(List<(JsonDocumentObject Item, Party Party)> placed, DiagnosticBag diagnostics)
    {
        foreach (var line in placed.SelectMany(one => one.Party.FurtherSuperiors.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var tree = new TreeReader<Party>(party => party.Id, party => party.SuperiorIn(line), diagnostics);
            foreach (var (item, party) in placed.DistinctBy(one => one.Party.Id))
            {
                tree.Add(party, item, "id", "superiors");
            }

            tree.Finish();
        }
    }
}
