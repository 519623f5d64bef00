using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Workflow.Execution;

/// <summary>What a step is given from outside besides its command.</summary>
/// <remarks>Immutable.</remarks>
public sealed record StepContext
{
    /// <summary>The moment of the step. A date and time in the model or its data that has no offset of its own takes this one's offset.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>
    /// How many elements one step may enter before what still moves becomes an incident: a loop without a wait would never end.
    /// At least 1. Default: 10,000.
    /// </summary>
    public int MaximumSteps { get; init; } = 10_000;

    /// <summary>Reads times that ISO 8601 has no word for; <see langword="null"/> where there are none.</summary>
    public ITimers? Timers { get; init; }

    /// <summary>Is told of each sequence flow that a token takes, for whoever measures what was tried; it can't change what happens. Usually <see langword="null"/>.</summary>
    public Action<FlowDefinition>? FlowTaken { get; init; }

    /// <summary>Names that every expression of the process sees behind the process's own variables; <see langword="null"/> where there are none.</summary>
    public IVariables? Ambient { get; init; }
}
