using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.DecisionTables;
using Xiezhi.Rules.Dmn.Compilation;
using Xiezhi.Rules.Feel;
using Xiezhi.Rules.Feel.Compilation;

namespace Xiezhi.Rules.Dmn.Deciding;

/// <summary>Where the value of a requirement goes before an element's logic runs.</summary>
internal readonly record struct Binding(int Slot, RequirementKind Kind, int Index);

/// <summary>An input with its type.</summary>
internal sealed record CompiledInput(string Name, string Id, FeelType Type, Site Site);

/// <summary>A decision's logic.</summary>
internal sealed record CompiledDecision(string Name, string Id, FeelType Type, Site Site)
{
    public Evaluator Run { get; set; } = _ => Value.Null;

    /// <summary>The same, telling the session's recorder what its parts come to.</summary>
    public Evaluator Explain { get; set; } = _ => Value.Null;

    public ImmutableArray<Binding> Bindings { get; set; } = [];

    public int SlotCount { get; set; }

    /// <summary>Whether its logic is a decision table.</summary>
    public bool IsTable { get; set; }

    /// <summary>Its decision table, where that can be answered without evaluating anything; else <see langword="null"/>.</summary>
    public DirectTable? Direct { get; set; }
}

/// <summary>All elements of a model and of those it imports, by place. Filled while it is compiled, and never changed after.</summary>
internal sealed class CompiledModel(ImmutableArray<CompiledInput> inputs, ImmutableArray<CompiledDecision> decisions, Value[] knowledge)
{
    /// <summary>How the inputs are asked for, by place; likewise the decisions and the knowledge.</summary>
    public required NameTable InputNames { get; init; }

    public required NameTable DecisionNames { get; init; }

    public required NameTable KnowledgeNames { get; init; }

    public ImmutableArray<CompiledInput> Inputs => inputs;

    public ImmutableArray<CompiledDecision> Decisions => decisions;

    /// <summary>Business knowledge models and decision services, as functions.</summary>
    public Value[] Knowledge => knowledge;
}
