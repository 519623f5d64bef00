using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Elements;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Workflow.Analysis;

/// <summary>Plays the token game of a process, whatever its data, and says whether a run can get stuck in its drawing.</summary>
/// <remarks>
/// Every condition may hold or not, every event may happen or not. So "sound" holds for every run, and a problem for some answers of the conditions; a
/// model whose conditions never give these answers may be told of a problem that its data rules out. Thread-safe: it holds nothing.
/// </remarks>
public static class SoundnessAnalysis
{
    /// <summary>How many states are looked at where nothing else is asked for.</summary>
    public const int DefaultMaximumStates = 20_000;

    private const int MaximumShown = 8;

    /// <summary>Analyses a process.</summary>
    /// <param name="definition">The process.</param>
    /// <param name="maximumStates">How many states of all its scopes together are looked at before it gives up; at least 1.</param>
    /// <returns>What was found.</returns>
    public static SoundnessReport Analyze(ProcessDefinition definition, int maximumStates = DefaultMaximumStates)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumStates, 1);
        var inside = definition.Elements.ToLookup(element => element.Parent);
        var scopes = new Dictionary<int, ScopeSummary>();
        var states = 0;

        // Each scope is entered by one token, so it can be looked at alone; those inside stand behind the one around them.
        foreach (var scope in definition.Elements.Reverse().Where(element => ElementKinds.IsScope(element.Kind)))
        {
            scopes[scope.Index] = scope.Kind == BpmnKind.AdHocSubProcess
                ? AdHoc(scope, inside[scope.Index])
                : new ScopeExploration(new ScopeNet(definition, scope.Index, inside[scope.Index]), scopes, Math.Max(1, maximumStates - states)).Run();
            states += scopes[scope.Index].States;
        }

        return Report(definition, scopes, states);
    }

    /// <summary>What the report has to say to who drew the process.</summary>
    /// <param name="definition">The process that was analysed.</param>
    /// <param name="report">What was found.</param>
    public static ImmutableArray<Diagnostic> Diagnose(ProcessDefinition definition, SoundnessReport report)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(report);
        Location Where(string id) => definition.Find(id) is { Index: > 0 } element ? element.Location : definition.Source.Location;
        return
        [
            .. report.Problems.Select(problem => problem.Kind switch
            {
                SoundnessProblemKind.Deadlock => (problem.IsInevitable ? WorkflowCodes.AlwaysStuck : WorkflowCodes.Stuck)
                    .At(Where(problem.Element), problem.Element, string.Join(", ", problem.Missing), Way(problem)),
                SoundnessProblemKind.LackOfSynchronization => WorkflowCodes.NotSynchronized.At(Where(problem.Element), problem.Element, Way(problem)),
                SoundnessProblemKind.NeverEnds => WorkflowCodes.NeverEnds.At(Where(problem.Element), problem.Element, Way(problem)),
                _ => WorkflowCodes.NeverEntered.At(Where(problem.Element), problem.Element),
            }),
            .. report.Gaps.Select(gap => Descriptor(gap.Reason).At(Where(gap.Element), gap.Element)),
        ];
    }

    private static DiagnosticDescriptor Descriptor(SoundnessGapReason reason) => reason switch
    {
        SoundnessGapReason.TooManyStates => WorkflowCodes.TooManyStates,
        SoundnessGapReason.Unbounded => WorkflowCodes.TokensGather,
        SoundnessGapReason.Repeats => WorkflowCodes.RepeatsNotDecided,
        SoundnessGapReason.NotCertain => WorkflowCodes.PerhapsStuck,
        _ => WorkflowCodes.FlowNotDecided,
    };

    // The choices tell which way; where there are none, the last elements on the way do.
    private static string Way(SoundnessProblem problem)
    {
        var choices = problem.Trace.Where(step => step.IsChoice).ToArray();
        var told = choices.Length > 0 ? choices : [.. problem.Trace];
        var shown = told.Skip(told.Length - MaximumShown).Select(step => step.Element + (step.Flows.IsEmpty ? "" : " -> " + string.Join(" + ", step.Flows)));
        return told.Length == 0 ? problem.Scope : (told.Length > MaximumShown ? "…, " : "") + string.Join(", ", shown);
    }

    // What begins inside, and how often, is said at run time.
    private static ScopeSummary AdHoc(ElementDefinition scope, IEnumerable<ElementDefinition> inside)
    {
        var summary = new ScopeSummary { CanComplete = true, IsSureToWait = scope.Program.AdHoc is { Begins: null } && !scope.Starts.IsEmpty };
        foreach (var element in inside)
        {
            summary.Entered.Add(element.Index);
            if (element.Behavior.Flows(element) is not { Joins: Joining.None } && element.Incoming.Length > 1)
            {
                summary.Gap(SoundnessGapReason.NotModelled, element.Id);
            }
        }

        return summary;
    }

    private static SoundnessReport Report(ProcessDefinition definition, Dictionary<int, ScopeSummary> scopes, int states)
    {
        var problems = ImmutableArray.CreateBuilder<SoundnessProblem>();
        var gaps = ImmutableArray.CreateBuilder<SoundnessGap>();
        var entered = new HashSet<int> { 0 };
        foreach (var scope in definition.Elements.Where(element => ElementKinds.IsScope(element.Kind)))
        {
            // What handles an event or undoes something is entered by no flow.
            if (scope.Index > 0 && !(entered.Contains(scope.Parent)
                && (scope.Kind == BpmnKind.EventSubProcess || CompensationLinks.IsHandler(scope) || scopes[scope.Parent].Entered.Contains(scope.Index)
                    || !scopes[scope.Parent].IsExhaustive)))
            {
                continue;
            }

            entered.Add(scope.Index);
            var summary = scopes[scope.Index];
            var isInevitable = summary is { IsExhaustive: true, CanComplete: false, HasOtherEnds: false } && !ScopeExploration.IsInterrupted(definition, scope);
            problems.AddRange(summary.Problems.Select(problem => problem.Kind == SoundnessProblemKind.Deadlock ? problem with { IsInevitable = isInevitable } : problem));
            gaps.AddRange(summary.Gaps);
        }

        return new SoundnessReport
        {
            Verdict = problems.Count > 0 ? SoundnessVerdict.Unsound : gaps.Count > 0 ? SoundnessVerdict.Unknown : SoundnessVerdict.Sound,
            Problems = problems.ToImmutable(),
            Gaps = gaps.ToImmutable(),
            States = states,
        };
    }
}
