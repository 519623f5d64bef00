using Xiezhi.Foundation.Json;
using Xiezhi.Governance.Handling.Closing;
using Xiezhi.Governance.Handling.Limits;
using Xiezhi.Governance.Parties;
using Xiezhi.Governance.Texts;

namespace Xiezhi.Governance.Handling.CoHandling;

/// <summary>Reads <c>coHandling</c> of <c>handling.json</c>.</summary>
internal static class CoHandlingReader
{
    public static CoHandlingRule? Read(JsonDocumentObject? item, HandlingReader.Surroundings surroundings)
    {
        if (item is null)
        {
            return null;
        }

        item.Allow("title", "byDuty", "when", "ledBy", "concluding", "result", "limits", "closing");
        var ledBy = ClosingReader.Words(item, "ledBy", surroundings);
        return new CoHandlingRule
        {
            InvitesByDuty = item.Boolean("byDuty") ?? true,
            When = item.Text("when") is { } when ? surroundings.Expressions.Compile(when, item.LocationOf("when"), surroundings.Diagnostics) : null,
            LedBy = ledBy.IsEmpty ? [DutyRoles.Lead] : ledBy,
            Concluding = ClosingReader.Tasks(item, "concluding", surroundings),
            Result = item.Text("result") is { Length: > 0 } result ? result : "contributions",
            Closing = item.Has("closing") ? ClosingReader.Read(item.Object("closing"), surroundings) : null,
            Limits = new LimitReader(surroundings).Read(
                item,
                HandlingClocks.CoHandlingLevel,
                LocalizedTextReader.Read(item, "title", HandlingClocks.CoHandlingLevel),
                (HandlingClocks.Acknowledge, false),
                (HandlingClocks.Contribute, true),
                (HandlingClocks.Common, false),
                (HandlingClocks.Speak, item.Has("closing"))),
        };
    }
}
