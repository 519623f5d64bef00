using System.Collections.Frozen;
using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Workflow.Expressions;
using Xiezhi.Workflow.Model;
using Xiezhi.Workflow.Time;

namespace Xiezhi.Workflow.Compilation;

/// <summary>One element while it is compiled: what its behaviour asks for is compiled or refused here.</summary>
internal sealed class ElementCompilation(BpmnDocument document, BpmnFlowNode node, ElementDefinition definition, CompileOptions options, DiagnosticBag diagnostics)
{
    private static readonly FrozenSet<string> ScriptFormats = FrozenSet.ToFrozenSet(["feel", "application/feel", "text/feel", "application/x-feel", "text/x-feel"]);

    internal BpmnFlowNode Node => node;

    internal ElementDefinition Definition => definition;

    internal ElementProgram Program { get; private set; } = ElementProgram.Empty;

    internal void Refuse(DiagnosticDescriptor descriptor, params ReadOnlySpan<string> arguments) => diagnostics.Add(descriptor, node.Location, arguments);

    /// <summary>The mapped inputs and outputs, and the variable for the result.</summary>
    internal void Mappings()
    {
        // What one of several definitions catches, the event maps; what one of them throws, it maps itself.
        if (definition.PartOf < 0 || definition.Kind is BpmnKind.IntermediateThrowEvent or BpmnKind.EndEvent)
        {
            Program = Program with
            {
                Inputs = Mappings(BpmnNames.Input),
                Outputs = Mappings(BpmnNames.Output),
                ResultVariable = node.Extension(BpmnNames.ResultVariable) is { Length: > 0 } name ? name : null,
            };
        }
    }

    /// <summary>A result that goes nowhere is a task that does nothing.</summary>
    internal void RequireResult()
    {
        if (Program.ResultVariable is null && Program.Outputs.IsEmpty && !node.Data.Associations.Any(one => one is { IsInput: false, Sources.IsEmpty: false }))
        {
            Refuse(WorkflowCodes.ResultGoesNowhere);
        }
    }

    internal void Script()
    {
        if (node.ScriptFormat is { } format && !ScriptFormats.Contains(format.ToLowerInvariant()) && !IsFeel(format))
        {
            Refuse(WorkflowCodes.UnknownScriptFormat, format);
        }
        else if (node.Script is { } script)
        {
            Program = Program with { Script = Expression(new BpmnExpression(script, null), options, node.Location, diagnostics) };
        }
        else
        {
            Refuse(WorkflowCodes.MissingPart, "script");
        }
    }

    /// <summary>The decision that the element names, or false when it names none.</summary>
    internal bool Decision()
    {
        if (node.Implementation is not { } implementation || !implementation.StartsWith(BpmnNames.DecisionPrefix, StringComparison.Ordinal))
        {
            return false;
        }

        var reference = implementation[BpmnNames.DecisionPrefix.Length..];
        if (options.Decisions?.Exists(reference) != true)
        {
            Refuse(WorkflowCodes.UnknownDecision, reference);
        }

        definition.Implementation = implementation;
        Program = Program with { Decision = reference };
        return true;
    }

    /// <summary>What a job calls: the implementation named, else the message to be sent.</summary>
    internal void Implementation(string? messageId)
    {
        var message = messageId is null ? null : Message(messageId);
        var isOpen = messageId is null && node.Kind is BpmnKind.ServiceTask or BpmnKind.SendTask or BpmnKind.BusinessRuleTask;
        var implementation = node.Implementation ?? (message is not null ? BpmnNames.MessagePrefix + message : isOpen ? options.DefaultImplementation : null);
        if (implementation is null)
        {
            if (messageId is null)
            {
                Refuse(WorkflowCodes.MissingPart, "implementation");
            }

            return;
        }

        if (!options.KnowsImplementation(implementation))
        {
            Refuse(WorkflowCodes.UnknownImplementation, implementation);
        }

        definition.Implementation = implementation;
    }

