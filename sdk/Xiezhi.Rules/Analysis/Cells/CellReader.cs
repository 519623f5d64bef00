using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Feel;
using Xiezhi.Rules.Feel.Compilation;
using Xiezhi.Rules.Feel.Functions;
using Xiezhi.Rules.Feel.Semantics;
using Xiezhi.Rules.Feel.Syntax;

namespace Xiezhi.Rules.Analysis.Cells;

/// <summary>Reads cells into tests whose truth is known for every value; what is not is an <see cref="UnknownTest"/>.</summary>
/// <remarks>The text is read by FEEL's own parser and its values are compared by FEEL's own comparison, so that nothing is understood in two ways.</remarks>
internal sealed class CellReader
{
    private const int MaxHeight = 64;

    private readonly KnownNames _known = new(Builtins.Names);
    private readonly HashSet<string> _names;
    private readonly ConstantReader _constants;

    /// <param name="names">The names that a cell may use besides those of FEEL's functions.</param>
    public CellReader(IEnumerable<string> names)
    {
        _names = names.ToHashSet(StringComparer.Ordinal);
        foreach (var name in _names)
        {
            _known.Add(name);
        }

        _constants = new ConstantReader(_names);
    }

    /// <summary>What the text of an input cell or of allowed values means.</summary>
    public Cell Cell(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 0 || trimmed == "-")
        {
            return Cells.Cell.Anything;
        }

        if (Parser.ReadUnaryTests(SourceText.Silent(text), new KnownNames(_known), []) is not UnaryTestsNode node)
        {
            return new Cell(trimmed, [new UnknownTest(Obstacle.UnreadableCell)], false);
        }

        return node.Tests.IsEmpty ? Cells.Cell.Anything : new Cell(trimmed, [.. node.Tests.Select(Test)], node.IsNegated);
    }

    /// <summary>The value of a constant expression; <see langword="null"/> where it is computed, or <paramref name="isReadable"/> is false.</summary>
    public Value? Constant(string text, out bool isReadable)
    {
        var node = Parser.ReadExpression(SourceText.Silent(text), new KnownNames(_known), []);
        isReadable = node is not null;
        return node is null ? default : _constants.Read(node);
    }

    /// <summary>The syntax tree of an expression; <see langword="null"/> where it can't be read.</summary>
    public Node? Expression(string text) => Parser.ReadExpression(SourceText.Silent(text), new KnownNames(_known), []);

    private CellTest Test(Node node)
    {
        if (node.Height > MaxHeight)
        {
            return new UnknownTest(Obstacle.ComputedCell);
        }

        if (!Uses.Input(node))
        {
            // A condition without its input holds for all or for none; only the engine knows which it takes a computed one for.
            return _constants.Read(node) is { } constant && (!constant.IsBoolean || node is LiteralNode) ? new ConstantTest(constant)
                : _constants.IsEmptyRange(node) ? new EmptyTest(ValueText.Range(_constants, (RangeNode)node))
                : new UnknownTest(Obstacle.ComputedCell);
        }

        return Condition(node) is { } condition ? new ConditionTest(condition) : new UnknownTest(Obstacle.ComputedCell);
    }

    private Condition? Condition(Node node)
    {
        switch (node)
        {
            case LiteralNode { Value: { IsBoolean: true } truth }:
                return new Comparing([], _ => truth.IsTrue, IsOrdering: false);
            case BinaryNode { Operator: BinaryOperator.And } both:
                return (Condition(both.Left), Condition(both.Right)) is ({ } a, { } b) ? new Both(a, b) : null;
            case BinaryNode { Operator: BinaryOperator.Or } either:
                return (Condition(either.Left), Condition(either.Right)) is ({ } c, { } d) ? new Either(c, d) : null;
            case BinaryNode { Operator: < BinaryOperator.Add, Left: InputNode } left when Scalar(left.Right) is { } right:
                return Compare(left.Operator, right, isReversed: false);
            case BinaryNode { Operator: < BinaryOperator.Add, Right: InputNode } mirrored when Scalar(mirrored.Left) is { } other:
                return Compare(mirrored.Operator, other, isReversed: true);
            case BetweenNode { Value: InputNode } between when Scalar(between.Low) is { } low && Scalar(between.High) is { } high:
                return new Comparing([low, high], value => (Comparison.Compare(value, low), Comparison.Compare(value, high)) is ({ } x, { } y) ? x >= 0 && y <= 0 : null, IsOrdering: true);
            case InNode { Value: InputNode } inside:
                return In(inside.Tests);
            case CallNode { Function: NameNode { Name: "not" }, Arguments: [{ Name: null, Value: var operand }] } when !_names.Contains("not"):
                return Condition(operand) is { } negated ? new Not(negated) : null;
            case InstanceOfNode { Value: InputNode } instance when Kind(instance.Type) is { } kind:
                return new OfKind(kind);
            default:
                return null;
        }
    }

    // Comparing with a list or a range is another matter than comparing with one value.
    private Value? Scalar(Node node) =>
        !Uses.Input(node) && _constants.Read(node) is { } value && value.Kind < ValueKind.List ? value : default(Value?);

    private static Comparing Compare(BinaryOperator operation, Value constant, bool isReversed) => operation switch
    {
        BinaryOperator.Equal => new Comparing([constant], value => Comparison.Equal(value, constant), IsOrdering: false),
        BinaryOperator.NotEqual => new Comparing([constant], value => !Comparison.Equal(value, constant), IsOrdering: false),
        _ => new Comparing([constant], value => Comparison.Compare(value, constant) is { } order ? Holds(operation, isReversed ? -order : order) : null, IsOrdering: true),
    };

    private static bool Holds(BinaryOperator operation, int order) => operation switch
    {
        BinaryOperator.Less => order < 0,
        BinaryOperator.LessOrEqual => order <= 0,
        BinaryOperator.Greater => order > 0,
        _ => order >= 0,
    };

    private Comparing? In(ImmutableArray<Node> tests)
    {
        var constants = ImmutableArray.CreateBuilder<Value>(tests.Length);
        foreach (var test in tests)
        {
            if (Uses.Input(test) || _constants.Read(test) is not { } constant)
            {
                return null;
            }

            constants.Add(constant);
        }

        var all = constants.MoveToImmutable();
        return new Comparing(all, value =>
        {
            bool? result = null;
            foreach (var constant in all)
            {
                switch (Comparison.Matches(value, constant))
                {
                    case true:
                        return true;
                    case false:
                        result = false;
                        break;
                }
            }

            return result;
        }, IsOrdering: all.Any(ColumnKinds.Orders));
    }

    private static ValueKind? Kind(TypeNode type) => type.Arguments.IsEmpty && FeelTypes.Named(type.Name) is { } named ? ColumnKinds.Of(named) : null;
}
