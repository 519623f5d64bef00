using System.Collections.Immutable;
using System.Globalization;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Workflow.Elements;
using Xiezhi.Workflow.Model;

namespace Xiezhi.Workflow.Compilation;

/// <summary>Lays a process out as a graph: elements and flows by index, each element with its behaviour and its compiled parts.</summary>
internal sealed class GraphBuilder(BpmnDocument document, BpmnProcess process, CompileOptions options, DiagnosticBag diagnostics)
{
    private static readonly string[] Quantities = ["startQuantity", "completionQuantity"];

    private readonly List<ElementDefinition> _elements = [];
    private readonly List<FlowDefinition> _flows = [];
    private readonly Dictionary<string, ElementDefinition> _byId = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly List<(BpmnFlow Flow, string Prefix)> _drawn = [];
    private readonly List<(BpmnProcess Process, string Prefix)> _processes = [];
    private readonly CalledElements _called = new(options, diagnostics);
    private readonly DataPlaces _places = new(diagnostics);
    private CompileOptions _options = options;

    /// <summary>The graph; what is wrong with it stands in the diagnostics.</summary>
    internal ProcessDefinition Build()
    {
        var root = Add(new ElementDefinition(0, -1, process.Id.Length > 0 ? process.Id : "process", process.Name, BpmnKind.Process, EventKind.None, null) { Document = document });
        root.Behavior = ElementKinds.Process;
        if (process.Id.Length == 0)
        {
            diagnostics.Add(WorkflowCodes.MissingId, process.Location, "process");
        }

        _processes.Add((process, ""));
        _places.Declare(root, process.Data, "");
        AddScope(process.Nodes, process.Flows, root, [process]);
        _places.Resolve(document);
        var known = _options.Expressions is { } expressions ? new KnownNames(expressions, KnownNames.Of(_elements, _places, _options)) : null;
        _options = _options with { Expressions = known };
        Connect();
        Attach();
        Link();
        new CompensationLinks(_elements, diagnostics).Connect();
        PlaceInLanes();
        foreach (var element in _elements)
        {
            Finish(element);
        }

        known?.Report(diagnostics);
        new MultipleEventCheck(_elements, diagnostics).Run();
        var (elements, flows) = (_elements.ToImmutableArray(), _flows.ToImmutableArray());
        foreach (var join in elements.Where(element => element is { Kind: BpmnKind.InclusiveGateway, Incoming.Length: > 1 } or { Program.Activation: not null }))
        {
            join.Reach = InclusiveGateway.Reach(join, elements, flows, overBorders: true);
            join.ReachByFlow = InclusiveGateway.Reach(join, elements, flows, overBorders: false);
        }

        return new ProcessDefinition(process, document.File, elements, flows, _options.Decisions) { StartTriggers = StartTrigger.Of(elements) };
    }

    private ElementDefinition Add(ElementDefinition element)
    {
        _elements.Add(element);
        _byId[element.Id] = element;
        _ids.Add(element.Id);
        return element;
    }

    /// <param name="nodes">What is inside.</param>
    /// <param name="flows">The flows between.</param>
    /// <param name="scope">The element around.</param>
    /// <param name="calls">The processes that are being laid out, the outermost first: one of them called again would never end.</param>
    /// <param name="called">Before the ids of what is inside, where it was called; <see langword="null"/> where it stands in the scope itself.</param>
    private void AddScope(
        ImmutableArray<BpmnFlowNode> nodes, ImmutableArray<BpmnFlow> flows, ElementDefinition scope, ImmutableStack<BpmnItem> calls, BpmnDocument? called = null)
    {
        var prefix = called is null ? scope.Prefix : scope.Id + "/";
        _drawn.AddRange(flows.Select(flow => (flow, prefix)));

        foreach (var node in nodes)
        {
            if (node.Id.Length == 0)
            {
                diagnostics.Add(WorkflowCodes.MissingId, node.Location, node.Tag);
                continue;
            }

            if (_ids.Contains(prefix + node.Id))
            {
                diagnostics.Add(WorkflowCodes.DuplicateId, node.Location, node.Id);
                continue;
            }

            var element = Add(new ElementDefinition(_elements.Count, scope.Index, prefix + node.Id, node.Name, node.Kind, node.EventKind, node)
            {
                Document = called ?? scope.Document,
                Prefix = prefix,
            });
            element.Behavior = Behavior(node);
            if (node.EventDefinitions.Length > 1)
            {
                AddParts(element, node);
            }

            if (node.Loop is { Behavior: "None" or "One" or "Complex" } loop)
            {
                AddThrows(element, loop);
            }

            foreach (var unknown in node.UnknownEventDefinitions)
            {
                diagnostics.Add(WorkflowCodes.UnknownReference, node.Location, "eventDefinition", unknown);
            }

            AddScope(node.Nodes, node.Flows, element, calls);
            if (node.Kind == BpmnKind.CallActivity)
            {
                AddCalled(element, calls);
            }
            else if (node.Data != BpmnData.None)
            {
                _places.Declare(element, node.Data, prefix);
            }
        }
    }

