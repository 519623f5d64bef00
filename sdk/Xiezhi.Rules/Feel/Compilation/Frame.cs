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
internal sealed class Code
{
    public Code(Evaluator run, FeelType type)
    {
        Run = run;
        Type = type;
    }

    private Code(Value constant)
    {
        Constant = constant;
        IsConstant = true;
        Run = _ => constant;
        Type = FeelTypes.Of(constant);
    }

    public Evaluator Run { get; }

    public FeelType Type { get; }

    public bool IsConstant { get; }

    public Value Constant { get; }

    public static Code Of(Value constant) => new(constant);
}
