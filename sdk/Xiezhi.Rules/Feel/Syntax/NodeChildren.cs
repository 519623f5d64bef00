namespace Xiezhi.Rules.Feel.Syntax;

/// <summary>The parts of an expression.</summary>
internal static class NodeChildren
{
    /// <summary>The nodes right below one; of a loop the domains of its iterators too. Not in the order in which they are written.</summary>
    public static IEnumerable<Node> Of(Node node) => node switch
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
        UnaryTestsNode tests => tests.Tests,
        _ => [],
    };
}
