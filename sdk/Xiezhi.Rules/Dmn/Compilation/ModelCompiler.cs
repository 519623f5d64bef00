using System.Collections.Immutable;
using System.Xml.Linq;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.DecisionTables;
using Xiezhi.Rules.Dmn.Deciding;
using Xiezhi.Rules.Feel;
using Xiezhi.Rules.Feel.Compilation;
using Xiezhi.Rules.Feel.Syntax;

namespace Xiezhi.Rules.Dmn.Compilation;

/// <summary>Puts a model together from its document and those it imports: finds the elements, follows the references, compiles the logic.</summary>
internal sealed class ModelCompiler
{
    private sealed record Element(DmnDocument Document, XElement Xml, RequirementKind Kind, int Index)
    {
        public string Name => Xml.Name();
    }

    private readonly DiagnosticBag _diagnostics;
    private readonly DmnDocument _main;
    private readonly List<DmnDocument> _documents = [];
    private readonly Dictionary<DmnDocument, TypeTable> _types = [];
    private readonly Dictionary<(string Namespace, string Id), Element> _byId = [];
    private readonly List<Element> _inputs = [];
    private readonly List<Element> _decisions = [];
    private readonly List<Element> _knowledge = [];
    private readonly Dictionary<int, DecisionTable> _tables = [];
    private readonly HashSet<XElement> _unresolved = [];

    public ModelCompiler(DmnDocument main, IReadOnlyCollection<DmnDocument> imported, DiagnosticBag diagnostics)
    {
        _main = main;
        _diagnostics = diagnostics;
        Collect(main, imported);
    }

    public DecisionModel? Compile()
    {
        foreach (var document in _documents)
        {
            Index(document);
        }

        if (FindCycle() is { } cycle)
        {
            _diagnostics.Add(RulesCodes.CyclicRequirement, Locate(cycle[0]), cycle[0].Name, string.Join(" → ", cycle.Select(element => element.Name)));
            return null;
        }

        var inputs = _inputs.Select(input => new CompiledInput(input.Name, input.Xml.Id(), TypeOf(input), SiteOf(input))).ToImmutableArray();
        var decisions = _decisions.Select(decision => new CompiledDecision(decision.Name, decision.Xml.Id(), TypeOf(decision), SiteOf(decision))).ToImmutableArray();
        var knowledge = new Value[_knowledge.Count];
        for (var i = 0; i < knowledge.Length; i++)
        {
            knowledge[i] = Value.From(Function(_knowledge[i]));
        }

        // A definition that nothing uses is looked at too.
        foreach (var types in _types.Values)
        {
            types.FindAll();
        }

        var prefixes = Prefixes();
        var model = new CompiledModel(inputs, decisions, knowledge)
        {
            InputNames = NamesOf(_inputs, prefixes),
            DecisionNames = NamesOf(_decisions, prefixes),
            KnowledgeNames = NamesOf(_knowledge, prefixes),
        };
        foreach (var element in _knowledge)
        {
            CompileKnowledge(element, model);
        }

        foreach (var element in _decisions)
        {
            CompileDecision(element, model);
        }

        return Describe(model);
    }

    private void Collect(DmnDocument main, IReadOnlyCollection<DmnDocument> imported)
    {
        var left = new Queue<DmnDocument>();
        left.Enqueue(main);
        while (left.TryDequeue(out var document))
        {
            if (_types.ContainsKey(document))
            {
                continue;
            }

            _documents.Add(document);
            _types.Add(document, new TypeTable(document, _diagnostics));
            foreach (var import in document.Imports)
            {
                if (imported.FirstOrDefault(candidate => candidate.Namespace == import.Namespace) is { } found)
                {
                    left.Enqueue(found);
                }
                else
                {
                    _diagnostics.Add(RulesCodes.ImportMissing, new Location(document.File, "import \"" + import.Name + "\""), import.Namespace);
                }
            }
        }

        foreach (var document in _documents)
        {
            foreach (var import in document.Imports)
            {
                if (DocumentOf(import.Namespace) is { } target)
                {
                    _types[document].Imported[import.Name] = _types[target];
                }
            }
        }
    }

