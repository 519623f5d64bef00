using System.Collections.Immutable;
using System.Xml.Linq;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.DecisionTables;
using Xiezhi.Rules.Feel;
using Xiezhi.Rules.Feel.Compilation;
using Xiezhi.Rules.Feel.Semantics;
using Xiezhi.Rules.Feel.Syntax;

namespace Xiezhi.Rules.Dmn.Compilation;

/// <summary>Compiles the boxed expressions of one element (DMN 1.5, 7.3 and 10.2).</summary>
internal sealed partial class BoxedCompiler(DmnDocument document, TypeTable types, string owner, DiagnosticBag diagnostics)
{
    private static readonly HashSet<string> Kinds = new(StringComparer.Ordinal)
    {
        "literalExpression", "decisionTable", "context", "list", "relation", "invocation", "functionDefinition", "conditional", "filter", "for", "some", "every",
    };

    private readonly XNamespace _dmn = document.DmnNamespace;

    /// <summary>The first decision table that was compiled, for those who look at the model.</summary>
    public DecisionTable? Table { get; private set; }

    /// <summary>The same table, as it decides.</summary>
    public CompiledTable? Compiled { get; private set; }

    /// <summary>The type that the table itself bears.</summary>
    public FeelType CompiledType { get; private set; } = FeelType.Any;

    /// <summary>The boxed expression inside an element, or <see langword="null"/>.</summary>
    public XElement? ExpressionIn(XElement element) => element.Elements().FirstOrDefault(child => child.Name.Namespace == _dmn && Kinds.Contains(child.Name.LocalName));

    /// <summary>Compiles a boxed expression; a mistake is reported, and reported again when it is evaluated.</summary>
    /// <param name="expression">The expression; null where there is none.</param>
    /// <param name="scope">The names that it sees.</param>
    /// <param name="name">What an explanation calls it.</param>
    public Code Compile(XElement? expression, NameScope scope, string name = "") =>
        expression is null ? Code.Of(Value.Null) : Explaining(CompileLogic(expression, scope), expression, name);

    /// <summary>The code, telling the session's recorder, where there is one, what it comes to.</summary>
    public Code Explaining(Code code, XElement expression, string name)
    {
        var run = code.Run;
        var kind = KindOf(expression);
        var text = kind == ExpressionKind.Literal ? expression.Element(_dmn + "text")?.Value.Trim() ?? "" : "";
        return new Code(
            frame =>
            {
                if (frame.Session.Recorder is not { } recorder)
                {
                    return run(frame);
                }

                recorder.BeginExpression(kind, name, text);
                var value = run(frame);
                recorder.End(value);
                return value;
            },
            code.Type);
    }

    /// <summary>Compiles a boxed expression whose own value no explanation is told.</summary>
    public Code CompileLogic(XElement expression, NameScope scope)
    {
        var code = expression.Name.LocalName switch
        {
            "literalExpression" => Literal(expression, scope),
            "decisionTable" => DecisionTable(expression, scope),
            "context" => Context(expression, scope),
            "list" => List(expression, scope),
            "relation" => Relation(expression, scope),
            "invocation" => Invocation(expression, scope),
            "functionDefinition" => Function(expression, scope),
            "conditional" => Conditional(expression, scope),
            "filter" => Filter(expression, scope),
            "for" => For(expression, scope),
            "some" => Quantified(expression, scope, isEvery: false),
            "every" => Quantified(expression, scope, isEvery: true),
            _ => Broken(expression, RulesCodes.UnknownExpression, expression.Name.LocalName),
        };
        var type = types.Of(expression);
        if (Compiled is { } table && ReferenceEquals(code.Run.Target, table))
        {
            CompiledType = type;
        }

        return Typed(code, type, expression, owner);
    }

    /// <summary>The code, with its value fitted to a type.</summary>
    public Code Typed(Code code, FeelType type, XElement at, string what)
    {
        if (ReferenceEquals(type, FeelType.Any))
        {
            return code;
        }

        // A constant that is seen now to belong to the type needs no fitting each time.
        if (code.IsConstant && Coercion.Belongs(type, code.Constant))
        {
            return Code.Of(code.Constant, type);
        }

        var run = code.Run;
        var site = SiteOf(at);
        return new Code(
            frame =>
            {
                var value = run(frame);
                return Coercion.TryConvert(type, value, frame.Session, out var converted)
                    ? converted
                    : site.Fail(frame.Session, RulesCodes.WrongType, what, type.Name, Arithmetic.Describe(value));
            },
            type);
    }

