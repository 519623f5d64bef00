using System.Globalization;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Workflow.Commands;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.States;

namespace Xiezhi.Workflow.Execution;

/// <summary>The step: a pure function from a state and a command to events and the next state.</summary>
/// <remarks>Thread-safe: it holds nothing. The same inputs give the same events.</remarks>
public static class WorkflowEngine
{
    /// <summary>Carries out <paramref name="command"/> and lets tokens move until they wait.</summary>
    /// <param name="definition">The process.</param>
    /// <param name="state">Where the instance stands.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="context">The moment, and the bounds of the step.</param>
    /// <returns>What happened and the state after it, or why the command does not fit. What the model or its data does wrong becomes an incident.</returns>
    /// <exception cref="InvalidOperationException">The state is of another process.</exception>
    public static StepResult Step(ProcessDefinition definition, WorkflowState state, WorkflowCommand command, StepContext context)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentOutOfRangeException.ThrowIfLessThan(context.MaximumSteps, 1);
        var step = new Step(definition, state, context);
        if (new CommandHandler(step, state).Handle(command) is { } reason)
        {
            return new StepResult([], state, new Rejection(reason));
        }

        step.Run();
        return new StepResult(step.Events, step.Draft.ToState(), null);
    }
}
