using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Execution;

namespace Xiezhi.Workflow.Elements;

/// <summary>Throws all of its several definitions, each by what it does alone, and goes on or ends when all are thrown (BPMN 2.0, 10.5: multiple events).</summary>
/// <remarks>What ends the scope (an error, a cancellation, a termination) comes last, so that the others are thrown at all.</remarks>
internal sealed class MultipleThrow : ElementBehavior
{
    internal override bool CanWait(ElementDefinition element) => true;

    internal override Outcome Enter(Token token, Step step)
    {
        var instance = step.Open(token, ValueContext.Empty);
        foreach (var part in Parts(token, step).Where(part => !MultipleEventCheck.Ends(part.Trigger)))
        {
            step.Send(new Token(part, instance));
        }

        step.Touch(instance);
        return Outcome.Wait;
    }

    internal override Outcome Emptied(Token token, Step step)
    {
        if (Parts(token, step).FirstOrDefault(part => MultipleEventCheck.Ends(part.Trigger)) is not { } last)
        {
            return step.Complete(token, ValueContext.Empty);
        }

        step.Send(new Token(last, token.Instance));
        return Outcome.Wait;
    }

    private static IEnumerable<ElementDefinition> Parts(Token token, Step step) => token.Element.Parts.Select(index => step.Definition.Elements[index]);
}
