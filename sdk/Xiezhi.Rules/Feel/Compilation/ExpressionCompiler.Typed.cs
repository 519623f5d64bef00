using System.Runtime.CompilerServices;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Feel.Semantics;
using Xiezhi.Rules.Feel.Syntax;

namespace Xiezhi.Rules.Feel.Compilation;

// Operators whose operands have a static type. An operand that turns out to be something else goes the general way, which also reports.
internal sealed partial class ExpressionCompiler
{
    private static NumberEvaluator? NumberSlot(int slot, FeelType type) => type.Kind != FeelTypeKind.Number ? null : (Frame frame, out Number number, out Value other) =>
    {
        ref readonly var value = ref frame.Slots[slot];
        if (value.TryGetNumber(out number))
        {
            Unsafe.SkipInit(out other);
            return true;
        }

        other = value;
        return false;
    };

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
                BinaryOperator.Add => Code.Of(Sum(l, r, site)),
                BinaryOperator.Subtract => Code.Of(Difference(l, r, site)),
                BinaryOperator.Multiply => Code.Of(Product(l, r, site)),
                BinaryOperator.Divide => Code.Of(Quotient(l, r, site)),
                BinaryOperator.Power => null,
                _ => Code.Of(Compared(operation, l, r, site)),
            };
        }

        // Other kinds are compared as values; what follows takes the truth without wrapping it.
        return operation is BinaryOperator.Equal or BinaryOperator.NotEqual or BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual
            ? Code.Of(ComparedValues(operation, left.Run, right.Run, site))
            : null;
    }

    private static NumberEvaluator Sum(NumberEvaluator l, NumberEvaluator r, Site site) => (Frame frame, out Number number, out Value other) =>
    {
        Unsafe.SkipInit(out other);
        var (isLeft, isRight) = (l(frame, out var a, out var x), r(frame, out var b, out var y));
        return (isLeft && isRight && Number.TryAdd(a, b, out number)) || Settle(Arithmetic.Add(Whole(isLeft, a, x), Whole(isRight, b, y), frame.Session, site), out number, out other);
    };

    private static NumberEvaluator Difference(NumberEvaluator l, NumberEvaluator r, Site site) => (Frame frame, out Number number, out Value other) =>
    {
        Unsafe.SkipInit(out other);
        var (isLeft, isRight) = (l(frame, out var a, out var x), r(frame, out var b, out var y));
        return (isLeft && isRight && Number.TrySubtract(a, b, out number)) || Settle(Arithmetic.Subtract(Whole(isLeft, a, x), Whole(isRight, b, y), frame.Session, site), out number, out other);
    };

    private static NumberEvaluator Product(NumberEvaluator l, NumberEvaluator r, Site site) => (Frame frame, out Number number, out Value other) =>
    {
        Unsafe.SkipInit(out other);
        var (isLeft, isRight) = (l(frame, out var a, out var x), r(frame, out var b, out var y));
        return (isLeft && isRight && Number.TryMultiply(a, b, out number)) || Settle(Arithmetic.Multiply(Whole(isLeft, a, x), Whole(isRight, b, y), frame.Session, site), out number, out other);
    };

    private static NumberEvaluator Quotient(NumberEvaluator l, NumberEvaluator r, Site site) => (Frame frame, out Number number, out Value other) =>
    {
        Unsafe.SkipInit(out other);
        var (isLeft, isRight) = (l(frame, out var a, out var x), r(frame, out var b, out var y));
        return (isLeft && isRight && !b.IsZero && Number.TryDivide(a, b, out number)) || Settle(Arithmetic.Divide(Whole(isLeft, a, x), Whole(isRight, b, y), frame.Session, site), out number, out other);
    };

    private static TruthEvaluator Compared(BinaryOperator operation, NumberEvaluator l, NumberEvaluator r, Site site) => (Frame frame, out Value other) =>
    {
        var (isLeft, isRight) = (l(frame, out var a, out var x), r(frame, out var b, out var y));
        if (isLeft && isRight)
        {
            Unsafe.SkipInit(out other);
            var holds = operation switch
            {
                BinaryOperator.Equal => a == b,
                BinaryOperator.NotEqual => a != b,
                _ => Holds(operation, a.CompareTo(b)),
            };
            return holds ? Truth.True : Truth.False;
        }

        other = Compare(operation, Whole(isLeft, a, x), Whole(isRight, b, y), frame, site);
        return Code.TruthOf(other);
    };

    private static TruthEvaluator ComparedValues(BinaryOperator operation, Evaluator l, Evaluator r, Site site) => (Frame frame, out Value other) =>
    {
        var (a, b) = (l(frame), r(frame));
        other = Compare(operation, a, b, frame, site);
        return Code.TruthOf(other);
    };

    private static TruthEvaluator SameText(bool isSame, Evaluator l, Evaluator r, Site site) => (Frame frame, out Value other) =>
    {
        var (a, b) = (l(frame), r(frame));
        if (a.AsString is { } x && b.AsString is { } y)
        {
            Unsafe.SkipInit(out other);
            return string.Equals(x, y) == isSame ? Truth.True : Truth.False;
        }

        other = Compare(isSame ? BinaryOperator.Equal : BinaryOperator.NotEqual, a, b, frame, site);
        return Code.TruthOf(other);
    };

    private static Value Compare(BinaryOperator operation, Value a, Value b, Frame frame, Site site)
    {
        if (operation is BinaryOperator.Equal or BinaryOperator.NotEqual)
        {
            return Comparison.Equal(a, b) is { } equal ? equal == (operation == BinaryOperator.Equal) : NotComparable(Symbol(operation), a, b, frame, site);
        }

        return Comparison.Compare(a, b) is { } order ? Holds(operation, order) : NotComparable(Symbol(operation), a, b, frame, site);
    }

    private static TruthEvaluator And(TruthEvaluator l, TruthEvaluator r, Site site) => (Frame frame, out Value other) =>
    {
        var a = l(frame, out var x);
        other = Value.Null;
        if (a == Truth.False)
        {
            return Truth.False;
        }

        var b = r(frame, out var y);
        if (b == Truth.False || (a == Truth.True && b == Truth.True))
        {
            return b;
        }

        other = NotBoolean(Code.ValueOf(a, x), Code.ValueOf(b, y), "and", frame, site);
        return Truth.Neither;
    };

    private static TruthEvaluator Or(TruthEvaluator l, TruthEvaluator r, Site site) => (Frame frame, out Value other) =>
    {
        var a = l(frame, out var x);
        other = Value.Null;
        if (a == Truth.True)
        {
            return Truth.True;
        }

        var b = r(frame, out var y);
        if (b == Truth.True || (a == Truth.False && b == Truth.False))
        {
            return b;
        }

        other = NotBoolean(Code.ValueOf(a, x), Code.ValueOf(b, y), "or", frame, site);
        return Truth.Neither;
    };

    private static Code? TypedBetween(Code value, Code low, Code high, Site site)
    {
        if (value.Type.Kind != FeelTypeKind.Number || low.Type.Kind != FeelTypeKind.Number || high.Type.Kind != FeelTypeKind.Number)
        {
            return null;
        }

        var (v, from, to) = (value.ToNumber(), low.ToNumber(), high.ToNumber());
        return Code.Of((Frame frame, out Value other) =>
        {
            var (isValue, isLow, isHigh) = (v(frame, out var a, out var x), from(frame, out var b, out var y), to(frame, out var c, out var z));
            if (isValue && isLow && isHigh)
            {
                Unsafe.SkipInit(out other);
                return a.CompareTo(b) >= 0 && a.CompareTo(c) <= 0 ? Truth.True : Truth.False;
            }

            other = IsBetween(Whole(isValue, a, x), Whole(isLow, b, y), Whole(isHigh, c, z), frame, site);
            return Code.TruthOf(other);
        });
    }

    private static Code? TypedIf(Code condition, Code then, Code otherwise, Site site)
    {
        var held = condition.ToTruth();
        if (then.Type.Kind == FeelTypeKind.Number && otherwise.Type.Kind == FeelTypeKind.Number && ReferenceEquals(then.Type, otherwise.Type))
        {
            var (t, e) = (then.ToNumber(), otherwise.ToNumber());
            var number = Code.Of((Frame frame, out Number number, out Value other) =>
            {
                if (Chooses(held, frame, site) is { } first)
                {
                    return first ? t(frame, out number, out other) : e(frame, out number, out other);
                }

                (number, other) = (default, Value.Null);
                return false;
            });
            return new Code(number.Run, then.Type) { Number = number.Number };
        }

        return null;
    }

    private static Value Whole(bool isNumber, Number number, in Value other) => isNumber ? Value.From(number) : other;

    private static bool Settle(Value value, out Number number, out Value other)
    {
        other = value;
        return value.TryGetNumber(out number);
    }
}
