using System.Collections.Immutable;
using Xiezhi.Workflow.Expressions;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Workflow.Compilation;

/// <summary>What a process is compiled against.</summary>
/// <remarks>Immutable.</remarks>
public sealed record CompileOptions
{
    /// <summary>The expression language; without one, a process that holds an expression is refused.</summary>
    public IExpressions? Expressions { get; init; }

    /// <summary>The decisions; without them, a process that names a decision is refused.</summary>
    public IDecisions? Decisions { get; init; }

    /// <summary>
    /// Names of variables that come from outside: at the start, by forms and messages, or from what surrounds the process. They are only for what is said
    /// about names that nobody seems to give. Default: none.
    /// </summary>
    public ImmutableArray<string> Variables { get; init; } = [];

    /// <summary>Where call activities find processes and global tasks that are not in their own document. Default: none.</summary>
    public ImmutableArray<BpmnDocument> Documents { get; init; } = [];

    /// <summary>Reads times that ISO 8601 has no word for; must be the one that <see cref="Execution.StepContext.Timers"/> is given.</summary>
    public ITimers? Timers { get; init; }

    /// <summary>
    /// The implementation of a service, send or business-rule task that names none and no message, so that it becomes a job all the same.
    /// Default: none, and such a task is refused.
    /// </summary>
    public string? DefaultImplementation { get; init; }

    /// <summary>
    /// Whether the implementation of a service or send task can be carried out: <c>http:…</c>, <c>message:NAME</c>, a registered handler's name.
    /// Decisions are not asked for here. Default: any.
    /// </summary>
    public Func<string, bool> KnowsImplementation { get; init; } = static _ => true;

    /// <summary>How many states the analysis of soundness looks at before it gives up; 0 for no analysis. Default: 20,000.</summary>
    public int MaximumStates { get; init; } = Analysis.SoundnessAnalysis.DefaultMaximumStates;
}
