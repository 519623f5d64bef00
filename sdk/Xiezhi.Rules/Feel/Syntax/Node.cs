using System.Collections.Immutable;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Rules.Feel.Syntax;

/// <summary>A node of the syntax tree. Immutable.</summary>
/// <param name="Position">Where in the text it begins.</param>
/// <param name="Height">How many levels of nodes are under it, itself included: what bounds the recursion over the tree.</param>
internal abstract record Node(int Position, int Height);

internal sealed record LiteralNode(int Position, Value Value) : Node(Position, 1);

/// <summary>A text behind <c>@</c>: a date, a time, a date and time, or a duration.</summary>
internal sealed record AtNode(int Position, string Text) : Node(Position, 1);

internal sealed record NameNode(int Position, string Name) : Node(Position, 1);

/// <summary><c>?</c>, the value that unary tests test.</summary>
internal sealed record InputNode(int Position) : Node(Position, 1);

internal sealed record PathNode(int Position, Node Source, string Member) : Node(Position, Source.Height + 1);

internal sealed record FilterNode(int Position, Node Source, Node Condition) : Node(Position, Math.Max(Source.Height, Condition.Height) + 1);

/// <summary>An argument of a call; <see cref="Name"/> is null where it is given by position.</summary>
internal readonly record struct Argument(string? Name, Node Value);

internal sealed record CallNode(int Position, Node Function, ImmutableArray<Argument> Arguments)
    : Node(Position, Heights.Above(Function, Arguments.Select(argument => argument.Value)));

internal enum BinaryOperator
{
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

internal sealed record BinaryNode(int Position, BinaryOperator Operator, Node Left, Node Right) : Node(Position, Math.Max(Left.Height, Right.Height) + 1);

internal sealed record NegateNode(int Position, Node Operand) : Node(Position, Operand.Height + 1);

internal sealed record BetweenNode(int Position, Node Value, Node Low, Node High) : Node(Position, Heights.Above(Value, [Low, High]));

/// <summary><c>value in test</c>, <c>value in (test, test)</c>.</summary>
internal sealed record InNode(int Position, Node Value, ImmutableArray<Node> Tests) : Node(Position, Heights.Above(Value, Tests));

internal sealed record InstanceOfNode(int Position, Node Value, TypeNode Type) : Node(Position, Value.Height + 1);

internal sealed record IfNode(int Position, Node Condition, Node Then, Node Else) : Node(Position, Heights.Above(Condition, [Then, Else]));

/// <summary>One variable of an iteration with what it runs over: a list, or from <see cref="Domain"/> to <see cref="Last"/>.</summary>
internal readonly record struct Iterator(string Variable, Node Domain, Node? Last);

internal sealed record ForNode(int Position, ImmutableArray<Iterator> Iterators, Node Body) : Node(Position, Heights.Above(Body, Heights.Of(Iterators)));

internal sealed record QuantifiedNode(int Position, bool IsEvery, ImmutableArray<Iterator> Iterators, Node Condition)
    : Node(Position, Heights.Above(Condition, Heights.Of(Iterators)));

internal readonly record struct Parameter(string Name, TypeNode? Type);

internal sealed record FunctionNode(int Position, ImmutableArray<Parameter> Parameters, Node Body, bool IsExternal) : Node(Position, Body.Height + 1);

internal readonly record struct Entry(string Name, Node Value, int Position);

internal sealed record ContextNode(int Position, ImmutableArray<Entry> Entries) : Node(Position, Heights.Above(null, Entries.Select(entry => entry.Value)));

internal sealed record ListNode(int Position, ImmutableArray<Node> Items) : Node(Position, Heights.Above(null, Items));

internal sealed record RangeNode(int Position, Node Start, bool StartIncluded, Node End, bool EndIncluded) : Node(Position, Math.Max(Start.Height, End.Height) + 1);

/// <summary><c>&lt; 5</c>, <c>= 5</c> without a left side: a test, or a range as a value.</summary>
internal sealed record ComparisonNode(int Position, BinaryOperator Operator, Node Operand) : Node(Position, Operand.Height + 1);

/// <summary>What stands in a cell: nothing (anything goes), tests, or <c>not(tests)</c>.</summary>
internal sealed record UnaryTestsNode(int Position, ImmutableArray<Node> Tests, bool IsNegated) : Node(Position, Heights.Above(null, Tests));

/// <summary>A type as it is written behind <c>instance of</c> or a parameter.</summary>
internal sealed record TypeNode(int Position, string Name, ImmutableArray<TypeNode> Arguments, ImmutableArray<string> MemberNames);

internal static class Heights
{
    public static int Above(Node? first, IEnumerable<Node> others)
    {
        var height = first?.Height ?? 0;
        foreach (var other in others)
        {
            height = Math.Max(height, other.Height);
        }

        return height + 1;
    }

    public static IEnumerable<Node> Of(ImmutableArray<Iterator> iterators)
    {
        foreach (var iterator in iterators)
        {
            yield return iterator.Domain;
            if (iterator.Last is { } last)
            {
                yield return last;
            }
        }
    }
}
