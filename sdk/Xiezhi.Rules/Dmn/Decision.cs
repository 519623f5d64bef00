using System.Collections.Immutable;
using Xiezhi.Rules.Feel;

namespace Xiezhi.Rules.Dmn;

/// <summary>One decision of a model, as a check or a designer looks at it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its value.</param>
/// <param name="RequiredInputs">The names of the input data that it requires directly.</param>
/// <param name="RequiredDecisions">The names of the decisions that it requires directly.</param>
/// <param name="RequiredKnowledge">The names of the business knowledge models and services that it requires directly.</param>
/// <param name="Table">Its decision table, or <see langword="null"/> when its logic is something else.</param>
public sealed record Decision(
    string Id,
    string Name,
    FeelType Type,
    ImmutableArray<string> RequiredInputs,
    ImmutableArray<string> RequiredDecisions,
    ImmutableArray<string> RequiredKnowledge,
    DecisionTable? Table);

/// <summary>One input of a model.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name: what <see cref="DecisionModel.Decide"/> looks for.</param>
/// <param name="Type">The type that a value must conform to.</param>
public sealed record InputData(string Id, string Name, FeelType Type);

/// <summary>A business knowledge model or a decision service: what is invoked with parameters.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsService">Whether it is a decision service.</param>
/// <param name="Parameters">The names and types of its parameters, in order.</param>
/// <param name="Type">The type of its result.</param>
public sealed record Invocable(string Id, string Name, bool IsService, ImmutableArray<KeyValuePair<string, FeelType>> Parameters, FeelType Type);
