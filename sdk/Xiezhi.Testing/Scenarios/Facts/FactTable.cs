using System.Collections.Immutable;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Testing.Scenarios.Facts;

/// <summary>How a member of a fact is compared.</summary>
internal enum FactMember
{
    /// <summary>As it is.</summary>
    Plain,

    /// <summary>As a moment.</summary>
    Moment,

    /// <summary>As texts in any order.</summary>
    Set,

    /// <summary>As an object, in the members that are named.</summary>
    Part,
}

/// <summary>How what is expected is laid beside what there is.</summary>
internal enum FactShape
{
    /// <summary>All there are, in order.</summary>
    All,

    /// <summary>Each is there, in any order, others beside it.</summary>
    Some,

    /// <summary>None is there.</summary>
    None,

    /// <summary>There is one.</summary>
    One,

    /// <summary>Each under its name.</summary>
    Named,
}

/// <summary>Facts of one kind that a scenario can expect: a line of <see cref="FactTables"/>.</summary>
/// <param name="Name">The member of <c>expect</c>.</param>
/// <param name="Shape">How they are compared.</param>
/// <param name="Members">Their members; empty where any name can stand there.</param>
/// <param name="Rows">The facts of a case.</param>
internal sealed record FactTable(
    string Name, FactShape Shape, ImmutableArray<(string Name, FactMember Kind)> Members, Func<FactScene, IEnumerable<ValueContext>> Rows)
{
    public FactMember KindOf(string member) => Members.FirstOrDefault(known => known.Name == member).Kind;
}
