using System.Globalization;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Escalation;
using Xiezhi.Governance.Handling.CoHandling;
using Xiezhi.Governance.Handling.Limits;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.ServiceLevels;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Governance.Clocks;

/// <summary>For what there is a clock of one definition: the case, each open task of some elements, each party that leads or that owes something beside the lead.</summary>
internal static class ClockSubjects
{
    private const string TaskPrefix = "task:";

    /// <summary>What there is one for now, and what there was one for and is not any more.</summary>
    public static IEnumerable<(string? Subject, bool IsThere)> Of(CaseState state, string serviceLevel, ClockDefinition definition)
    {
        var there = definition.Per switch
        {
            ClockScope.Task => state.Workflow.Tasks.Where(task => definition.Elements.Contains(task.Element))
                .Select(task => (string?)(TaskPrefix + task.Id.ToString(CultureInfo.InvariantCulture))).ToList(),
            ClockScope.Lead => [.. state.Facts.Leads],
            ClockScope.Handling => [.. HandlingClocks.Owing(state, serviceLevel, definition.Id)],
            _ => new List<string?> { null },
        };
        foreach (var clock in state.Clocks)
        {
            if (!clock.HasEnded && clock.ServiceLevel == serviceLevel && clock.Clock == definition.Id && !there.Contains(clock.Subject))
            {
                yield return (clock.Subject, false);
            }
        }

        foreach (var subject in there)
        {
            yield return (subject, true);
        }
    }

    /// <summary>The task that a subject names, or <see langword="null"/>.</summary>
    public static int? TaskOf(string? subject) =>
        subject is not null && subject.StartsWith(TaskPrefix, StringComparison.Ordinal)
        && int.TryParse(subject.AsSpan(TaskPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : null;

    /// <summary>The party that a subject names, or <see langword="null"/>: a party's own id, or the one behind <c>whistle:3/</c>.</summary>
    public static string? PartyOf(string? subject) =>
        subject is null || TaskOf(subject) is not null ? null : HandlingClocks.CallOf(subject) is var (_, party) ? party : subject;

    /// <summary>What expressions of a clock see: the case, and for what the clock is under the name <c>clock</c>, where there is one for each.</summary>
    public static IVariables Variables(GovernancePackage package, CaseState state, string clock, string? subject)
    {
        var all = new CaseVariables(state, package);
        if (subject is null)
        {
            return all;
        }

        var task = TaskOf(subject);
        var about = ValueContext.Of(
            ("id", clock),
            ("task", task is { } id ? Value.From((long)id) : Value.Null),
            ("element", task is { } open ? state.Workflow.Tasks.Find(open)?.Element : null),
            ("party", PartyOf(subject)),
            ("disclaimed", state.CoHandling.Find(subject) is { Status: CoHandlerStatus.Disclaimed }));
        return new LayeredVariables(ValueContext.Of(("clock", about)), all);
    }
}
