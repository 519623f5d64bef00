using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Execution;

namespace Xiezhi.Workflow.Elements;

/// <summary>
/// An activity that is repeated (BPMN 2.0, 13.3.6 and 13.3.7): an instance around, on whose border the events are, and inside it an instance of the
/// same element for each repetition.
/// </summary>
internal sealed class LoopedActivity : ElementBehavior
{
    internal override ControlFlow? Flows(ElementDefinition element) =>
        element.Repeated!.Flows(element) is { Stays: Staying.Waits } inner ? inner with { Stays = Staying.MayWait } : element.Repeated.Flows(element);

    internal override bool CanWait(ElementDefinition element) => element.Repeated!.CanWait(element);

    internal override Outcome Enter(Token token, Step step) =>
        step.IsRepetition(token) ? token.Element.Repeated!.Enter(token, step) : step.BeginLoop(token);

    internal override Outcome Recover(Token token, Step step) => token.Element.Repeated!.Recover(token, step);
}