    /// <summary>The message that the element waits for, with its correlation key.</summary>
    internal void AwaitedMessage(string? messageId)
    {
        if (messageId is null)
        {
            Refuse(WorkflowCodes.MissingPart, "messageRef");
            return;
        }

        Message(messageId);
        var key = node.Extension(BpmnNames.CorrelationKey)
            ?? node.EventDefinitions.Select(one => one.Extension(BpmnNames.CorrelationKey)).FirstOrDefault(one => one is not null)
            ?? document.FindRoot(messageId)?.Extension(BpmnNames.CorrelationKey);
        if (key is not null)
        {
            Program = Program with { Key = Expression(new BpmnExpression(key, null), options, node.Location, diagnostics) };
        }
    }

    internal void Timer()
    {
        var source = node.EventDefinitions[0];
        if (source.Expression is not { } time || source.TimerTag is not { } tag)
        {
            Refuse(WorkflowCodes.MissingPart, "timeDate, timeDuration or timeCycle");
            return;
        }

        if (!time.Text.StartsWith('=') && TimerRule.IsLiteral(tag, time.Text, options.Timers))
        {
            Program = Program with { Timer = new TimerRule(tag, time.Text, null) };
            return;
        }

        var before = diagnostics.Count;
        if (Expression(time, options, node.Location, diagnostics) is { } expression)
        {
            Program = Program with { Timer = new TimerRule(tag, null, expression) };
        }
        else if (diagnostics.Count > before)
        {
            Refuse(WorkflowCodes.TimeRefused, time.Text, tag);
        }
    }

    /// <summary>The code of an error or escalation that is thrown; without a reference it is nameless, and only what takes any catches it.</summary>
    internal void ThrownCode(string tag)
    {
        Code(tag);
        if (node.EventDefinitions[0].Reference is null)
        {
            Refuse(WorkflowCodes.Nameless, tag + "Ref");
            Program = Program with { Code = "" };
        }
    }

    /// <summary>The code of an error or escalation; none for an event that takes any.</summary>
    internal void Code(string tag)
    {
        var reference = node.EventDefinitions[0].Reference;
        if (reference is null)
        {
            return;
        }

        if (Root(tag, reference) is { } root)
        {
            Program = Program with { Code = root.Code ?? root.Name ?? root.Id };
        }
    }

    internal void Signal()
    {
        if (node.EventDefinitions[0].Reference is not { } reference)
        {
            // Nameless signals are one signal: who throws one reaches all who wait for one.
            Refuse(WorkflowCodes.Nameless, "signalRef");
            Program = Program with { Signal = "" };
        }
        else if (Root("signal", reference) is { } signal)
        {
            Program = Program with { Signal = signal.Name is { Length: > 0 } name ? name : signal.Id };
        }
    }

    internal void Condition()
    {
        if (node.EventDefinitions[0].Expression is not { } condition)
        {
            Refuse(WorkflowCodes.MissingPart, "condition");
        }
        else if (Expression(condition, options, node.Location, diagnostics) is { } expression)
        {
            Program = Program with { Condition = expression };
        }
    }

    /// <summary>Compiles what an event waits for; errors and escalations need no waiting.</summary>
    internal void Trigger()
    {
        Mappings();
        switch (node.EventKind)
        {
            case EventKind.Timer:
                Timer();
                break;
            case EventKind.Message:
                AwaitedMessage(node.EventDefinitions[0].Reference);
                break;
            case EventKind.Signal:
                Signal();
                break;
            case EventKind.Conditional:
                Condition();
                break;
            case EventKind.Error:
                Code("error");
                break;
            case EventKind.Escalation:
                Code("escalation");
                break;
        }
    }

    /// <summary>The potential owners of a user task, as BPMN's resource roles give them.</summary>
    internal void Owners()
    {
        var owners = ImmutableArray.CreateBuilder<OwnerRule>();
        foreach (var role in node.Resources.Where(role => role.Tag is "potentialOwner" or "humanPerformer"))
        {
            if (role.Assignment is { } assignment)
            {
                if (Expression(assignment, options, node.Location, diagnostics) is { } expression)
                {
                    owners.Add(new OwnerRule(null, expression));
                }
            }
            else if (role.Resource is { } resource)
            {
                owners.Add(new OwnerRule(resource, null));
            }
            else
            {
                Refuse(WorkflowCodes.MissingPart, role.Tag + "'s resourceAssignmentExpression or resourceRef");
            }
        }

        Program = Program with { Owners = owners.ToImmutable() };
    }

