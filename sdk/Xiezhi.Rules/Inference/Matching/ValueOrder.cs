using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Feel.Semantics;

namespace Xiezhi.Rules.Inference.Matching;

/// <summary>An order of facts that does not depend on when they became known: facts by their key, findings by their values.</summary>
internal static class ValueOrder
{
    public static int Compare(WorkingFact left, WorkingFact right)
    {
        if (left.Shape.KeyIndex is >= 0 and var key)
        {
            return Compare(left.Row[key], right.Row[key]);
        }

        for (var i = 0; i < left.Row.Length; i++)
        {
            if (Compare(left.Row[i], right.Row[i]) is not 0 and var order)
            {
                return order;
            }
        }

        return 0;
    }

    private static int Compare(Value left, Value right) =>
        left.Kind != right.Kind ? left.Kind.CompareTo(right.Kind)
        : left == right ? 0
        : Comparison.Compare(left, right) is not (null or 0) and { } order ? order
        : string.CompareOrdinal(left.ToString(), right.ToString());
}
