using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Execution;

namespace Xiezhi.Workflow.Elements;

/// <summary>Makes a decision at once (BPMN 2.0, 13.3.3); with another implementation than a decision it is a job like a service task.</summary>
internal sealed class BusinessRuleTask : JobActivity
{
    internal override bool CanWait(ElementDefinition element) => element.Program.Decision is null;

    internal override void Compile(ElementCompilation element)
    {
        base.Compile(element);
        if (element.Decision())
        {
            element.RequireResult();
        }
        else
        {
            element.Implementation(null);
        }
    }

    protected override Outcome Begin(Token token, ValueContext inputs, Step step) =>
        token.Element.Program.Decision is { } decision ? step.Decide(token, inputs, decision) : base.Begin(token, inputs, step);
}