    private DmnDocument? DocumentOf(string @namespace) => _documents.Find(document => document.Namespace == @namespace);

    private void Index(DmnDocument document)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var xml in document.Root.Elements().Where(element => element.Name.Namespace == document.DmnNamespace))
        {
            var (kind, list) = xml.Name.LocalName switch
            {
                "inputData" => (RequirementKind.Input, _inputs),
                "decision" => (RequirementKind.Decision, _decisions),
                "businessKnowledgeModel" or "decisionService" => (RequirementKind.Knowledge, _knowledge),
                _ => (default, null!),
            };
            if (list is null)
            {
                continue;
            }

            var element = new Element(document, xml, kind, list.Count);
            list.Add(element);
            if (!names.Add(element.Name))
            {
                _diagnostics.Add(RulesCodes.DuplicateName, Locate(element), element.Name);
            }

            if (xml.Id() is { Length: > 0 } id && !_byId.TryAdd((document.Namespace, id), element))
            {
                _diagnostics.Add(RulesCodes.DuplicateName, Locate(element), id);
            }
        }
    }

    private static Location Locate(Element element) => element.Xml.Locate(element.Document, element.Xml.Describe());

    private static Site SiteOf(Element element) => new(new SourceText("", Locate(element), null), 0);

    private FeelType TypeOf(Element element)
    {
        var types = _types[element.Document];
        return types.Of(element.Xml.Element(element.Document.DmnNamespace + "variable"));
    }

    /// <summary>What the references of one kind under an element lead to.</summary>
    private IEnumerable<Element> References(Element element, string requirement, params string[] kinds)
    {
        var dmn = element.Document.DmnNamespace;
        var parents = requirement.Length == 0 ? [element.Xml] : element.Xml.Elements(dmn + requirement);
        foreach (var reference in parents.SelectMany(parent => parent.Elements()).Where(child => child.Name.Namespace == dmn && kinds.Contains(child.Name.LocalName)))
        {
            var href = reference.Attribute("href")?.Value ?? "";
            var hash = href.LastIndexOf('#');
            var @namespace = hash > 0 ? href[..hash] : element.Document.Namespace;
            if (_byId.TryGetValue((@namespace, href[(hash + 1)..]), out var target))
            {
                yield return target;
            }
            else if (_unresolved.Add(reference))
            {
                _diagnostics.Add(RulesCodes.UnknownReference, reference.Locate(element.Document, element.Xml.Describe()), href, NearestReference(element.Document, @namespace, href[(hash + 1)..]));
            }
        }
    }

    // By id as it is written; who wrote the name instead is shown the id.
    private string NearestReference(DmnDocument document, string @namespace, string id)
    {
        var known = _byId.Where(entry => entry.Key.Namespace == @namespace).ToArray();
        var found = known.FirstOrDefault(entry => entry.Value.Name == id).Key.Id ?? Nearest.To(id, known.Select(entry => entry.Key.Id));
        return found is null ? "–" : (@namespace == document.Namespace ? "#" : @namespace + "#") + found;
    }

    private IEnumerable<Element> Required(Element element) => element.Xml.Name.LocalName == "decisionService"
        ? References(element, "", "outputDecision", "encapsulatedDecision")
        : References(element, "informationRequirement", "requiredInput", "requiredDecision").Concat(References(element, "knowledgeRequirement", "requiredKnowledge"));

    // Decisions must not require themselves. Knowledge may: that is recursion.
    private List<Element>? FindCycle()
    {
        var state = new Dictionary<Element, int>();
        foreach (var start in _decisions)
        {
            var path = new List<Element>();
            var left = new Stack<(Element Element, bool Leave)>();
            left.Push((start, false));
            while (left.TryPop(out var next))
            {
                if (next.Leave)
                {
                    state[next.Element] = 2;
                    path.RemoveAt(path.Count - 1);
                    continue;
                }

                if (state.TryGetValue(next.Element, out var seen))
                {
                    if (seen == 1)
                    {
                        return [.. path.SkipWhile(element => element != next.Element), next.Element];
                    }

                    continue;
                }

                state[next.Element] = 1;
                path.Add(next.Element);
                left.Push((next.Element, true));
                foreach (var required in DecisionsRequired(next.Element))
                {
                    left.Push((required, false));
                }
            }
        }

        return null;
    }

    private IEnumerable<Element> DecisionsRequired(Element element)
    {
        var dmn = element.Document.DmnNamespace;
        foreach (var reference in element.Xml.Elements(dmn + "informationRequirement").Elements(dmn + "requiredDecision"))
        {
            var href = reference.Attribute("href")?.Value ?? "";
            var hash = href.LastIndexOf('#');
            if (_byId.TryGetValue((hash > 0 ? href[..hash] : element.Document.Namespace, href[(hash + 1)..]), out var target) && target.Kind == RequirementKind.Decision)
            {
                yield return target;
            }
        }
    }

    private CallableFunction Function(Element element)
    {
        var dmn = element.Document.DmnNamespace;
        var types = _types[element.Document];
        var declared = TypeOf(element);
        var returns = declared.Kind == FeelTypeKind.Function ? declared.Returns : declared;
        if (element.Xml.Name.LocalName == "decisionService")
        {
            var parameters = References(element, "", "inputData").Concat(References(element, "", "inputDecision")).ToArray();
            return new ServiceFunction(
                element.Name,
                [.. parameters.Select(parameter => parameter.Name)],
                [.. parameters.Select(parameter => new Requirement(parameter.Kind, parameter.Index, TypeOf(parameter)))],
                [.. References(element, "", "outputDecision").Where(output => output.Kind == RequirementKind.Decision).Select(output => output.Index)],
                returns);
        }

        var logic = element.Xml.Element(dmn + "encapsulatedLogic");
        var formal = logic?.Elements(dmn + "formalParameter").ToArray() ?? [];
        return new KnowledgeFunction(element.Name, [.. formal.Select(parameter => parameter.Name())], [.. formal.Select(parameter => types.Of(parameter))], returns);
    }

    private RequirementScope ScopeOf(Element element, BodyLayout layout, CompiledModel model)
    {
        var scope = new RequirementScope(layout, _types[element.Document]);
        foreach (var required in Required(element))
        {
            scope.Add(NameIn(element.Document, required), RequirementOf(required, model));
        }

        return scope;
    }

    private Requirement RequirementOf(Element element, CompiledModel model) => new(
        element.Kind,
        element.Index,
        element.Kind == RequirementKind.Knowledge ? ((CallableFunction)model.Knowledge[element.Index].AsFunction!).Type : TypeOf(element));

    // An element of an imported model goes by the import's name and its own.
    private static string NameIn(DmnDocument document, Element element)
    {
        if (ReferenceEquals(document, element.Document))
        {
            return element.Name;
        }

        var import = document.Imports.FirstOrDefault(import => import.Namespace == element.Document.Namespace);
        return string.IsNullOrEmpty(import?.Name) ? element.Name : import.Name + "." + element.Name;
    }

    private NameTable NamesOf(List<Element> elements, Dictionary<DmnDocument, string> prefixes) =>
        new([.. elements.Select(element => new ElementName(element.Name, element.Xml.Id(), prefixes[element.Document] + element.Name, ReferenceEquals(element.Document, _main)))]);

    // What stands before the names of each document's elements: the names of the imports that lead to it, by the shortest way.
    private Dictionary<DmnDocument, string> Prefixes()
    {
        var prefixes = new Dictionary<DmnDocument, string> { [_main] = "" };
        foreach (var document in _documents)
        {
            foreach (var import in document.Imports)
            {
                if (DocumentOf(import.Namespace) is { } target)
                {
                    prefixes.TryAdd(target, prefixes[document] + (import.Name.Length > 0 ? import.Name + "." : ""));
                }
            }
        }

        return prefixes;
    }

    private void CompileKnowledge(Element element, CompiledModel model)
    {
        if (model.Knowledge[element.Index].AsFunction is ServiceFunction service)
        {
            service.Model = model;
            return;
        }

        var function = (KnowledgeFunction)model.Knowledge[element.Index].AsFunction!;
        var dmn = element.Document.DmnNamespace;
        var layout = new BodyLayout(null);
        var scope = ScopeOf(element, layout, model);
        scope.Add(element.Name, RequirementOf(element, model));
        var local = new LocalScope(scope, layout);
        var logic = element.Xml.Element(dmn + "encapsulatedLogic");
        foreach (var (name, type) in function.Parameters.Zip(function.Type.Parameters))
        {
            local.Declare(name, type);
        }

        var boxed = new BoxedCompiler(element.Document, _types[element.Document], element.Xml.Describe(), _diagnostics);
        if (logic is null || boxed.ExpressionIn(logic) is not { } expression)
        {
            _diagnostics.Add(RulesCodes.MissingLogic, Locate(element), element.Name);
            var site = SiteOf(element);
            function.Run = frame => site.Fail(frame.Session, RulesCodes.MissingLogic, element.Name);
            return;
        }

        var code = BoxedCompiler.IsExternal(logic)
            ? External(boxed.SiteOf(logic))
            : boxed.Typed(boxed.Compile(expression, local), _types[element.Document].Of(logic), logic, element.Name);
        function.Run = code.Run;
        function.SlotCount = layout.SlotCount;
        function.Bindings = [.. scope.Used.Where(used => scope[used.Key].Kind == RequirementKind.Knowledge).Select(used => (used.Value, model.Knowledge[scope[used.Key].Index]))];
    }

    private static Code External(Site site) => new(frame => site.Fail(frame.Session, RulesCodes.ExternalFunction), FeelType.Any);

    private void CompileDecision(Element element, CompiledModel model)
    {
        var decision = model.Decisions[element.Index];
        var layout = new BodyLayout(null);
        var scope = ScopeOf(element, layout, model);
        var boxed = new BoxedCompiler(element.Document, _types[element.Document], element.Xml.Describe(), _diagnostics);
        if (boxed.ExpressionIn(element.Xml) is not { } expression)
        {
            _diagnostics.Add(RulesCodes.MissingLogic.At(Locate(element), element.Name));
            decision.Run = decision.Explain = frame => decision.Site.Fail(frame.Session, RulesCodes.MissingLogic, element.Name);
            return;
        }

        var code = boxed.CompileLogic(expression, scope);
        decision.Run = code.Run;
        decision.Explain = boxed.Explaining(code, expression, "").Run;
        decision.SlotCount = layout.SlotCount;
        decision.Bindings = [.. scope.Used.Select(used => new Binding(used.Value, scope[used.Key].Kind, scope[used.Key].Index))];
        if (expression.Name.LocalName == "decisionTable" && boxed.Table is { } table)
        {
            _tables[element.Index] = table;
            decision.IsTable = true;
            decision.Direct = boxed.Compiled is { } compiled ? DirectTable.Of(compiled, boxed.CompiledType, decision, model) : null;
        }
    }

    private DecisionModel Describe(CompiledModel model)
    {
        var own = (Element element) => ReferenceEquals(element.Document, _main);
        return new DecisionModel(_main.File, _main.Name, _main.Namespace, model, [.. _documents.Select(document => document.Namespace)])
        {
            Decisions = [.. _decisions.Where(own).Select(Describe)],
            Inputs = [.. _inputs.Where(own).Select(input => new InputData(input.Xml.Id(), input.Name, TypeOf(input)))],
            Invocables = [.. _knowledge.Where(own).Select(element => Invocable(element, model))],
        };
    }

    private Decision Describe(Element element)
    {
        var required = Required(element).ToLookup(other => other.Kind, other => NameIn(element.Document, other));
        return new Decision(
            element.Xml.Id(),
            element.Name,
            TypeOf(element),
            [.. required[RequirementKind.Input]],
            [.. required[RequirementKind.Decision]],
            [.. required[RequirementKind.Knowledge]],
            _tables.GetValueOrDefault(element.Index));
    }

    private static Invocable Invocable(Element element, CompiledModel model)
    {
        var function = (CallableFunction)model.Knowledge[element.Index].AsFunction!;
        var type = function.Type;
        return new Invocable(
            element.Xml.Id(),
            element.Name,
            function is ServiceFunction,
            [.. function.Parameters.Zip(type.Parameters, KeyValuePair.Create)],
            type.Returns);
    }
}
