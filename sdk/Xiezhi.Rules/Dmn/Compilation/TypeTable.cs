using System.Collections.Immutable;
using System.Xml.Linq;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Rules.Feel;
using Xiezhi.Rules.Feel.Compilation;

namespace Xiezhi.Rules.Dmn.Compilation;

/// <summary>The types of one document, by name: FEEL's own, its item definitions, and those of the documents it imports.</summary>
internal sealed class TypeTable
{
    private const int MaxChain = 128;

    private readonly DmnDocument _document;
    private readonly XNamespace _dmn;
    private readonly Dictionary<string, XElement> _definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FeelType> _types = new(StringComparer.Ordinal);
    private readonly HashSet<FeelType> _filling = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<XElement> _reported = [];
    private readonly DiagnosticBag _diagnostics;

    public TypeTable(DmnDocument document, DiagnosticBag diagnostics)
    {
        _document = document;
        _dmn = document.DmnNamespace;
        _diagnostics = diagnostics;
        foreach (var definition in document.Root.Elements(_dmn + "itemDefinition"))
        {
            if (definition.Name() is { Length: > 0 } name && !_definitions.TryAdd(name, definition))
            {
                diagnostics.Add(RulesCodes.DuplicateName, definition.Locate(document, "itemDefinition"), name);
            }
        }
    }

    /// <summary>The tables of the imported documents, by the name of the import.</summary>
    public Dictionary<string, TypeTable> Imported { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of the types that are defined here or imported.</summary>
    public IEnumerable<string> Names => _definitions.Keys.Concat(
        Imported.SelectMany(import => import.Value._definitions.Keys.Select(name => import.Key.Length == 0 ? name : import.Key + "." + name)));

    /// <summary>Reads every definition, so that all that is wrong with them is reported.</summary>
    public void FindAll()
    {
        foreach (var name in _definitions.Keys)
        {
            Find(name);
        }
    }

    /// <summary>The type of that name; <see langword="null"/> when there is none.</summary>
    public FeelType? Find(string name)
    {
        name = name.Trim();
        if (_types.TryGetValue(name, out var known))
        {
            return known;
        }

        if (_definitions.TryGetValue(name, out var definition))
        {
            var type = FeelType.Placeholder(name);
            _types.Add(name, type);
            Fill(type, definition);
            return type;
        }

        foreach (var (import, table) in Imported)
        {
            var found = import.Length == 0 ? table.Find(name)
                : name.StartsWith(import + ".", StringComparison.Ordinal) ? table.Find(name[(import.Length + 1)..])
                : null;
            if (found is not null)
            {
                return found;
            }
        }

        var plain = name.StartsWith("feel:", StringComparison.Ordinal) ? name[5..] : name;
        return FeelTypes.Named(plain);
    }

    /// <summary>The type that an element refers to; any value where it names none, or one that is not known, which is reported.</summary>
    public FeelType Of(XElement? element, string attribute = "typeRef")
    {
        var name = element?.Attribute(attribute)?.Value ?? element?.Element(_dmn + attribute)?.Value;
        if (element is null || string.IsNullOrWhiteSpace(name))
        {
            return FeelType.Any;
        }

        if (Find(name) is { } type || (type = Prefixed(element, name.Trim())) is not null)
        {
            return type;
        }

        if (_reported.Add(element))
        {
            _diagnostics.Add(RulesCodes.UnknownType, element.Locate(_document, Place(element)), name, Nearest.To(name, FeelTypes.Names.Concat(Names)) ?? "–");
        }

        return FeelType.Any;
    }

    // A type may be written with a prefix that stands for a namespace: FEEL's, that of this model, or that of an imported one.
    private FeelType? Prefixed(XElement element, string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || !IsPrefix(name.AsSpan(0, colon)) || element.GetNamespaceOfPrefix(name[..colon])?.NamespaceName is not { } @namespace)
        {
            return null;
        }

        var plain = name[(colon + 1)..];
        return DmnNamespaces.Expressions.Contains(@namespace) ? FeelTypes.Named(plain)
            : @namespace == _document.Namespace ? Find(plain)
            : Imported.Values.FirstOrDefault(table => table._document.Namespace == @namespace)?.Find(plain);
    }

