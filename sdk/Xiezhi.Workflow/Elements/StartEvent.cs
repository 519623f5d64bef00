using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Execution;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Workflow.Elements;

/// <summary>Where a token begins (BPMN 2.0, 13.5.1): without a trigger, or by a message that starts the process.</summary>
internal sealed class StartEvent : ElementBehavior
{
    internal override void Compile(ElementCompilation element)
    {
        element.Mappings();
        if (element.Node.EventKind == EventKind.Message)
        {
            element.AwaitedMessage(element.Node.EventDefinitions[0].Reference);
        }
    }

    internal override Outcome Enter(Token token, Step step) => Outcome.Leave;
}
