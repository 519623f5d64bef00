using System.Collections.Immutable;
using System.Globalization;
using System.Resources;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Workflow;
using Xiezhi.Workflow.Compilation;
using Xiezhi.Workflow.Events;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Cli.Trace;

/// <summary>Events as lines: <c>enter</c>, <c>leave</c>, <c>wait</c>, <c>cancel</c>, <c>incident</c>, <c>end</c>.</summary>
/// <remarks>
/// A token that comes to a join enters it and waits; the join is left once, when it joins. What stands ready on a border, at the start of an
/// event sub-process or behind an event-based gateway is no element that waits, so it has no line before it happens.
/// </remarks>
internal sealed class TraceLines(ProcessDefinition definition, TextWriter output, CultureInfo culture)
{
    private static readonly ResourceManager IncidentTexts = new("Xiezhi.Workflow.Resources.DiagnosticTexts", typeof(WorkflowCodes).Assembly);

    private readonly Dictionary<int, string> _open = [];
    private readonly HashSet<int> _waiting = [];

    public void Print(WorkflowEvent happened)
    {
        switch (happened)
        {
            case ElementEntered entered:
                _open[entered.Id] = entered.Element;
                if (!HasArrived(entered.Element))
                {
                    output.WriteLine($"enter {entered.Element}");
                }

                break;
            case ElementPassed passed:
                if (!HasArrived(passed.Element))
                {
                    output.WriteLine($"enter {passed.Element}");
                }

                output.WriteLine($"leave {passed.Element}");
                break;
            case TokenArrived arrived:
                output.WriteLine($"enter {arrived.Element}");
                output.WriteLine($"wait {arrived.Element}");
                break;
            case ElementCompleted completed:
                _open.Remove(completed.Id);
                output.WriteLine($"leave {completed.Element}");
                break;
            case ElementTerminated terminated:
                _open.Remove(terminated.Id);
                output.WriteLine($"cancel {terminated.Element}");
                break;
            case TaskOpened task:
                Wait(task.Id);
                break;
            case JobOpened job:
                Wait(job.Id);
                break;
            case TimerSet timer:
                Wait(timer.Owner, timer.Element);
                break;
            case MessageAwaited message:
                Wait(message.Owner, message.Element);
                break;
            case SignalAwaited signal:
                Wait(signal.Owner, signal.Element);
                break;
            case ConditionAwaited condition:
                Wait(condition.Owner, condition.Element);
                break;
            case IncidentRaised incident:
                output.WriteLine($"incident {incident.Element} {incident.Code} {Text(incident)}");
                break;
            case ProcessCompleted or ProcessTerminated or ProcessCancelled:
                output.WriteLine("end");
                break;
        }
    }

    // The last token of a parallel join enters it as it is left; those of an inclusive or complex join have all entered it before.
    private bool HasArrived(string element) =>
        definition.Find(element) is { Kind: BpmnKind.InclusiveGateway, Incoming.Length: > 1 } or { Source.ActivationCondition: not null };

    private string Whole(string element) => definition.Find(element) is { PartOf: >= 0 } part ? definition.Elements[part.PartOf].Id : element;

    private void Wait(int owner, string element)
    {
        if (_open.TryGetValue(owner, out var open) && (open == Whole(element) || definition.Find(open)?.Kind == BpmnKind.EventBasedGateway))
        {
            Wait(owner);
        }
    }

    private void Wait(int instance)
    {
        if (_open.TryGetValue(instance, out var element) && _waiting.Add(instance))
        {
            output.WriteLine($"wait {element}");
        }
    }

    // An incident keeps its text in English; the engine's own codes have texts in other languages too.
    private string Text(IncidentRaised incident)
    {
        var text = IncidentTexts.GetString(incident.Code, culture) is null
            ? incident.Message
            : new Diagnostic(new DiagnosticDescriptor(incident.Code, Severity.Error, IncidentTexts), Location.None, incident.Arguments).Message(culture);
        return text.ReplaceLineEndings(" ");
    }
}
