using System.Collections.Immutable;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Rules.Analysis;

/// <summary>A part of all inputs: those that pass one unary test in every column.</summary>
/// <param name="Tests">For each input column a unary test as FEEL writes it: <c>[18..65)</c>, <c>"A", "B"</c>, <c>not("A")</c>, or <c>-</c> where anything goes.</param>
/// <param name="Values">One value for each input column that passes these tests and of which the finding is true.</param>
/// <param name="Example">
/// Input data from which the columns get <see cref="Values"/>, so that deciding shows the finding; <see langword="null"/> where a column's value is
/// computed, and none can be given. The other entries of a context that is given for a path are null.
/// </param>
public sealed record Box(ImmutableArray<string> Tests, ImmutableArray<Value> Values, ValueContext? Example)
{
    /// <summary>The tests, apart by bars, as a row of the table.</summary>
    public override string ToString() => string.Join(" | ", Tests);
}