    private static ExpressionKind KindOf(XElement expression) => expression.Name.LocalName switch
    {
        "decisionTable" => ExpressionKind.DecisionTable,
        "context" => ExpressionKind.Context,
        "list" => ExpressionKind.List,
        "relation" => ExpressionKind.Relation,
        "invocation" => ExpressionKind.Invocation,
        "functionDefinition" => ExpressionKind.Function,
        "conditional" => ExpressionKind.Conditional,
        "filter" => ExpressionKind.Filter,
        "for" => ExpressionKind.For,
        "some" => ExpressionKind.Some,
        "every" => ExpressionKind.Every,
        _ => ExpressionKind.Literal,
    };

    public Site SiteOf(XElement element) => new(new SourceText("", element.Locate(document, owner), null), 0);

    /// <summary>Compiles FEEL text; after a mistake, code that reports the mistake whenever it is evaluated.</summary>
    private Code Text(string text, XElement at, NameScope scope)
    {
        var found = new DiagnosticBag();
        var code = new ExpressionCompiler(scope, found).Compile(text, at.Locate(document, owner));
        diagnostics.AddRange(found.ToImmutable());
        return code ?? Broken(found.ToImmutable());
    }

    private static Code Broken(ImmutableArray<Diagnostic> found) => new(
        frame =>
        {
            foreach (var diagnostic in found)
            {
                frame.Session.Report(diagnostic);
            }

            return Value.Null;
        },
        FeelType.Any);

    private Code Broken(XElement at, DiagnosticDescriptor descriptor, params ReadOnlySpan<string> arguments)
    {
        var found = descriptor.At(at.Locate(document, owner), arguments);
        diagnostics.Add(found);
        return Broken([found]);
    }

    private Code Literal(XElement expression, NameScope scope)
    {
        var language = expression.Attribute("expressionLanguage")?.Value;
        if (!string.IsNullOrEmpty(language) && !language.Contains("FEEL", StringComparison.OrdinalIgnoreCase))
        {
            return Broken(expression, RulesCodes.UnknownLanguage, language);
        }

        var text = expression.Element(_dmn + "text");
        return text is null || string.IsNullOrWhiteSpace(text.Value) ? Code.Of(Value.Null) : Text(text.Value, text, scope);
    }

    private Code Context(XElement expression, NameScope scope)
    {
        var local = new LocalScope(scope, scope.Body);
        var entries = new List<(string Name, int Slot, Evaluator Run)>();
        var members = new List<KeyValuePair<string, FeelType>>();
        Evaluator? result = null;
        var resultType = FeelType.Any;
        foreach (var entry in expression.Elements(_dmn + "contextEntry"))
        {
            var variable = entry.Element(_dmn + "variable");
            var inner = ExpressionIn(entry);
            if (variable is null)
            {
                var code = Compile(inner, local);
                (result, resultType) = (code.Run, code.Type);
                continue;
            }

            var name = variable.Name();
            var type = types.Of(variable);
            var isFunction = inner?.Name.LocalName == "functionDefinition";

            // A function may call itself by the name of its entry.
            var early = isFunction ? local.Declare(name, FeelType.AnyFunction) : -1;
            var value = Typed(Compile(inner, local, name), type, variable, name);
            members.Add(KeyValuePair.Create(name, value.Type));
            entries.Add((name, isFunction ? early : local.Declare(name, value.Type), value.Run));
        }

        var build = ExpressionCompiler.ContextBuilder(entries, SiteOf(expression));
        if (result is null)
        {
            return new Code(build, FeelType.ContextOf(members));
        }

        return new Code(
            frame =>
            {
                build(frame);
                return result(frame);
            },
            resultType);
    }

    private Code List(XElement expression, NameScope scope)
    {
        var items = expression.Elements().Where(child => child.Name.Namespace == _dmn && Kinds.Contains(child.Name.LocalName)).Select(item => Compile(item, scope).Run).ToArray();
        var site = SiteOf(expression);
        return new Code(frame => Made(new ValueList([.. items.Select(item => item(frame))]), frame, site), FeelType.ListOf(FeelType.Any));
    }

    private Code Relation(XElement expression, NameScope scope)
    {
        var columns = expression.Elements(_dmn + "column").Select(column => column.Name()).ToArray();
        var rows = expression.Elements(_dmn + "row")
            .Select(row => row.Elements().Where(child => child.Name.Namespace == _dmn && Kinds.Contains(child.Name.LocalName)).Select((cell, column) => Compile(cell, scope, column < columns.Length ? columns[column] : "").Run).ToArray())
            .ToArray();
        var site = SiteOf(expression);
        return new Code(
            frame => Made(new ValueList([.. rows.Select(row =>
            {
                var context = new ValueContext.Builder();
                for (var i = 0; i < columns.Length; i++)
                {
                    context.Set(columns[i], i < row.Length ? row[i](frame) : Value.Null);
                }

                return (Value)context.Build();
            })]), frame, site),
            FeelType.ListOf(FeelType.Any));
    }

