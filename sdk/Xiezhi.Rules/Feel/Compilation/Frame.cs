using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Evaluation;

namespace Xiezhi.Rules.Feel.Compilation;

/// <summary>The variables of one running body, in slots that were given out at compile time.</summary>
internal sealed class Frame(Value[] slots, Frame? outer, EvaluationSession session)
{
    public readonly Value[] Slots = slots;
    public readonly Frame? Outer = outer;
    public readonly EvaluationSession Session = session;

    /// <summary>The frame as it is now, for a function that outlives the iteration it was made in.</summary>
    public Frame Capture() => new((Value[])Slots.Clone(), Outer, Session);
}

/// <summary>A compiled expression.</summary>
internal delegate Value Evaluator(Frame frame);

/// <summary>A compiled expression with what is known about it before it runs.</summary>
internal sealed partial class Code
{
    public Code(Evaluator run, FeelType type)
    {
        Run = run;
        Type = type;
    }

    private Code(Value constant, FeelType type)
    {
        Constant = constant;
        IsConstant = true;
        Run = _ => constant;
        Type = type;
    }

    public Evaluator Run { get; }

    public FeelType Type { get; }

    public bool IsConstant { get; }

    public Value Constant { get; }

    /// <summary>The slot of its own body that it reads and does nothing else; less than zero where it is anything else.</summary>
    public int Slot { get; init; } = -1;

    public static Code Of(Value constant) => new(constant, FeelTypes.Of(constant));

    /// <summary>A constant that is known to be of a type, which says more than its value does.</summary>
    public static Code Of(Value constant, FeelType type) => new(constant, type);
}
