using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.Execution;
using Xiezhi.Workflow.Expressions;

namespace Xiezhi.Workflow.Elements;

/// <summary>Waits until a person says that it is done (BPMN 2.0, 13.3.3): user and manual tasks.</summary>
internal sealed class PersonTask : Activity
{
    internal override ControlFlow? Flows(ElementDefinition element) => ControlFlow.Waiting;

    internal override bool CanWait(ElementDefinition element) => true;

    internal override void Compile(ElementCompilation element)
    {
        base.Compile(element);
        element.Owners();
    }

    protected override Outcome Begin(Token token, ValueContext inputs, Step step) => Stay<ImmutableArray<string>>(
        token, inputs, step, Owners, static (step, token, id, owners) => step.Emit(new TaskOpened(id, token.Element.Id, owners)));

    private static Diagnostic? Owners(Step step, Token token, IVariables variables, out ImmutableArray<string> owners)
    {
        owners = [];
        foreach (var rule in token.Element.Program.Owners)
        {
            if (rule.Name is { } name)
            {
                owners = owners.Add(name);
                continue;
            }

            var result = step.Evaluate(rule.Expression!, variables);
            if (result.Failure is { } failure)
            {
                return failure;
            }

            if (Names(result.Value) is not { } names)
            {
                return WorkflowCodes.NoOwners.At(token.Element.Location, rule.Expression!.Text, result.Value.ToString());
            }

            owners = owners.AddRange(names);
        }

        return null;
    }

    private static IEnumerable<string>? Names(Value value) => value switch
    {
        { AsString: { } name } => [name],
        { AsList: { } list } when list.Items.All(item => item.IsString) => list.Items.Select(item => item.AsString!),
        _ => null,
    };
}
