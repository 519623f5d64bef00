using System.Collections.Frozen;
using System.Collections.Immutable;
using Xiezhi.Calendars;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Json;
using Xiezhi.Governance.Escalation;
using Xiezhi.Governance.Matters;
using Xiezhi.Governance.Parties;
using Xiezhi.Governance.Rules;
using Xiezhi.Governance.Texts;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Governance.ServiceLevels;

/// <summary>What <c>service-levels.json</c> says.</summary>
internal sealed record ServiceLevelsRead(
    ImmutableArray<ServiceLevel> ServiceLevels, FrozenDictionary<string, ImmutableArray<EscalationStep>> Ladders, string Top);

/// <summary>Reads <c>service-levels.json</c>.</summary>
internal sealed class ServiceLevelReader(
    Organization organization,
    MatterCatalogue matters,
    IReadOnlyDictionary<string, WorkingCalendar> calendars,
    PackageDecisions decisions,
    ProcessDefinition? procedure,
    string packageCalendar,
    IExpressions expressions,
    DiagnosticBag diagnostics)
{
    private readonly ClockReader _clocks = new(organization, calendars, decisions, procedure, packageCalendar, expressions, diagnostics);

    public ServiceLevelsRead Read(JsonDocumentObject root)
    {
        root.Allow("top", "quietHours", "ladders", "serviceLevels");
        var quiet = new QuietHoursReader(calendars, packageCalendar, diagnostics).Read(root);
        var ladderReader = new LadderReader(organization, matters, decisions, quiet, expressions, diagnostics);
        var ladders = ladderReader.Read(root);
        var top = ladderReader.ReadTop(root, ladders.Count > 0);
        var levels = ImmutableArray.CreateBuilder<ServiceLevel>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in root.Objects("serviceLevels"))
        {
            item.Allow("id", "title", "pause", "clocks");
            if (item.RequiredText("id") is not { } id)
            {
                continue;
            }

            if (!ids.Add(id))
            {
                diagnostics.Add(GovernanceCodes.DuplicateId, item.LocationOf("id"), id);
                continue;
            }

            var shared = item.Text("pause");
            if (shared is not null)
            {
                expressions.Compile(shared, item.LocationOf("pause"), diagnostics);
            }

            var clocks = item.Objects("clocks").Select(clock => _clocks.Read(clock, shared, ladders)).OfType<ClockDefinition>().ToImmutableArray();
            foreach (var twice in clocks.GroupBy(clock => clock.Id).Where(group => group.Count() > 1))
            {
                diagnostics.Add(GovernanceCodes.DuplicateId, item.LocationOf("clocks"), twice.Key);
            }

            levels.Add(new ServiceLevel(id, LocalizedTextReader.Read(item, "title", id), clocks));
        }

        return new ServiceLevelsRead(levels.ToImmutable(), ladders.ToFrozenDictionary(StringComparer.Ordinal), top);
    }
}
