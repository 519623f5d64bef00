using System.Collections.Frozen;
using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;

namespace Xiezhi.Governance.Handling.Assignment;

/// <summary>Reads the member <c>assignment</c>.</summary>
internal static class AssignmentReader
{
    private const int MostWeight = 1_000;
    private const int MostCapacity = 1_000;

    public static AssignmentPolicy Read(JsonDocumentObject item, bool hasClaims, HandlingReader.Surroundings around)
    {
        item.Allow("tasks", "weights", "capacity", "people");
        if (!hasClaims)
        {
            around.Diagnostics.Add(HandlingCodes.AssignmentWithoutClaims, item.Location);
        }

        return new AssignmentPolicy
        {
            Tasks = MemberWords.Tasks(item, "tasks", around),
            Weights = item.Object("weights") is { } weights ? Weights(weights, around) : AssignmentWeights.Usual,
            Capacity = MemberWords.Number(item, "capacity", around, 1, MostCapacity, 10),
            Territories = Territories(item, around),
        };
    }

    private static AssignmentWeights Weights(JsonDocumentObject item, HandlingReader.Surroundings around)
    {
        item.Allow("distance", "load", "due");
        return new AssignmentWeights(
            MemberWords.Number(item, "distance", around, 0, MostWeight, AssignmentWeights.Usual.Distance),
            MemberWords.Number(item, "load", around, 0, MostWeight, AssignmentWeights.Usual.Load),
            MemberWords.Number(item, "due", around, 0, MostWeight, AssignmentWeights.Usual.Due));
    }

    private static FrozenDictionary<string, ImmutableArray<string>> Territories(JsonDocumentObject item, HandlingReader.Surroundings around)
    {
        var territories = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        var staffing = around.Organization.Staffing;
        foreach (var entry in item.Objects("people"))
        {
            entry.Allow("person", "territories");
            var codes = entry.Texts("territories");
            foreach (var code in codes.Where(code => around.Organization.Territory(code) is null))
            {
                var known = around.Organization.Territories.Select(territory => territory.Code);
                around.Diagnostics.Add(GovernanceCodes.UnknownTerritory, entry.LocationOf("territories"), code, Nearest.To(code, known) ?? "");
            }

            if (entry.RequiredText("person") is not { } person)
            {
                continue;
            }

            if (staffing.Person(person) is null)
            {
                around.Diagnostics.Add(GovernanceCodes.UnknownPerson, entry.LocationOf("person"), person, Nearest.To(person, staffing.People.Select(known => known.Id)) ?? "");
            }
            else if (!territories.TryAdd(person, codes))
            {
                around.Diagnostics.Add(GovernanceCodes.DuplicateId, entry.LocationOf("person"), person);
            }
        }

        return territories.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
