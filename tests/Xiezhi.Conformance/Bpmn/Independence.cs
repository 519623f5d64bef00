using System.Xml.Linq;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Conformance.Bpmn;

/// <summary>Which elements of a model have nothing to do with each other, so that the specification orders neither before the other.</summary>
/// <remarks>
/// Two elements depend on each other where a token, a message, a signal or whatever is thrown can lead from one to the other, or where one ends
/// the scope that the other lives in. Two runs are the same but for the order of independent branches exactly where, for each pair of dependent
/// elements, both runs enter these two in the same order (the runs are then equal as Mazurkiewicz traces). BPMN 2.0, 13.4.1: tokens that a
/// parallel gateway or several outgoing flows make are independent of each other.
/// </remarks>
internal sealed class Independence
{
    private static readonly XNamespace Bpmn = BpmnNames.Bpmn;

    private static readonly string[] References = ["signalRef", "errorRef", "escalationRef"];

    private readonly SimulatorModel _model;
    private readonly Dictionary<string, HashSet<string>> _next = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _reach = new(StringComparer.Ordinal);

    public Independence(SimulatorModel model)
    {
        _model = model;
        foreach (var element in model.Elements.Values)
        {
            Connect(element);
        }
    }

    /// <summary>Whether both orders are the same but for independent branches.</summary>
    public bool SameButForBranches(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        if (!one.Order(StringComparer.Ordinal).SequenceEqual(other.Order(StringComparer.Ordinal)))
        {
            return false;
        }

        var elements = one.Distinct().ToList();
        return elements.All(a => elements.All(b => !Depend(a, b) || Only(one, a, b).SequenceEqual(Only(other, a, b))));
    }

    private static IEnumerable<string> Only(IEnumerable<string> run, string a, string b) => run.Where(element => element == a || element == b);

    private bool Depend(string a, string b) => a == b || Reach(In(a)).Contains(In(b)) || Reach(In(b)).Contains(In(a));

    // An element has a beginning and an end, so that what lies inside it comes before what follows it.
    private static string In(string element) => element + "/in";

    private static string Out(string element) => element + "/out";

    private void Connect(XElement element)
    {
        var id = SimulatorModel.Id(element);
        Lead(In(id), Out(id));
        if (_model.Elements.ContainsKey(element.Parent?.Attribute("id")?.Value ?? ""))
        {
            Lead(In(SimulatorModel.Id(element.Parent!)), In(id));
            Lead(Out(id), Out(SimulatorModel.Id(element.Parent!)));
        }

        foreach (var flow in _model.Source.Descendants(Bpmn + "sequenceFlow").Where(flow => flow.Attribute("sourceRef")?.Value == id))
        {
            Lead(Out(id), In(flow.Attribute("targetRef")?.Value ?? ""));
        }

        foreach (var flow in _model.Source.Descendants(Bpmn + "messageFlow").Where(flow => flow.Attribute("sourceRef")?.Value == id))
        {
            Catch(id, flow.Attribute("targetRef")?.Value ?? "");
        }

        ConnectHandler(element, id);
        ConnectThrow(element, id);
    }

    // What interrupts a scope comes behind all that happened in it.
    private void ConnectHandler(XElement element, string id)
    {
        if (element.Attribute("attachedToRef")?.Value is { } host)
        {
            Lead(In(host), In(id));
            if (element.Attribute("cancelActivity")?.Value != "false" && _model.Elements.TryGetValue(host, out var activity))
            {
                Interrupt(activity, id);
            }
        }

        if (element.Name == Bpmn + "startEvent" && element.Parent!.Attribute("triggeredByEvent")?.Value == "true" && element.Attribute("isInterrupting")?.Value != "false")
        {
            Interrupt(element.Parent.Parent!, SimulatorModel.Id(element.Parent), except: element.Parent);
        }

        if (element.Elements(Bpmn + "terminateEventDefinition").Any())
        {
            Interrupt(element.Parent!, id);
        }
    }

