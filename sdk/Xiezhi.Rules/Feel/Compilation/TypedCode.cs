using System.Runtime.CompilerServices;
using Xiezhi.Foundation.Values;

namespace Xiezhi.Rules.Feel.Compilation;

/// <summary>An expression that is expected to be a number; where it is not, <paramref name="other"/> is what it is.</summary>
internal delegate bool NumberEvaluator(Frame frame, out Number number, out Value other);

/// <summary>An expression that is expected to be true or false; where it is neither, <paramref name="other"/> is what it is.</summary>
internal delegate Truth TruthEvaluator(Frame frame, out Value other);

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

    public static Code Of(NumberEvaluator number) =>
        new(frame => number(frame, out var value, out var other) ? Value.From(value) : other, FeelType.Number) { Number = number };

    public static Code Of(TruthEvaluator truth) => new(frame => ValueOf(truth(frame, out var other), other), FeelType.Boolean) { Truth = truth };

    public static Value ValueOf(Truth truth, in Value other) => truth == Compilation.Truth.Neither ? other : Value.From(truth == Compilation.Truth.True);

    public static Truth TruthOf(in Value value) =>
        value.IsTrue ? Compilation.Truth.True : value.IsBoolean ? Compilation.Truth.False : Compilation.Truth.Neither;

    /// <summary>The expression as a number, whatever is known of it.</summary>
    public NumberEvaluator ToNumber()
    {
        if (Number is not null)
        {
            return Number;
        }

        if (IsConstant && Constant.TryGetNumber(out var constant))
        {
            return (Frame _, out Number number, out Value other) =>
            {
                Unsafe.SkipInit(out other);
                number = constant;
                return true;
            };
        }

        var run = Run;
        return (Frame frame, out Number number, out Value other) =>
        {
            other = run(frame);
            return other.TryGetNumber(out number);
        };
    }

    /// <summary>The expression as a truth, whatever is known of it.</summary>
    public TruthEvaluator ToTruth()
    {
        var run = Run;
        return Truth ?? ((Frame frame, out Value other) =>
        {
            other = run(frame);
            return TruthOf(other);
        });
    }
}
