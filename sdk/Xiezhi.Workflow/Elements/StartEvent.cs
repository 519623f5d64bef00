using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Execution;

namespace Xiezhi.Workflow.Elements;

/// <summary>Where a token begins (BPMN 2.0, 13.5.1): without a trigger, or by a message or signal that starts the process.</summary>
internal sealed class StartEvent : ElementBehavior
{
    internal override void Compile(ElementCompilation element)
    {
        element.Trigger();
    }

    internal override Outcome Enter(Token token, Step step) => Outcome.Leave;
}
