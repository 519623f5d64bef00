using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Feel;
using Xiezhi.Rules.Feel.Functions;
using Xiezhi.Rules.Feel.Semantics;
using Xiezhi.Rules.Feel.Syntax;

namespace Xiezhi.Rules.Inference.Compilation;

/// <summary>Compiles the expressions of a condition over the names that are known there.</summary>
/// <remarks>What is only a comparison of fields, results and constants is taken out of the expression and runs without it; the rest is left to FEEL.</remarks>
internal sealed class ConditionExpressions(ImmutableDictionary<string, Binding> bindings, DiagnosticBag diagnostics)
{
    /// <summary>The value of an expression; <see langword="null"/> after a mistake, which is reported.</summary>
    public Computed? Value(string text, Location location) =>
        Read(text, location) is { } node && Compile(text, location) is { } expression ? new Computed(OperandOf(node), expression, bindings, location) : null;

    /// <summary>What must hold for a condition to be true; <see langword="false"/> after a mistake, which is reported.</summary>
    public bool TryTests(string text, Location location, ICollection<ITest> tests)
    {
        if (Read(text, location) is not { } node || Compile(text, location) is not { } expression)
        {
            return false;
        }

        if (expression.Type.Kind is not (FeelTypeKind.Boolean or FeelTypeKind.Any or FeelTypeKind.Null))
        {
            diagnostics.Add(RulesCodes.NotACondition, location, expression.Type.Name);
            return false;
        }

        var rest = false;
        var valid = true;
        foreach (var part in Conjuncts(node))
        {
            if (part is BinaryNode { Operator: >= BinaryOperator.Equal and <= BinaryOperator.GreaterOrEqual } comparison
                && OperandOf(comparison.Left) is { } left && OperandOf(comparison.Right) is { } right)
            {
                valid &= AreComparable(left, right, location);
                tests.Add(new ComparisonTest(comparison.Operator, left, right, location));
            }
            else
            {
                rest = true;
            }
        }

        if (rest)
        {
            tests.Add(new ExpressionTest(new Computed(null, expression, bindings, location)));
        }

        return valid;
    }

    /// <summary>Whether a test asks only about the fact that is being tested.</summary>
    public bool IsOwn(ITest test, string text) => test switch
    {
        ComparisonTest comparison => comparison.Left.IsOwn && comparison.Right.IsOwn,
        _ => FeelNames(text).All(name => !bindings.TryGetValue(name, out var binding) || binding.IsCandidate),
    };

    private ImmutableArray<string> FeelNames(string text) =>
        FeelCompiler.CompileExpression(text, Scope(), Location.None, new DiagnosticBag())?.Names ?? [];

    private bool AreComparable(Operand left, Operand right, Location location)
    {
        var (a, b) = (left.Type.Kind, right.Type.Kind);
        if (a == b || a is FeelTypeKind.Any or FeelTypeKind.Null || b is FeelTypeKind.Any or FeelTypeKind.Null)
        {
            return true;
        }

        diagnostics.Add(RulesCodes.NeverComparable, location, left.Type.Name, right.Type.Name);
        return false;
    }

    private static IEnumerable<Node> Conjuncts(Node node)
    {
        var left = new Stack<Node>([node]);
        while (left.TryPop(out var next))
        {
            if (next is BinaryNode { Operator: BinaryOperator.And } both)
            {
                left.Push(both.Right);
                left.Push(both.Left);
            }
            else
            {
                yield return next;
            }
        }
    }

    private Operand? OperandOf(Node node)
    {
        switch (node)
        {
            case LiteralNode literal:
                return new Operand(OperandSource.Constant, FeelTypes.Of(literal.Value), 0, 0, literal.Value);
            case AtNode at when Temporal.TryParse(at.Text, out var value):
                return new Operand(OperandSource.Constant, FeelTypes.Of(value), 0, 0, value);
            case NameNode name when bindings.TryGetValue(name.Name, out var result) && result.Fact is null:
                return new Operand(OperandSource.Result, result.Type, result.Level, 0, default);
            case PathNode { Source: NameNode fact } path when bindings.TryGetValue(fact.Name, out var binding) && binding.Fact is { } type && type.IndexOf(path.Member) is >= 0 and var field:
                return new Operand(binding.IsCandidate ? OperandSource.Candidate : OperandSource.Matched, type.Fields[field].Type, binding.Level, field, default);
            default:
                return null;
        }
    }

    private Node? Read(string text, Location location)
    {
        var known = new KnownNames(Builtins.Names);
        foreach (var name in bindings.Keys)
        {
            known.Add(name);
        }

        // What is wrong with the text is said when it is compiled.
        var node = Parser.ReadExpression(SourceText.Silent(text), known, bindings.Values.SelectMany(Members));
        if (node is null)
        {
            Compile(text, location);
            return null;
        }

        return new References(bindings, new SourceText(text, location, diagnostics)).Check(node) ? node : null;
    }

    private static IEnumerable<string> Members(Binding binding) =>
        (binding.Type.Kind == FeelTypeKind.List ? binding.Type.Element : binding.Type).Members.Select(member => member.Key);

    private FeelExpression? Compile(string text, Location location) => FeelCompiler.CompileExpression(text, Scope(), location, diagnostics);

    private FeelScope Scope() => bindings.Aggregate(FeelScope.Closed, (scope, binding) => scope.With(binding.Key, binding.Value.Type));
}