    private void Interrupt(XElement scope, string by, XElement? except = null)
    {
        foreach (var inner in scope.Descendants().Where(inner => IsNode(inner) && inner != except && except?.Descendants().Contains(inner) != true))
        {
            Lead(In(SimulatorModel.Id(inner)), In(by));
        }
    }

    // Whatever is thrown leads to all that could catch it; more dependence than there is makes the comparison stricter, never laxer.
    private void ConnectThrow(XElement element, string id)
    {
        if (element.Name.LocalName is not ("endEvent" or "intermediateThrowEvent"))
        {
            return;
        }

        foreach (var definition in element.Elements().Where(child => child.Name.LocalName.EndsWith("EventDefinition", StringComparison.Ordinal)))
        {
            foreach (var catcher in _model.Elements.Values.Where(other => other != element && CouldCatch(other, definition)))
            {
                Catch(id, SimulatorModel.Id(catcher));
                if (catcher.Name == Bpmn + "startEvent" && catcher.Parent!.Attribute("triggeredByEvent") is not null)
                {
                    Lead(In(id), In(SimulatorModel.Id(catcher.Parent)));
                }
            }

            if (definition.Name.LocalName is "compensateEventDefinition" or "cancelEventDefinition")
            {
                Compensate(id);
            }
        }
    }

    private static bool CouldCatch(XElement other, XElement thrown) =>
        other.Name.LocalName is not ("endEvent" or "intermediateThrowEvent")
        && other.Element(thrown.Name) is { } caught
        && References.All(name => caught.Attribute(name) is not { } reference || thrown.Attribute(name) is not { } named || reference.Value == named.Value);

    // A token that waits for something was there before it: the one that comes lets it go on. Elsewhere it is what makes the catcher begin.
    private void Catch(string thrower, string catcher)
    {
        var waits = _model.Elements.TryGetValue(catcher, out var element)
            && element.Name.LocalName is "receiveTask" or "intermediateCatchEvent"
            && element.Elements(Bpmn + "linkEventDefinition").FirstOrDefault() is null
            && !IsBehindEventGateway(catcher);
        Lead(In(thrower), waits ? Out(catcher) : In(catcher));
    }

    private bool IsBehindEventGateway(string id) => _model.Source.Descendants(Bpmn + "sequenceFlow").Any(flow =>
        flow.Attribute("targetRef")?.Value == id
        && _model.Elements.TryGetValue(flow.Attribute("sourceRef")?.Value ?? "", out var source)
        && source.Name == Bpmn + "eventBasedGateway");

    // Activities are compensated in the reverse of the order in which they were done, before the thrower goes on.
    private void Compensate(string thrower)
    {
        var handlers = _model.Elements.Values.Where(element => element.Attribute("isForCompensation")?.Value == "true").Select(SimulatorModel.Id).ToList();
        foreach (var handler in handlers)
        {
            Lead(In(thrower), In(handler));
            Lead(Out(handler), Out(thrower));
            foreach (var other in handlers)
            {
                Lead(In(handler), In(other));
            }
        }
    }

    private bool IsNode(XElement element) => element.Attribute("id")?.Value is { } id && _model.Elements.TryGetValue(id, out var node) && node == element;

    private void Lead(string from, string to)
    {
        if (!_next.TryGetValue(from, out var targets))
        {
            _next[from] = targets = new HashSet<string>(StringComparer.Ordinal);
        }

        targets.Add(to);
    }

    private HashSet<string> Reach(string from)
    {
        if (_reach.TryGetValue(from, out var known))
        {
            return known;
        }

        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([from]);
        while (open.TryPop(out var at))
        {
            foreach (var next in _next.GetValueOrDefault(at) ?? [])
            {
                if (found.Add(next))
                {
                    open.Push(next);
                }
            }
        }

        return _reach[from] = found;
    }
}
