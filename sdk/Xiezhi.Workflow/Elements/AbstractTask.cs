using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Execution;

namespace Xiezhi.Workflow.Elements;

/// <summary>A task of no kind: nothing says who does what, so it is done as soon as it begins (BPMN 2.0, 13.3.3: completes on its own).</summary>
internal sealed class AbstractTask : Activity
{
    internal override ControlFlow? Flows(ElementDefinition element) => ControlFlow.Passing;

    protected override Outcome Begin(Token token, ValueContext inputs, Step step) => step.Complete(token, ValueContext.Empty);
}
