using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Feel.Functions;
using Xiezhi.Rules.Feel.Syntax;

namespace Xiezhi.Rules.Feel.Compilation;

/// <summary>Turns texts into delegates over resolved slots. One instance serves all the texts that see the same names.</summary>
internal sealed partial class ExpressionCompiler
{
    public const string Input = "?";

    private readonly DiagnosticBag _diagnostics;
    private readonly KnownNames _known;
    private readonly IReadOnlyCollection<string> _members;
    private readonly NameScope _outermost;
    private NameScope _scope;
    private SourceText _source = SourceText.Silent("");

    public ExpressionCompiler(NameScope scope, DiagnosticBag diagnostics)
    {
        _outermost = _scope = scope;
        _diagnostics = diagnostics;
        _known = Names(scope);
        _members = MemberNames(scope);
    }

    /// <summary>Compiles an expression; <see langword="null"/> after a mistake, which is reported.</summary>
    public Code? Compile(string text, Location location) => Compile(text, location, Parser.ReadExpression, node => Compile(node));

    /// <summary>Compiles unary tests on the variable <see cref="Input"/> of the scope.</summary>
    public Code? CompileTests(string text, Location location) =>
        Compile(text, location, Parser.ReadUnaryTests, node => CompileUnaryTests((UnaryTestsNode)node));

    private Code? Compile(string text, Location location, Func<SourceText, KnownNames, IEnumerable<string>, Node?> read, Func<Node, Code> compile)
    {
        _source = new SourceText(text, location, _diagnostics);
        _scope = _outermost;
        var node = read(_source, new KnownNames(_known), _members);
        if (node is null)
        {
            return null;
        }

        var before = _failures;
        var code = compile(node);
        return _failures == before ? code : null;
    }

    private Site At(Node node) => new(_source, node.Position);

    // Deep trees are split into stretches, each of which makes sure that the stack reaches for the next.
    private const int HeightBetweenChecks = 64;
    private int _failures;

    private Code Compile(Node node)
    {
        var code = CompileNode(node);
        if (node.Height % HeightBetweenChecks == 0 && !code.IsConstant)
        {
            var run = code.Run;
            var site = At(node);
            return new Code(
                frame =>
                {
                    frame.Session.EnsureStack(site);
                    return run(frame);
                },
                code.Type);
        }

        return code;
    }

    private Code CompileNode(Node node) => node switch
    {
        LiteralNode literal => Code.Of(literal.Value),
        AtNode at => At(at),
        NameNode name => Resolve(name.Name, name),
        InputNode input => Resolve(Input, input),
        PathNode path => Path(path),
        FilterNode filter => Filter(filter),
        CallNode call => Call(call),
        BinaryNode binary => Binary(binary),
        NegateNode negate => Negate(negate),
        BetweenNode between => Between(between),
        InNode inside => In(inside),
        InstanceOfNode instance => InstanceOf(instance),
        IfNode condition => If(condition),
        ForNode loop => For(loop),
        QuantifiedNode quantified => Quantified(quantified),
        FunctionNode function => Function(function),
        ContextNode context => Context(context),
        ListNode list => List(list),
        RangeNode range => Range(range),
        ComparisonNode comparison => UnaryRange(comparison),
        UnaryTestsNode tests => CompileUnaryTests(tests),
        _ => throw new InvalidOperationException("An unknown node: " + node.GetType().Name),
    };

    private Code Failed(DiagnosticDescriptor descriptor, Node node, params ReadOnlySpan<string> arguments)
    {
        _failures++;
        _source.Report(descriptor, node.Position, arguments);
        return Code.Of(Value.Null);
    }

    private Code Resolve(string name, Node node)
    {
        var members = new List<(int Hops, int Slot)>();
        var hops = 0;
        for (var scope = _scope; scope is not null; scope = scope.Outer)
        {
            if (scope is LocalScope local && local.TryGet(name, out var slot, out var type))
            {
                return OrMember(name, members, Slot(slot, hops, type));
            }

            if (scope is ItemScope item)
            {
                if (MayBeContext(item.Type))
                {
                    members.Add((hops, item.Slot));
                }

                if (name == "item")
                {
                    return OrMember(name, members, Slot(item.Slot, hops, item.Type));
                }
            }

            if (scope is RootScope root)
            {
                return OrMember(name, members, FromRoot(root, hops, name, node, members.Count > 0));
            }

            if (scope.Outer is { } outer && !ReferenceEquals(outer.Body, scope.Body))
            {
                hops++;
            }
        }

        return Failed(RulesCodes.UnknownName, node, name, "–");
    }

