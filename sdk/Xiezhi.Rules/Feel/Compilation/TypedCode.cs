using Xiezhi.Foundation.Values;

namespace Xiezhi.Rules.Feel.Compilation;

/// <summary>An expression that is expected to be a number; where it is not, what it is stands in <see cref="Evaluation.EvaluationSession.Other"/>.</summary>
internal delegate bool NumberEvaluator(Frame frame, out Number number);

/// <summary>An expression that is expected to be true or false; where it is neither, what it is stands in <see cref="Evaluation.EvaluationSession.Other"/>.</summary>
internal delegate Truth TruthEvaluator(Frame frame);

/// <summary>What a condition comes to.</summary>
internal enum Truth
{
    Neither,
    False,
    True,
}

// The same expression in its static type: operators hand numbers and truths to one another, and wrap none on the way.
internal sealed partial class Code
{
    /// <summary>The expression as a number; <see langword="null"/> where it is not known to be one.</summary>
    public NumberEvaluator? Number { get; init; }

    /// <summary>The expression as a truth; <see langword="null"/> where it is not known to be one.</summary>
    public TruthEvaluator? Truth { get; init; }

    public static Code Of(NumberEvaluator number, FeelType type) =>
        new(frame => number(frame, out var value) ? Value.From(value) : frame.Session.Other, type) { Number = number };

    public static Code Of(TruthEvaluator truth) => new(frame => ValueOf(truth(frame), frame), FeelType.Boolean) { Truth = truth };

    public static Value ValueOf(Truth truth, Frame frame) => truth == Compilation.Truth.Neither ? frame.Session.Other : Value.From(truth == Compilation.Truth.True);

    /// <summary>The truth of a value, which is noted where it is none.</summary>
    public static Truth TruthOf(in Value value, Frame frame)
    {
        if (value.IsBoolean)
        {
            return value.IsTrue ? Compilation.Truth.True : Compilation.Truth.False;
        }

        frame.Session.Other = value;
        return Compilation.Truth.Neither;
    }

    /// <summary>The number that a value is, which is noted where it is none.</summary>
    public static bool NumberOf(in Value value, Frame frame, out Number number)
    {
        if (value.TryGetNumber(out number))
        {
            return true;
        }

        frame.Session.Other = value;
        return false;
    }

    /// <summary>The expression as a number, whatever is known of it.</summary>
    public NumberEvaluator ToNumber()
    {
        if (Number is not null)
        {
            return Number;
        }

        if (IsConstant && Constant.TryGetNumber(out var constant))
        {
            return (Frame _, out Number number) =>
            {
                number = constant;
                return true;
            };
        }

        var run = Run;
        return (Frame frame, out Number number) => NumberOf(run(frame), frame, out number);
    }

    /// <summary>The expression as a truth, whatever is known of it.</summary>
    public TruthEvaluator ToTruth()
    {
        var run = Run;
        return Truth ?? (frame => TruthOf(run(frame), frame));
    }
}
