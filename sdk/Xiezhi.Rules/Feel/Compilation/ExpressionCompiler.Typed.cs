using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Evaluation;
using Xiezhi.Rules.Feel.Semantics;
using Xiezhi.Rules.Feel.Syntax;

namespace Xiezhi.Rules.Feel.Compilation;

// Operators whose operands have a static type. An operand that turns out to be something else goes the general way, which also reports.
internal sealed partial class ExpressionCompiler
{
    private delegate Value Operation(Value left, Value right, EvaluationSession session, Site site);

    private static NumberEvaluator? NumberSlot(int slot, FeelType type) =>
        type.Kind != FeelTypeKind.Number ? null : (Frame frame, out Number number) => Code.NumberOf(in frame.Slots[slot], frame, out number);

    private static Code? Typed(BinaryOperator operation, Code left, Code right, Site site)
    {
        if (operation is BinaryOperator.And or BinaryOperator.Or)
        {
            return left.Truth is { } a && right.Truth is { } b ? Code.Of(operation == BinaryOperator.And ? And(a, b, site) : Or(a, b, site)) : null;
        }

        if (left.Type.Kind == FeelTypeKind.String && right.Type.Kind == FeelTypeKind.String && operation is BinaryOperator.Equal or BinaryOperator.NotEqual)
        {
            return Code.Of(SameText(operation == BinaryOperator.Equal, left.Run, right.Run, site));
        }

        if (left.Type.Kind == FeelTypeKind.Number && right.Type.Kind == FeelTypeKind.Number)
        {
            var (l, r) = (left.ToNumber(), right.ToNumber());
            return operation switch
            {
                BinaryOperator.Add => Code.Of(Sum(l, r, site), FeelType.Number),
                BinaryOperator.Subtract => Code.Of(Difference(l, r, site), FeelType.Number),
                BinaryOperator.Multiply => Code.Of(Product(l, r, site), FeelType.Number),
                BinaryOperator.Divide => Code.Of(Quotient(l, r, site), FeelType.Number),
                BinaryOperator.Power => null,
                _ => Code.Of(Compared(operation, l, r, site)),
            };
        }

        // Other kinds are compared as values; what follows takes the truth without wrapping it.
        return operation is BinaryOperator.Equal or BinaryOperator.NotEqual or BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual
            ? Code.Of(ComparedValues(operation, left.Run, right.Run, site))
            : null;
    }

    private static NumberEvaluator Sum(NumberEvaluator l, NumberEvaluator r, Site site) => (Frame frame, out Number number) =>
    {
        if (!l(frame, out var a))
        {
            return General(Arithmetic.Add, r, frame, site, out number);
        }

        return r(frame, out var b) ? Number.TryAdd(a, b, out number) || General(Arithmetic.Add, a, b, frame, site, out number) : General(Arithmetic.Add, a, frame, site, out number);
    };

    private static NumberEvaluator Difference(NumberEvaluator l, NumberEvaluator r, Site site) => (Frame frame, out Number number) =>
    {
        if (!l(frame, out var a))
        {
            return General(Arithmetic.Subtract, r, frame, site, out number);
        }

        return r(frame, out var b) ? Number.TrySubtract(a, b, out number) || General(Arithmetic.Subtract, a, b, frame, site, out number) : General(Arithmetic.Subtract, a, frame, site, out number);
    };

    private static NumberEvaluator Product(NumberEvaluator l, NumberEvaluator r, Site site) => (Frame frame, out Number number) =>
    {
        if (!l(frame, out var a))
        {
            return General(Arithmetic.Multiply, r, frame, site, out number);
        }

        return r(frame, out var b) ? Number.TryMultiply(a, b, out number) || General(Arithmetic.Multiply, a, b, frame, site, out number) : General(Arithmetic.Multiply, a, frame, site, out number);
    };

    private static NumberEvaluator Quotient(NumberEvaluator l, NumberEvaluator r, Site site) => (Frame frame, out Number number) =>
    {
        if (!l(frame, out var a))
        {
            return General(Arithmetic.Divide, r, frame, site, out number);
        }

        return r(frame, out var b) ? Number.TryDivide(a, b, out number) || General(Arithmetic.Divide, a, b, frame, site, out number) : General(Arithmetic.Divide, a, frame, site, out number);
    };

    private static TruthEvaluator Compared(BinaryOperator operation, NumberEvaluator l, NumberEvaluator r, Site site) => frame =>
    {
        if (!l(frame, out var a))
        {
            return General(operation, r, frame, site);
        }

        if (!r(frame, out var b))
        {
            return General(operation, a, frame, site);
        }

        var holds = operation switch
        {
            BinaryOperator.Equal => a == b,
            BinaryOperator.NotEqual => a != b,
            _ => Holds(operation, a.CompareTo(b)),
        };
        return holds ? Truth.True : Truth.False;
    };

    private static TruthEvaluator ComparedValues(BinaryOperator operation, Evaluator l, Evaluator r, Site site) => frame =>
    {
        var (a, b) = (l(frame), r(frame));
        return Code.TruthOf(Compare(operation, a, b, frame, site), frame);
    };

