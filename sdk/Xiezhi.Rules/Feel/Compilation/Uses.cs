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

            foreach (var child in NodeChildren.Of(next))
            {
                left.Push(child);
            }
        }

        return false;
    }
}
