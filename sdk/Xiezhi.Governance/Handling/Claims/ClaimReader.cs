using Xiezhi.Foundation.Json;

namespace Xiezhi.Governance.Handling.Claims;

/// <summary>Reads the member <c>claims</c>.</summary>
internal static class ClaimReader
{
    private const int MostTimes = 100;

    public static ClaimPolicy? Read(JsonDocumentObject item, HandlingReader.Surroundings around)
    {
        item.Allow("tasks", "required", "lapseAfter", "calendar", "releasedBy", "assignedBy", "delegation");
        var tasks = MemberWords.Tasks(item, "tasks", around);
        var lapseAfter = MemberWords.Amount(item, "lapseAfter", around);
        var releasedBy = MemberWords.Parties(item, "releasedBy", around, [MemberWords.Superior], [MemberWords.Superior]);
        var assignedBy = MemberWords.Parties(item, "assignedBy", around, [], []);
        var delegation = item.Object("delegation") is { } part ? Delegation(part, around) : null;
        return MemberWords.Calendar(item, around) is not { } calendar
            ? null
            : new ClaimPolicy
            {
                Tasks = tasks,
                Required = item.Boolean("required") ?? false,
                LapseAfter = lapseAfter,
                Calendar = calendar,
                ReleasedBy = releasedBy,
                AssignedBy = assignedBy,
                Delegation = delegation,
            };
    }

    private static TaskDelegationPolicy Delegation(JsonDocumentObject item, HandlingReader.Surroundings around)
    {
        item.Allow("to", "times", "accept");
        return new TaskDelegationPolicy(
            MemberWords.Parties(item, "to", around, [], []),
            MemberWords.Number(item, "times", around, 1, MostTimes, 1),
            item.Boolean("accept") ?? true);
    }
}