    private static TruthEvaluator SameText(bool isSame, Evaluator l, Evaluator r, Site site) => frame =>
    {
        var (a, b) = (l(frame), r(frame));
        if (a.AsString is { } x && b.AsString is { } y)
        {
            return string.Equals(x, y) == isSame ? Truth.True : Truth.False;
        }

        return Code.TruthOf(Compare(isSame ? BinaryOperator.Equal : BinaryOperator.NotEqual, a, b, frame, site), frame);
    };

    private static Value Compare(BinaryOperator operation, Value a, Value b, Frame frame, Site site)
    {
        frame.Session.Compare(a, b, site);
        if (operation is BinaryOperator.Equal or BinaryOperator.NotEqual)
        {
            return Comparison.Equal(a, b) is { } equal ? equal == (operation == BinaryOperator.Equal) : NotComparable(Symbol(operation), a, b, frame, site);
        }

        return Comparison.Compare(a, b) is { } order ? Holds(operation, order) : NotComparable(Symbol(operation), a, b, frame, site);
    }

    private static TruthEvaluator And(TruthEvaluator l, TruthEvaluator r, Site site) => frame => l(frame) switch
    {
        Truth.False => Truth.False,
        Truth.True => r(frame) is var b && b != Truth.Neither ? b : Unknown(Value.True, frame.Session.Other, "and", frame, site),
        _ => Unknown(frame.Session.Other, r, Truth.False, "and", frame, site),
    };

    private static TruthEvaluator Or(TruthEvaluator l, TruthEvaluator r, Site site) => frame => l(frame) switch
    {
        Truth.True => Truth.True,
        Truth.False => r(frame) is var b && b != Truth.Neither ? b : Unknown(Value.False, frame.Session.Other, "or", frame, site),
        _ => Unknown(frame.Session.Other, r, Truth.True, "or", frame, site),
    };

    // The left side is neither: the right one may still decide.
    private static Truth Unknown(Value left, TruthEvaluator r, Truth deciding, string operation, Frame frame, Site site)
    {
        var right = r(frame);
        return right == deciding ? right : Unknown(left, Code.ValueOf(right, frame), operation, frame, site);
    }

    private static Truth Unknown(Value left, Value right, string operation, Frame frame, Site site) =>
        Code.TruthOf(NotBoolean(left, right, operation, frame, site), frame);

    private static Code? TypedBetween(Code value, Code low, Code high, Site site)
    {
        if (value.Type.Kind != FeelTypeKind.Number || low.Type.Kind != FeelTypeKind.Number || high.Type.Kind != FeelTypeKind.Number)
        {
            return null;
        }

        var (v, from, to) = (value.ToNumber(), low.ToNumber(), high.ToNumber());
        return Code.Of(frame =>
        {
            if (!v(frame, out var a))
            {
                return Between(frame.Session.Other, Evaluate(from, frame), Evaluate(to, frame), frame, site);
            }

            if (!from(frame, out var b))
            {
                return Between(Value.From(a), frame.Session.Other, Evaluate(to, frame), frame, site);
            }

            return !to(frame, out var c) ? Between(Value.From(a), Value.From(b), frame.Session.Other, frame, site)
                : a.CompareTo(b) >= 0 && a.CompareTo(c) <= 0 ? Truth.True : Truth.False;
        });
    }

    private static Truth Between(Value value, Value from, Value to, Frame frame, Site site) => Code.TruthOf(IsBetween(value, from, to, frame, site), frame);

    private static Code? TypedIf(Code condition, Code then, Code otherwise, Site site)
    {
        if (then.Type.Kind != FeelTypeKind.Number || !ReferenceEquals(then.Type, otherwise.Type))
        {
            return null;
        }

        var (held, t, e) = (condition.ToTruth(), then.ToNumber(), otherwise.ToNumber());
        return Code.Of(
            (Frame frame, out Number number) =>
            {
                if (Chooses(held, frame, site) is { } first)
                {
                    return first ? t(frame, out number) : e(frame, out number);
                }

                return Code.NumberOf(Value.Null, frame, out number);
            },
            then.Type);
    }

    private static Value Evaluate(NumberEvaluator run, Frame frame) => run(frame, out var number) ? Value.From(number) : frame.Session.Other;

    // The general ways, apart: what they need would burden every operation that doesn't go them.
    private static bool General(Operation operation, NumberEvaluator r, Frame frame, Site site, out Number number)
    {
        var left = frame.Session.Other;
        return Code.NumberOf(operation(left, Evaluate(r, frame), frame.Session, site), frame, out number);
    }

    private static bool General(Operation operation, Number left, Frame frame, Site site, out Number number) =>
        Code.NumberOf(operation(Value.From(left), frame.Session.Other, frame.Session, site), frame, out number);

    private static bool General(Operation operation, Number left, Number right, Frame frame, Site site, out Number number) =>
        Code.NumberOf(operation(Value.From(left), Value.From(right), frame.Session, site), frame, out number);

    private static Truth General(BinaryOperator operation, NumberEvaluator r, Frame frame, Site site)
    {
        var left = frame.Session.Other;
        return Code.TruthOf(Compare(operation, left, Evaluate(r, frame), frame, site), frame);
    }

    private static Truth General(BinaryOperator operation, Number left, Frame frame, Site site) =>
        Code.TruthOf(Compare(operation, Value.From(left), frame.Session.Other, frame, site), frame);
}
