using Xiezhi.Foundation.Values;

namespace Xiezhi.Workflow.States;

/// <summary>How far an activity that is repeated has come.</summary>
/// <param name="Total">How many there are to be; -1 where only a condition tells.</param>
/// <param name="Completed">How many are done.</param>
/// <param name="Items">The items; null where there is only a number of them.</param>
/// <param name="Outputs">What those that are done gave, by the place of their item from 1.</param>
public sealed record LoopProgress(int Total, int Completed, Value Items, StateTable<LoopOutput> Outputs);

/// <summary>What one of the repetitions of an activity gave.</summary>
/// <param name="Id">The place of its item, from 1.</param>
/// <param name="Output">What it gave.</param>
public sealed record LoopOutput(int Id, Value Output) : IStateEntry;
