using System.Globalization;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Workflow.Expressions;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Workflow.Compilation;

/// <summary>Compiles how an activity is repeated, or refuses it.</summary>
internal sealed class LoopCompilation(
    BpmnFlowNode node, ElementDefinition definition, DataCompilation data, CompileOptions options, DiagnosticBag diagnostics)
{
    /// <summary>The name that one item goes by.</summary>
    internal static string? ItemName(BpmnLoop loop) => loop.Extension(BpmnNames.Element) ?? (loop.Item is { Length: > 0 } name ? name : loop.ItemId);

    internal LoopRule? Compile(BpmnLoop loop) => loop.Tag == "standardLoopCharacteristics" ? Standard(loop) : MultiInstance(loop);

    private LoopRule? Standard(BpmnLoop loop)
    {
        var maximum = 0;
        if (loop.Maximum is { } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out maximum) || maximum < 1))
        {
            diagnostics.Add(WorkflowCodes.AttributeNotRun, node.Location, "loopMaximum", text, "a whole number from 1");
        }

        if (loop.Condition is null && maximum == 0)
        {
            diagnostics.Add(WorkflowCodes.MissingPart, node.Location, "loopCondition or loopMaximum");
            return null;
        }

        return new LoopRule
        {
            IsStandard = true,
            IsSequential = true,
            While = Expression(loop.Condition),
            TestBefore = loop.TestBefore,
            Maximum = maximum,
        };
    }

    private LoopRule? MultiInstance(BpmnLoop loop)
    {
        Behavior(loop);

        var collection = loop.Extension(BpmnNames.Collection) ?? loop.Collection;
        if (collection is null && loop.Cardinality is null)
        {
            diagnostics.Add(WorkflowCodes.MissingPart, node.Location, "xiezhi:collection, loopDataInputRef or loopCardinality");
            return null;
        }

        var outputVariable = loop.Extension(BpmnNames.OutputCollection) ?? (loop.OutputCollection is { } takes ? data.Variable(takes) ?? takes : null);
        var output = loop.Extension(BpmnNames.OutputElement) ?? (loop.OutputItem is { Length: > 0 } ? loop.OutputItem : loop.OutputItemId);
        if ((outputVariable is null) != (output is null))
        {
            diagnostics.Add(WorkflowCodes.MissingPart, node.Location, outputVariable is null ? "xiezhi:outputCollection" : "xiezhi:outputElement");
        }

        return new LoopRule
        {
            IsSequential = loop.IsSequential,
            Collection = loop.Extension(BpmnNames.Collection) is null && collection is not null && data.Variable(collection) is { } items
                ? new VariableExpression(items)
                : Expression(collection),
            Cardinality = collection is null ? Expression(loop.Cardinality) : null,
            Item = ItemName(loop),
            OutputVariable = outputVariable,
            Output = loop.Extension(BpmnNames.OutputElement) is null && output is not null ? new VariableExpression(output) : Expression(output),
            Until = Expression(loop.CompletionCondition),
            Throws = [.. definition.LoopThrows.Select(one => new ThrowRule(one.OnlyOnce, Expression(one.Condition), one.Element))],
        };
    }

    private void Behavior(BpmnLoop loop)
    {
        switch (loop.Behavior)
        {
            case "All":
                break;
            case "None" or "One":
                if ((loop.Behavior == "One" ? loop.OneEventId : loop.NoneEventId) is { } id && loop.ThrownEvent is null)
                {
                    diagnostics.Add(WorkflowCodes.UnknownReference, node.Location, "eventDefinition", id);
                }

                break;
            case "Complex":
                if (loop.ComplexBehaviors.IsEmpty || loop.ComplexBehaviors.Any(one => one.Condition is null))
                {
                    diagnostics.Add(WorkflowCodes.MissingPart, node.Location, "complexBehaviorDefinition with a condition");
                }

                break;
            default:
                diagnostics.Add(WorkflowCodes.AttributeNotRun, node.Location, "behavior", loop.Behavior, "None, One, All and Complex");
                break;
        }
    }

    private IExpression? Expression(string? text) => text is null ? null : Expression(new BpmnExpression(text, null));

    private IExpression? Expression(BpmnExpression? source) =>
        source is null ? null : ElementCompilation.Expression(source, options, node.Location, diagnostics);
}