    private Code FromRoot(RootScope root, int hops, string name, Node node, bool mayBeMember)
    {
        if (root.TryGetType(name, out var type))
        {
            return Slot(root.SlotOf(name), hops, type);
        }

        if (Builtins.Find(name) is { } builtin)
        {
            return Code.Of(Value.From(builtin));
        }

        if (root.IsOpen && name != Input)
        {
            var run = Slot(root.SlotOf(name), hops, FeelType.Any).Run;
            var site = At(node);

            // In a filter a name that nothing outside has is a member that this item lacks.
            return new Code(
                frame =>
                {
                    var value = run(frame);
                    return value.AsPayload is not Missing ? value : mayBeMember ? Value.Null : site.Fail(frame.Session, RulesCodes.MissingVariable, name);
                },
                FeelType.Any);
        }

        if (mayBeMember)
        {
            return Code.Of(Value.Null);
        }

        var nearest = Nearest.To(name, _known.All);
        return Failed(RulesCodes.UnknownName, node, name, nearest ?? "–");
    }

    private static Code OrMember(string name, List<(int Hops, int Slot)> members, Code otherwise)
    {
        // Outermost first, so that the innermost item is asked first.
        for (var i = members.Count - 1; i >= 0; i--)
        {
            var item = Slot(members[i].Slot, members[i].Hops, FeelType.Any).Run;
            var next = otherwise.Run;
            otherwise = new Code(frame => item(frame).AsContext is { } context && context.TryGet(name, out var member) ? member : next(frame), FeelType.Any);
        }

        return otherwise;
    }

    private static bool MayBeContext(FeelType type) => type.Kind is FeelTypeKind.Any or FeelTypeKind.Context or FeelTypeKind.Null;

    private static Code Slot(int slot, int hops, FeelType type) => hops switch
    {
        0 => new Code(frame => frame.Slots[slot], type) { Slot = slot, Number = NumberSlot(slot, type) },
        1 => new Code(frame => frame.Outer!.Slots[slot], type),
        _ => new Code(
            frame =>
            {
                var from = frame;
                for (var i = 0; i < hops; i++)
                {
                    from = from.Outer!;
                }

                return from.Slots[slot];
            },
            type),
    };

    private FeelType? FindType(string name)
    {
        for (var scope = _scope; scope is not null; scope = scope.Outer)
        {
            if (scope is RootScope root)
            {
                return root.FindType(name) ?? FeelTypes.Named(name);
            }
        }

        return FeelTypes.Named(name);
    }

    private string NearestType(string name)
    {
        var scope = _scope;
        while (scope is not (null or RootScope))
        {
            scope = scope.Outer;
        }

        return Nearest.To(name, FeelTypes.Names.Concat((scope as RootScope)?.TypeNames ?? [])) ?? "–";
    }

    private static KnownNames Names(NameScope scope)
    {
        var chain = new Stack<NameScope>();
        for (var at = scope; at is not null; at = at.Outer)
        {
            chain.Push(at);
        }

        var known = new KnownNames(Builtins.Names);
        foreach (var level in chain)
        {
            foreach (var name in level switch
            {
                RootScope root => root.Names,
                LocalScope local => local.Names,
                ItemScope item => item.Type.Members.Select(member => member.Key).Append("item"),
                _ => [],
            })
            {
                known.Add(name);
            }
        }

        return known;
    }

    private static HashSet<string> MemberNames(NameScope scope)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<FeelType>(ReferenceEqualityComparer.Instance);
        var types = new Stack<FeelType>();
        for (var at = scope; at is not null; at = at.Outer)
        {
            foreach (var type in at switch
            {
                RootScope root => root.Types,
                LocalScope local => local.Types,
                ItemScope item => [item.Type],
                _ => [],
            })
            {
                types.Push(type);
            }
        }

        while (types.TryPop(out var type))
        {
            if (!seen.Add(type))
            {
                continue;
            }

            if (!ReferenceEquals(type.Element, type))
            {
                types.Push(type.Element);
            }

            foreach (var member in type.Members)
            {
                names.Add(member.Key);
                types.Push(member.Value);
            }
        }

        return names;
    }
}

/// <summary>What stands in the slot of a name that has no value.</summary>
internal sealed class Missing : ValuePayload
{
    public static readonly Value Mark = Value.From(new Missing());

    public override ValueKind Kind => ValueKind.Null;
}
