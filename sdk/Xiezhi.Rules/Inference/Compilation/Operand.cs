using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Feel;
using Xiezhi.Rules.Inference.Matching;

namespace Xiezhi.Rules.Inference.Compilation;

/// <summary>Where a value is read from without evaluating an expression.</summary>
internal enum OperandSource
{
    /// <summary>A field of the fact that is being tested.</summary>
    Candidate,

    /// <summary>A field of a fact that was matched before.</summary>
    Matched,

    /// <summary>The result of an aggregate.</summary>
    Result,

    /// <summary>A constant.</summary>
    Constant,
}

/// <summary>A value that is read directly: a field, an aggregate's result, a constant.</summary>
internal readonly struct Operand(OperandSource source, FeelType type, int level, int place, Value constant)
{
    public OperandSource Source => source;

    public FeelType Type => type;

    public int Field => place;

    /// <summary>Whether it can be read from the candidate alone.</summary>
    public bool IsOwn => source is OperandSource.Candidate or OperandSource.Constant;

    public Value Read(Match? match, WorkingFact? candidate) => source switch
    {
        OperandSource.Candidate => candidate!.Row[place],
        OperandSource.Matched => match!.At(level).Entry!.Fact.Row[place],
        OperandSource.Result => match!.At(level).Parent!.Result,
        _ => constant,
    };
}

/// <summary>A name that expressions use: a matched fact, the fact that is being tested, or an aggregate's result.</summary>
/// <param name="Level">How many conditions have been met where it is known.</param>
/// <param name="Fact">The type of the fact; <see langword="null"/> for a result.</param>
/// <param name="Type">The type of its values in expressions.</param>
internal sealed record Binding(int Level, FactType? Fact, FeelType Type)
{
    /// <summary>Whether it is the fact that is being tested.</summary>
    public bool IsCandidate { get; init; }

    public Value Read(Match? match, WorkingFact? candidate) =>
        IsCandidate ? candidate!.AsValue
        : Fact is null ? match!.At(Level).Parent!.Result
        : match!.At(Level).Entry!.Fact.AsValue;
}
