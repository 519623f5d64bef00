using System.Collections.Frozen;
using System.Collections.Immutable;
using Xiezhi.Calendars;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Governance.Escalation;
using Xiezhi.Governance.Handling.Assignment;
using Xiezhi.Governance.Handling.CallBacks;
using Xiezhi.Governance.Handling.Claims;
using Xiezhi.Governance.Handling.CoHandling;
using Xiezhi.Governance.Handling.FourEyes;
using Xiezhi.Governance.Handling.Whistles;
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
        DiagnosticBag Diagnostics)
    {
        /// <summary>The ladders of <c>service-levels.json</c>.</summary>
        public IReadOnlyDictionary<string, ImmutableArray<EscalationStep>> Ladders { get; init; } = FrozenDictionary<string, ImmutableArray<EscalationStep>>.Empty;
    }

    public static HandlingPolicy Read(JsonDocumentObject root, Surroundings surroundings)
    {
        root.Allow("coHandling", "whistles", "claims", "fourEyes", "callBacks", "assignment");
        return new HandlingPolicy
        {
            CoHandling = CoHandlingReader.Read(root.Object("coHandling"), surroundings),
            Whistles = WhistleReader.Read(root.Objects("whistles"), surroundings),
            Claims = root.Object("claims") is { } claims ? ClaimReader.Read(claims, surroundings) : null,
            FourEyes = FourEyesReader.Read(root, surroundings),
            CallBacks = root.Object("callBacks") is { } callBacks ? CallBackReader.Read(callBacks, surroundings) : null,
            Assignment = root.Object("assignment") is { } assignment ? AssignmentReader.Read(assignment, root.Has("claims"), surroundings) : null,
        }.WithLevels();
    }
}