    private static bool IsPrefix(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('_' or '-' or '.'))
            {
                return false;
            }
        }

        return char.IsLetter(text[0]) || text[0] == '_';
    }

    // The decision, definition or other element at the top that the type is used in.
    private string Place(XElement element)
    {
        var top = element;
        while (top.Parent is { } parent && parent != _document.Root)
        {
            top = parent;
        }

        return ReferenceEquals(top, element) ? element.Describe() : top.Describe() + ", " + element.Describe();
    }

    private void Fill(FeelType type, XElement definition)
    {
        // Types that name types that name types: nobody writes so many, and each level takes stack.
        if (_filling.Count > MaxChain)
        {
            _diagnostics.Add(RulesCodes.TooDeep, definition.Locate(_document, definition.Describe()), MaxChain.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return;
        }

        _filling.Add(type);
        var isCollection = definition.Attribute("isCollection")?.Value is "true" or "1";
        var own = isCollection ? FeelType.Placeholder(type.Name) : type;
        var components = definition.Elements(_dmn + "itemComponent").ToList();
        if (components.Count > 0)
        {
            own.Kind = FeelTypeKind.Context;
            own.Members = [.. components.Select(component => KeyValuePair.Create(component.Name(), Component(component)))];
        }
        else if (definition.Element(_dmn + "functionItem") is { } function)
        {
            own.Kind = FeelTypeKind.Function;
            own.Parameters = [.. function.Elements(_dmn + "parameters").Select(parameter => Of(parameter))];
            own.Element = Of(function, "outputTypeRef");
        }
        else
        {
            var wider = Of(definition);
            (own.Kind, own.Members, own.Parameters, own.Element) = (wider.Kind, wider.Members, wider.Parameters, wider.Element);
            own.Narrows = _filling.Contains(wider) || (wider.AllowedTests is null && wider.ConstraintTests is null && wider.Narrows is null) ? null : wider;
        }

        if (isCollection)
        {
            type.Kind = FeelTypeKind.List;
            type.Element = own;
        }

        type.AllowedValues = Text(definition, "allowedValues");
        type.AllowedTests = Tests(definition, "allowedValues", isCollection || type.Kind != FeelTypeKind.List ? own : type.Element);
        type.ConstraintTests = Tests(definition, "typeConstraint", type);
        _filling.Remove(type);
    }

    private FeelType Component(XElement component)
    {
        var type = FeelType.Placeholder(component.Attribute("typeRef")?.Value ?? component.Element(_dmn + "typeRef")?.Value ?? component.Name());
        var isPlain = component.Element(_dmn + "allowedValues") is null && component.Element(_dmn + "typeConstraint") is null
            && component.Element(_dmn + "itemComponent") is null && component.Attribute("isCollection")?.Value is not ("true" or "1");

        // A plain reference is the type itself, so that a type may contain itself.
        if (isPlain && component.Element(_dmn + "functionItem") is null)
        {
            return Of(component);
        }

        Fill(type, component);
        return type;
    }

    private string? Text(XElement definition, string element) => definition.Element(_dmn + element)?.Element(_dmn + "text")?.Value.Trim() is { Length: > 0 } text ? text : null;

    private CompiledTests? Tests(XElement definition, string element, FeelType input)
    {
        if (Text(definition, element) is not { } text)
        {
            return null;
        }

        var root = new RequirementScope(new BodyLayout(null), this);
        var local = new LocalScope(root, root.Body);
        var slot = local.Declare(ExpressionCompiler.Input, input);
        var location = definition.Element(_dmn + element)!.Element(_dmn + "text")!.Locate(_document, "itemDefinition \"" + definition.Name() + "\"");
        var compiler = new ExpressionCompiler(local, _diagnostics);
        var code = compiler.CompileTests(text, location);
        return code is null ? null : new CompiledTests(code.Run, slot, root.Body.SlotCount, compiler.LastPattern);
    }
}
