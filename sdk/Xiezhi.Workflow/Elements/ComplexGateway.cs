using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Execution;

namespace Xiezhi.Workflow.Elements;

/// <summary>
/// Starts as soon as its activation condition holds over the tokens that have come, and is reset when no further token can come (BPMN 2.0, 13.4.5).
/// Without such a condition it splits as an inclusive gateway does.
/// </summary>
/// <remarks>
/// As long as it waits for its start, its tokens are arrivals of the scope around it. Between start and reset it is an element instance, which
/// remembers from which flows a token was taken.
/// </remarks>
internal sealed class ComplexGateway : ElementBehavior
{
    internal override bool CanWait(ElementDefinition element) => element.Program.Activation is not null;

    internal override void Compile(ElementCompilation element) => element.Activation();

    internal override bool Absorbs(Token token, Step step) => token.Element.Program.Activation is not null && token.Flow is not null;

    internal override void Arrived(Token token, Step step) => step.TryStart(token.Element, token.Scope);

    /// <summary>A token enters that need not wait; or the start is tried again that failed, with the tokens given back.</summary>
    internal override Outcome Enter(Token token, Step step)
    {
        if (token.Instance == 0)
        {
            return step.Complete(token, ValueContext.Empty);
        }

        step.GiveBack(token);
        return Outcome.Settled;
    }

    /// <summary>A reset that failed is tried again when all have moved.</summary>
    internal override Outcome Recover(Token token, Step step)
    {
        step.Touch(token.Scope);
        return Outcome.Wait;
    }
}