    private void AddParts(ElementDefinition whole, BpmnFlowNode node)
    {
        foreach (var definition in node.EventDefinitions)
        {
            whole.Parts = whole.Parts.Add(AddPart(whole, node with { EventDefinitions = [definition] }, whole.Parts.Length + 1));
        }
    }

    // What is thrown in the name of a multi-instance is thrown by an event that nobody drew (BPMN 2.0, 10.5: implicit throw event).
    private void AddThrows(ElementDefinition activity, BpmnLoop loop)
    {
        var complex = loop.ComplexBehaviors.SelectMany(one => one.EventDefinitions.Select(thrown => (one.Condition, Thrown: thrown)));
        // Without a reference it is a signal (BPMN 2.0, table 10.29).
        (BpmnExpression?, BpmnEventDefinition)[] simple = [(null, loop.ThrownEvent ?? new BpmnEventDefinition { Kind = EventKind.Signal, Location = loop.Location })];
        foreach (var (condition, thrown) in loop.Behavior == "Complex" ? complex : simple)
        {
            var source = new BpmnFlowNode
            {
                Id = activity.Source!.Id,
                Name = activity.Name,
                Location = activity.Location,
                Kind = thrown.Kind == EventKind.Error ? BpmnKind.EndEvent : BpmnKind.IntermediateThrowEvent,
                Tag = "implicitThrowEvent",
                EventDefinitions = [thrown],
            };
            activity.LoopThrows = activity.LoopThrows.Add(new LoopThrow(loop.Behavior == "One", condition, AddPart(activity, source, activity.LoopThrows.Length + 1)));
        }
    }

