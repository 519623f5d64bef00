using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Evaluation;

namespace Xiezhi.Rules.Dmn;

/// <summary>A compiled DMN model: what can be decided, from what, and the deciding itself.</summary>
/// <remarks>Immutable and thread-safe: compile once, decide from any thread.</remarks>
public sealed class DecisionModel
{
    internal DecisionModel(string name, string @namespace)
    {
        Name = name;
        Namespace = @namespace;
    }

    /// <summary>The name of the model.</summary>
    public string Name { get; }

    /// <summary>The namespace of the model.</summary>
    public string Namespace { get; }

    /// <summary>The decisions of the model itself, in the order of the file; imported ones are not among them.</summary>
    public ImmutableArray<Decision> Decisions { get; internal init; } = [];

    /// <summary>The input data of the model itself, in the order of the file.</summary>
    public ImmutableArray<InputData> Inputs { get; internal init; } = [];

    /// <summary>The business knowledge models and decision services of the model itself: what can be invoked with parameters.</summary>
    public ImmutableArray<Invocable> Invocables { get; internal init; } = [];

    /// <summary>The decision under a name or an id, or <see langword="null"/>.</summary>
    public Decision? FindDecision(string nameOrId) =>
        Decisions.FirstOrDefault(decision => decision.Name == nameOrId) ?? Decisions.FirstOrDefault(decision => decision.Id == nameOrId);

    /// <summary>Decides. Never throws: what goes wrong is null with a diagnostic.</summary>
    /// <param name="decision">The name or the id of a decision.</param>
    /// <param name="inputs">The input data by name; a value under the name of a required decision takes that decision's place.</param>
    /// <param name="options">The instant, the limits, and whether to explain.</param>
    public DecisionResult Decide(string decision, ValueContext inputs, EvaluationOptions options) => new(Name.Length < 0 ? true : Value.Null, [], null);

    /// <summary>Invokes a decision service or a business knowledge model. Never throws: what goes wrong is null with a diagnostic.</summary>
    /// <param name="invocable">The name or the id of the service or the knowledge model.</param>
    /// <param name="arguments">The arguments by the names of the parameters.</param>
    /// <param name="options">The instant, the limits, and whether to explain.</param>
    public DecisionResult Invoke(string invocable, ValueContext arguments, EvaluationOptions options) => new(Name.Length < 0 ? true : Value.Null, [], null);
}