    /// <summary>What begins an instance of the process stands in the process itself, and is not repeated.</summary>
    internal void Instantiation()
    {
        if (definition.Instantiates && (definition.Parent != 0 || node.Loop is not null))
        {
            Refuse(WorkflowCodes.AttributeNotRun, "instantiate", "true", "false in a sub-process and where it is repeated");
        }
    }

    /// <summary>When the tokens that have come to a complex gateway are enough. Several ways in say nothing by themselves.</summary>
    internal void Activation()
    {
        if (node.ActivationCondition is { } condition)
        {
            Program = Program with { Activation = Expression(condition, options, node.Location, diagnostics) };
        }
        else if (definition.Incoming.Length > 1)
        {
            Refuse(WorkflowCodes.MissingPart, "activationCondition");
        }
    }

    /// <summary>How an ad-hoc sub-process goes on.</summary>
    internal void AdHoc()
    {
        IExpression? Extension(string name) =>
            node.Extension(name) is { } text ? Expression(new BpmnExpression(text, null), options, node.Location, diagnostics) : null;

        var isSequential = node.Attributes.GetValueOrDefault("ordering") == "Sequential";
        Program = Program with
        {
            AdHoc = new AdHocRule
            {
                IsSequential = isSequential,
                CancelsRemaining = node.Attributes.GetValueOrDefault("cancelRemainingInstances")?.Trim() is not ("false" or "0"),
                Until = node.CompletionCondition is { } condition ? Expression(condition, options, node.Location, diagnostics) : null,
                Begins = Extension(BpmnNames.Begin),
                Allowed = Extension(BpmnNames.Allowed),
            },
        };
    }

    /// <summary>Compiles an expression, or says why not.</summary>
    internal static IExpression? Expression(BpmnExpression source, CompileOptions options, Location where, DiagnosticBag diagnostics)
    {
        source = DmnLiteral.Unwrapped(source);
        // The language of the document is that of its expressions, but for those that are marked as FEEL.
        var named = source.Language is { Length: > 0 } ? source.Language : source.Text.StartsWith('=') ? null : source.DocumentLanguage;
        if (named is { Length: > 0 } language && !IsFeel(language))
        {
            diagnostics.Add(WorkflowCodes.UnknownExpressionLanguage, where, language);
            return null;
        }

        // Some modellers mark FEEL by a leading equals sign.
        var text = source.Text.StartsWith('=') ? source.Text[1..].Trim() : source.Text;
        if (options.Expressions is not { } expressions)
        {
            diagnostics.Add(WorkflowCodes.NoExpressionLanguage, where, text);
            return null;
        }

        var before = diagnostics.Count;
        var compiled = expressions.Compile(text, where, diagnostics);
        if (compiled is null && diagnostics.Count == before)
        {
            diagnostics.Add(WorkflowCodes.ExpressionRefused, where, text);
        }

        return compiled;
    }

    private static bool IsFeel(string language) => language.Contains("feel", StringComparison.OrdinalIgnoreCase);

    private BpmnRoot? Root(string tag, string id)
    {
        var root = document.FindRoot(id);
        if (root?.Tag == tag)
        {
            return root;
        }

        Refuse(WorkflowCodes.UnknownReference, tag, id);
        return null;
    }

    private string? Message(string messageId)
    {
        if (Root("message", messageId) is not { } message)
        {
            return null;
        }

        return definition.MessageName = message.Name is { Length: > 0 } name ? name : message.Id;
    }

    private ImmutableArray<Mapping> Mappings(string tag)
    {
        var mappings = ImmutableArray.CreateBuilder<Mapping>();
        foreach (var element in node.ExtensionsNamed(tag))
        {
            if (element[BpmnNames.Source] is not { Length: > 0 } source || element[BpmnNames.Target] is not { Length: > 0 } target)
            {
                Refuse(WorkflowCodes.MissingPart, $"source or target in xiezhi:{tag}");
            }
            else if (Expression(new BpmnExpression(source, null), options, node.Location, diagnostics) is { } expression)
            {
                mappings.Add(new Mapping(expression, target));
            }
        }

        return mappings.ToImmutable();
    }
}