    // No id of a model holds the sign, so that a part can't be taken for an element that is drawn.
    private int AddPart(ElementDefinition whole, BpmnFlowNode source, int place)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{whole.Id}#{place}");
        var part = Add(new ElementDefinition(_elements.Count, whole.Index, id, source.Name, source.Kind, source.EventKind, source)
        {
            Document = whole.Document,
            Prefix = whole.Prefix,
            PartOf = whole.Index,
        });
        part.Behavior = source is { Tag: "implicitThrowEvent", EventKind: EventKind.Link } ? Refused(source) : Behavior(source);
        return part.Index;
    }

    private void AddCalled(ElementDefinition call, ImmutableStack<BpmnItem> calls)
    {
        if (_called.Find(call, calls, _elements.Count) is not { } found)
        {
            call.Behavior = ElementKinds.Refused;
            _places.DeclareCall(call, call.Source!.Data, BpmnData.None);
        }
        else if (found.Item is BpmnProcess called)
        {
            _processes.Add((called, call.Id + "/"));
            _places.Declare(call, called.Data, call.Id + "/");
            _places.DeclareCall(call, call.Source!.Data, called.Data);
            AddScope(called.Nodes, called.Flows, call, calls.Push(called), found.Document);
        }
        else
        {
            var task = (BpmnFlowNode)found.Item;
            _places.DeclareCall(call, call.Source!.Data, task.Data);
            AddScope([task], [], call, calls, found.Document);
        }
    }

    private ElementBehavior Behavior(BpmnFlowNode node)
    {
        return ElementKinds.Find(node.Kind, node.EventKind) ?? Refused(node);
    }

    private ElementBehavior Refused(BpmnFlowNode node)
    {
        diagnostics.Add(WorkflowCodes.ElementNotRun, node.Location, node.Tag, node.EventKind.ToString().ToLowerInvariant());
        return ElementKinds.Refused;
    }

    private void Connect()
    {
        var incoming = _elements.Select(_ => new List<int>()).ToArray();
        var outgoing = _elements.Select(_ => new List<int>()).ToArray();
        foreach (var (drawn, prefix) in _drawn)
        {
            var source = End(drawn, "sourceRef", prefix, drawn.Source);
            var target = End(drawn, "targetRef", prefix, drawn.Target);
            if (source is null || target is null)
            {
                continue;
            }

            if (source.Parent != target.Parent)
            {
                diagnostics.Add(WorkflowCodes.FlowCrossesScope, drawn.Location, source.Id, target.Id);
                continue;
            }

            var flow = new FlowDefinition(_flows.Count, FlowId(drawn, prefix), drawn.Name, source.Index, target.Index);
            if (drawn.Condition is { } condition)
            {
                flow.Condition = ElementCompilation.Expression(condition, _options, drawn.Location, diagnostics);
                flow.HasCondition = true;
            }

            flow.Location = drawn.Location;
            _flows.Add(flow);
            outgoing[source.Index].Add(flow.Index);
            incoming[target.Index].Add(flow.Index);
        }

        foreach (var element in _elements)
        {
            element.Incoming = [.. incoming[element.Index]];
            element.Outgoing = [.. outgoing[element.Index]];
        }
    }

    private ElementDefinition? End(BpmnFlow flow, string attribute, string prefix, string id)
    {
        if (_byId.TryGetValue(prefix + id, out var element) && element.Kind != BpmnKind.Process)
        {
            return element;
        }

        diagnostics.Add(WorkflowCodes.DanglingFlow, flow.Location, attribute, id);
        return null;
    }

    private string FlowId(BpmnFlow flow, string prefix)
    {
        if (flow.Id.Length > 0)
        {
            if (_ids.Add(prefix + flow.Id))
            {
                return prefix + flow.Id;
            }

            diagnostics.Add(WorkflowCodes.DuplicateId, flow.Location, flow.Id);
        }

        var made = $"{prefix}{flow.Source}->{flow.Target}";
        for (var i = 2; !_ids.Add(made); i++)
        {
            made = string.Create(CultureInfo.InvariantCulture, $"{prefix}{flow.Source}->{flow.Target}#{i}");
        }

        return made;
    }

    private void Attach()
    {
        foreach (var border in _elements.Where(element => element is { Kind: BpmnKind.BoundaryEvent, PartOf: < 0 }))
        {
            var host = border.Source!.AttachedTo is { } id ? _byId.GetValueOrDefault(border.Prefix + id) : null;
            if (host is null || host.Parent != border.Parent || !IsActivity(host.Kind))
            {
                diagnostics.Add(WorkflowCodes.NotAttached, border.Location, border.Source.AttachedTo ?? "");
                continue;
            }

            border.AttachedTo = host.Index;
            host.Boundary = host.Boundary.Add(border.Index);
        }
    }

    private void Link()
    {
        foreach (var link in _elements.Where(element => element is { Kind: BpmnKind.IntermediateThrowEvent, Trigger: EventKind.Link, PartOf: < 0 }))
        {
            var name = LinkName(link);
            var targets = _elements.Where(element =>
                element is { Kind: BpmnKind.IntermediateCatchEvent, Trigger: EventKind.Link, PartOf: < 0 } && element.Parent == link.Parent && LinkName(element) == name).ToArray();
            if (targets.Length == 1)
            {
                link.LinkTarget = targets[0].Index;
            }
            else
            {
                diagnostics.Add(WorkflowCodes.LinkNotPaired, link.Location, name, targets.Length.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    // Modellers write the link's name on its definition, on the event, or on both.
    private static string LinkName(ElementDefinition link) => link.Source!.EventDefinitions[0].Name is { Length: > 0 } name ? name : link.Name ?? "";

    private void PlaceInLanes()
    {
        // A nested lane comes behind the one around it, so the innermost is set last.
        foreach (var (lane, prefix) in _processes.SelectMany(one => one.Process.Lanes.Select(lane => (lane, one.Prefix))))
        {
            foreach (var id in lane.NodeIds)
            {
                if (_byId.TryGetValue(prefix + id, out var element))
                {
                    element.Lane = lane;
                }
            }
        }

        // What is inside a sub-process stands in the sub-process's lane; parents come before their children.
        foreach (var element in _elements.Where(element => element.Parent > 0))
        {
            element.Lane ??= _elements[element.Parent].Lane;
        }
    }

    private void Finish(ElementDefinition element)
    {
        var flows = element.Outgoing.Select(index => _flows[index]).ToArray();
        if (element.Source?.Default is { } fallback)
        {
            element.DefaultFlow = flows.FirstOrDefault(flow => flow.Id == element.Prefix + fallback);
            if (element.DefaultFlow is { } flow)
            {
                flow.IsDefault = true;
            }
            else
            {
                diagnostics.Add(WorkflowCodes.UnknownDefault, element.Location, fallback);
            }
        }

        element.HasConditions = element.DefaultFlow is not null || flows.Any(flow => flow.HasCondition);
        element.OutgoingFlows = [.. flows];
        element.ConditionalFlows = [.. flows.Where(flow => !flow.IsDefault)];
        if (ElementKinds.IsScope(element.Kind))
        {
            element.Starts = Starts(element);
            element.Handlers = [.. _elements.Where(inner => inner.Kind == BpmnKind.EventSubProcess && inner.Parent == element.Index).SelectMany(TriggeredStarts)];
            element.HandlerStarts = element.Kind == BpmnKind.EventSubProcess ? [.. TriggeredStarts(element)] : [];
        }

        if (element.Source is { } node)
        {
            if (element.PartOf < 0)
            {
                RefuseWhatIsNotRun(node);
            }

            var compilation = new ElementCompilation(element.Document, node, element, _options, diagnostics);
            element.Behavior.Compile(compilation);
            var data = new DataCompilation(element, _elements, _places, _options, diagnostics);
            element.Program = compilation.Program with { Data = data.Compile() };
            if (node.Loop is { } loop)
            {
                Repeat(element, node, loop, data);
            }
        }
    }

    private void Repeat(ElementDefinition element, BpmnFlowNode node, BpmnLoop loop, DataCompilation data)
    {
        if (!IsActivity(node.Kind))
        {
            diagnostics.Add(WorkflowCodes.LoopNotRun, node.Location, loop.Tag);
        }
        else if (new LoopCompilation(node, element, data, _options, diagnostics).Compile(loop) is { } rule)
        {
            element.Program = element.Program with { Loop = rule };
            element.Repeated = element.Behavior;
            element.Behavior = element.Behavior is RefusedElement ? element.Behavior : ElementKinds.Looped;
        }
    }

    private void RefuseWhatIsNotRun(BpmnFlowNode node)
    {
        foreach (var quantity in Quantities)
        {
            if (node.Attributes.GetValueOrDefault(quantity)?.Trim() is { } number and not "1")
            {
                diagnostics.Add(WorkflowCodes.AttributeNotRun, node.Location, quantity, number, "1");
            }
        }
    }

    /// <summary>Where a token begins: the start events without a trigger, or else whatever nothing leads to (BPMN 2.0, 10.2.2 and 10.5.2).</summary>
    private ImmutableArray<int> Starts(ElementDefinition scope)
    {
        var inside = _elements.Where(element => element.Parent == scope.Index && element.PartOf < 0).ToArray();
        if (inside.Any(element => element.Kind == BpmnKind.StartEvent))
        {
            return [.. inside.Where(element => element is { Kind: BpmnKind.StartEvent, Trigger: EventKind.None }).Select(element => element.Index)];
        }

        return [.. inside.Where(element => element.Incoming.IsEmpty && BeginsUnled(element)).Select(element => element.Index)];
    }

    private IEnumerable<int> TriggeredStarts(ElementDefinition handler) => _elements
        .Where(inner => inner.Parent == handler.Index && inner.Kind == BpmnKind.StartEvent && inner.Trigger != EventKind.None)
        .Select(inner => inner.Index);

    internal static bool BeginsUnled(ElementDefinition element) =>
        element.Kind is not (BpmnKind.BoundaryEvent or BpmnKind.EventSubProcess)
        && !CompensationLinks.IsHandler(element)
        && !element.Instantiates
        && element is not { Kind: BpmnKind.IntermediateCatchEvent, Trigger: EventKind.Link };

    internal static bool IsActivity(BpmnKind kind) => kind is >= BpmnKind.Task and <= BpmnKind.AdHocSubProcess and not BpmnKind.EventSubProcess;
}
