using System.Collections.Immutable;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Rules.Dmn;

/// <summary>Why a decision came out as it did: plain data that can be stored with the case.</summary>
/// <param name="Decision">The name of the decision.</param>
/// <param name="DecisionId">Its id.</param>
/// <param name="Value">What it came to.</param>
/// <param name="Inputs">The input data that it read, by name.</param>
/// <param name="Required">The decisions that it required, each with its own explanation, in the order in which they were made.</param>
/// <param name="Tables">The decision tables that were evaluated for it, in order.</param>
public sealed record Explanation(
    string Decision,
    string DecisionId,
    Value Value,
    ValueContext Inputs,
    ImmutableArray<Explanation> Required,
    ImmutableArray<TableExplanation> Tables);

/// <summary>What one decision table saw and which of its rules matched.</summary>
/// <param name="Table">The id of the table, or the name of what it belongs to where it has none.</param>
/// <param name="Inputs">The values of its input columns, in order.</param>
/// <param name="MatchedRules">The numbers of the rules that matched, counted from 1, in order.</param>
public sealed record TableExplanation(string Table, ImmutableArray<Value> Inputs, ImmutableArray<int> MatchedRules);
