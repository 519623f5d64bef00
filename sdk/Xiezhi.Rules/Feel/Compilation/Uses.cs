using Xiezhi.Rules.Feel.Syntax;

namespace Xiezhi.Rules.Feel.Compilation;

/// <summary>Whether an expression speaks of something.</summary>
internal static class Uses
{
    /// <summary>Whether it reads <c>?</c>: then it is a condition, and not a value to compare with.</summary>
    public static bool Input(Node node) => Any(node, inner => inner is InputNode);

    /// <summary>Whether it reads a name.</summary>
    public static bool Name(Node node, string name) => Any(node, inner => inner is NameNode read && read.Name == name);

    private static bool Any(Node node, Func<Node, bool> found)
    {
        var left = new Stack<Node>();
        left.Push(node);
        while (left.TryPop(out var next))
        {
            if (found(next))
            {
                return true;
            }

            foreach (var child in Children(next))
            {
                left.Push(child);
            }
        }

        return false;
    }

    private static IEnumerable<Node> Children(Node node) => node switch
    {
        PathNode path => [path.Source],
        FilterNode filter => [filter.Source, filter.Condition],
        CallNode call => call.Arguments.Select(argument => argument.Value).Prepend(call.Function),
        BinaryNode binary => [binary.Left, binary.Right],
        NegateNode negate => [negate.Operand],
        BetweenNode between => [between.Value, between.Low, between.High],
        InNode inside => inside.Tests.Prepend(inside.Value),
        InstanceOfNode instance => [instance.Value],
        IfNode condition => [condition.Condition, condition.Then, condition.Else],
        ForNode loop => Heights.Of(loop.Iterators).Prepend(loop.Body),
        QuantifiedNode quantified => Heights.Of(quantified.Iterators).Prepend(quantified.Condition),
        FunctionNode function => [function.Body],
        ContextNode context => context.Entries.Select(entry => entry.Value),
        ListNode list => list.Items,
        RangeNode range => [range.Start, range.End],
        ComparisonNode comparison => [comparison.Operand],
        _ => [],
    };
}