    private static Value Made(Value value, Frame frame, Site site)
    {
        frame.Session.Made(value, site);
        return value;
    }

    private Code Invocation(XElement expression, NameScope scope)
    {
        var function = Compile(ExpressionIn(expression), scope).Run;
        var names = ImmutableArray.CreateBuilder<string>();
        var arguments = new List<Evaluator>();
        foreach (var binding in expression.Elements(_dmn + "binding"))
        {
            names.Add(binding.Element(_dmn + "parameter")?.Name() ?? "");
            arguments.Add(Compile(ExpressionIn(binding), scope, names[^1]).Run);
        }

        var (ordered, site) = (names.ToImmutable(), SiteOf(expression));
        return new Code(
            frame =>
            {
                var callee = function(frame);
                return callee.AsFunction is CallableFunction callable
                    ? callable.Call(frame.Session, site, ordered, [.. arguments.Select(argument => argument(frame))])
                    : site.Fail(frame.Session, RulesCodes.NotAFunction, Arithmetic.Describe(callee));
            },
            FeelType.Any);
    }

    private Code Function(XElement definition, NameScope scope)
    {
        var parameters = definition.Elements(_dmn + "formalParameter").ToArray();
        var names = parameters.Select(parameter => parameter.Name()).ToImmutableArray();
        var parameterTypes = parameters.Select(parameter => types.Of(parameter)).ToImmutableArray();
        if (IsExternal(definition))
        {
            return ExpressionCompiler.External(names, parameterTypes, SiteOf(definition));
        }

        var layout = new BodyLayout(scope.Body);
        var local = new LocalScope(scope, layout);
        for (var i = 0; i < names.Length; i++)
        {
            local.Declare(names[i], parameterTypes[i]);
        }

        var body = Compile(ExpressionIn(definition), local);
        var run = body.Run;
        return new Code(
            frame => Value.From(new LambdaFunction(names, parameterTypes, body.Type, layout.SlotCount, run, frame.Capture())),
            FeelType.FunctionOf(parameterTypes, body.Type));
    }

    /// <summary>Whether a function is written in another language than FEEL.</summary>
    public static bool IsExternal(XElement definition) => definition.Attribute("kind")?.Value is not (null or "" or "FEEL" or "Feel" or "F");

    private Code Part(XElement expression, string part, NameScope scope) =>
        expression.Element(_dmn + part) is { } element ? Typed(Compile(ExpressionIn(element), scope, part), types.Of(element), element, part) : Code.Of(Value.Null);

    private Code Conditional(XElement expression, NameScope scope)
    {
        var (condition, then, otherwise) = (Part(expression, "if", scope).Run, Part(expression, "then", scope).Run, Part(expression, "else", scope).Run);
        var site = SiteOf(expression);
        return new Code(
            frame =>
            {
                var held = condition(frame);
                return held.IsTrue ? then(frame)
                    : held.IsBoolean || held.IsNull ? otherwise(frame)
                    : site.Fail(frame.Session, RulesCodes.ConditionNotBoolean, Arithmetic.Describe(held));
            },
            FeelType.Any);
    }

    private Code Filter(XElement expression, NameScope scope)
    {
        var source = Part(expression, "in", scope);
        var item = new ItemScope(scope, scope.Body, source.Type.Kind == FeelTypeKind.List ? source.Type.Element : FeelType.Any);
        var match = Part(expression, "match", item);
        return new Code(ExpressionCompiler.FilterBy(source.Run, match.Run, item.Slot, SiteOf(expression)), FeelType.ListOf(FeelType.Any));
    }

    private Code For(XElement expression, NameScope scope)
    {
        var (source, slot, local) = Iterator(expression, scope);
        var partial = local.Declare("partial", FeelType.ListOf(FeelType.Any));
        var body = Part(expression, "return", local);
        var site = SiteOf(expression);
        return new Code(ExpressionCompiler.ForEach(source, slot, partial, body.Run, site), FeelType.ListOf(body.Type));
    }

    private Code Quantified(XElement expression, NameScope scope, bool isEvery)
    {
        var (source, slot, local) = Iterator(expression, scope);
        var body = Part(expression, "satisfies", local);
        return new Code(ExpressionCompiler.ForAny(source, slot, body.Run, isEvery, SiteOf(expression)), FeelType.Boolean);
    }

    private (Evaluator Source, int Slot, LocalScope Scope) Iterator(XElement expression, NameScope scope)
    {
        var source = Part(expression, "in", scope);
        var local = new LocalScope(scope, scope.Body);
        var slot = local.Declare(expression.Attribute("iteratorVariable")?.Value.Trim() ?? "item", source.Type.Kind == FeelTypeKind.List ? source.Type.Element : FeelType.Any);
        return (source.Run, slot, local);
    }
}
