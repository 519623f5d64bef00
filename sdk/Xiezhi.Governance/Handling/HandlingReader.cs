using Xiezhi.Calendars;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Governance.Handling.Joining;
using Xiezhi.Governance.Handling.Returns;
using Xiezhi.Governance.Matters;
using Xiezhi.Governance.Parties;
using Xiezhi.Governance.Rules;
using Xiezhi.Workflow;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Expressions;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Governance.Handling;

/// <summary>Reads <c>handling.json</c>: a line a member, and the member's own reader in its room.</summary>
internal static class HandlingReader
{
    /// <summary>What of the package the rooms check their words against.</summary>
    public sealed record Surroundings(
        Organization Organization,
        MatterCatalogue Matters,
        IReadOnlyDictionary<string, WorkingCalendar> Calendars,
        string Calendar,
        PackageDecisions Decisions,
        ProcessDefinition? Procedure,
        IExpressions Expressions,
        DiagnosticBag Diagnostics);

    public static HandlingPolicy Read(JsonDocumentObject root, Surroundings surroundings)
    {
        root.Allow("returns", "reworks", "joining");
        return new HandlingPolicy
        {
            Returns = root.Object("returns") is { } returns ? new ReturnReader(surroundings).ReadReturns(returns) : null,
            Reworks = root.Object("reworks") is { } reworks ? new ReturnReader(surroundings).ReadReworks(reworks) : null,
            Joining = root.Object("joining") is { } joining ? new JoiningReader(surroundings).Read(joining) : null,
        };
    }
}
