using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Execution;

/// <summary>What a step gave.</summary>
/// <param name="Events">What happened, in order; empty when the command was rejected.</param>
/// <param name="State">The state after it, which is the state before with the events applied.</param>
/// <param name="Rejection">Why the command was not carried out, or <see langword="null"/> when it was.</param>
/// <remarks>Immutable.</remarks>
public sealed record StepResult(ImmutableArray<WorkflowEvent> Events, WorkflowState State, Rejection? Rejection)
{
    /// <summary>Whether the command was carried out.</summary>
    public bool Accepted => Rejection is null;
}

/// <summary>Why a command does not fit the state: nothing has changed.</summary>
/// <param name="Reason">The code, what did not fit, and what to do.</param>
public sealed record Rejection(Diagnostic Reason)
{
    /// <summary>The stable code.</summary>
    public string Code => Reason.Code;
}
