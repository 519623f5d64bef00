using System.Collections.Immutable;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Workflow.Analysis;

/// <summary>Finds in the drawing what catches an error or escalation, as <c>Step.FindCatcher</c> finds it in a run.</summary>
internal static class Catching
{
    /// <summary>The event that catches what <paramref name="thrown"/> raises, looking outward from a scope; <see langword="null"/> where nothing does.</summary>
    internal static ElementDefinition? Find(ProcessDefinition definition, ElementDefinition thrown, int scope) =>
        Find(definition, thrown.Trigger, thrown.Program.Code ?? "", scope);

    private static ElementDefinition? Find(ProcessDefinition definition, EventKind kind, string code, int scope)
    {
        var fromHandler = false;
        for (var at = scope; at >= 0; at = definition.Elements[at].Parent)
        {
            var element = definition.Elements[at];
            if ((fromHandler ? null : Fitting(definition, element.Handlers, kind, code)) is { } handler)
            {
                return handler;
            }

            if (Fitting(definition, element.Boundary, kind, code) is { } border)
            {
                return border;
            }

            fromHandler = element.Kind == BpmnKind.EventSubProcess;
        }

        return null;
    }

    private static ElementDefinition? Fitting(ProcessDefinition definition, ImmutableArray<int> events, EventKind kind, string code) => events
        .Select(index => definition.Elements[index])
        .Where(one => one.Trigger == kind && (one.Program.Code ?? code) == code)
        .OrderBy(one => one.Program.Code is null)
        .FirstOrDefault();
}
