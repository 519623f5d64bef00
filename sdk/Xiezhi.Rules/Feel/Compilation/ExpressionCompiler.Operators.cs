using System.Globalization;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Feel.Semantics;
using Xiezhi.Rules.Feel.Syntax;

namespace Xiezhi.Rules.Feel.Compilation;

// Literals, operators, comparisons and tests.
internal sealed partial class ExpressionCompiler
{
    private Code At(AtNode node)
    {
        var text = node.Text;
        return Temporal.TryParse(text, out var value) ? Code.Of(value) : Failed(RulesCodes.InvalidLiteral, node, text);
    }

    private Code Binary(BinaryNode node)
    {
        var (left, right) = (Compile(node.Left), Compile(node.Right));
        var (l, r) = (left.Run, right.Run);
        var site = At(node);
        if (Typed(node.Operator, left, right, site) is { } typed)
        {
            return typed;
        }

        return node.Operator switch
        {
            BinaryOperator.And => new Code(
                frame =>
                {
                    var a = l(frame);
                    if (a.IsFalse)
                    {
                        return Value.False;
                    }

                    var b = r(frame);
                    return b.IsFalse ? Value.False : a.IsTrue && b.IsTrue ? Value.True : NotBoolean(a, b, "and", frame, site);
                },
                FeelType.Boolean),
            BinaryOperator.Or => new Code(
                frame =>
                {
                    var a = l(frame);
                    if (a.IsTrue)
                    {
                        return Value.True;
                    }

                    var b = r(frame);
                    return b.IsTrue ? Value.True : a.IsFalse && b.IsFalse ? Value.False : NotBoolean(a, b, "or", frame, site);
                },
                FeelType.Boolean),
            BinaryOperator.Add => new Code(frame => Arithmetic.Add(l(frame), r(frame), frame.Session, site), SameType(left, right)),
            BinaryOperator.Subtract => new Code(frame => Arithmetic.Subtract(l(frame), r(frame), frame.Session, site), left.Type.Kind == FeelTypeKind.Number ? FeelType.Number : FeelType.Any),
            BinaryOperator.Multiply => new Code(frame => Arithmetic.Multiply(l(frame), r(frame), frame.Session, site), SameType(left, right)),
            BinaryOperator.Divide => new Code(frame => Arithmetic.Divide(l(frame), r(frame), frame.Session, site), left.Type.Kind == FeelTypeKind.Number ? FeelType.Number : FeelType.Any),
            _ => new Code(frame => Arithmetic.Power(l(frame), r(frame), frame.Session, site), FeelType.Number),
        };
    }

    private static bool Holds(BinaryOperator operation, int order) => operation switch
    {
        BinaryOperator.Less => order < 0,
        BinaryOperator.LessOrEqual => order <= 0,
        BinaryOperator.Greater => order > 0,
        _ => order >= 0,
    };

    private static string Symbol(BinaryOperator operation) => operation switch
    {
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.Equal => "=",
        _ => "!=",
    };

    private static FeelType SameType(Code left, Code right) =>
        left.Type.Kind == right.Type.Kind && left.Type.Kind is FeelTypeKind.Number or FeelTypeKind.String ? left.Type : FeelType.Any;

    private static Value NotBoolean(Value left, Value right, string operation, Frame frame, Site site)
    {
        if ((left.IsBoolean || left.IsNull) && (right.IsBoolean || right.IsNull))
        {
            frame.Session.Report(site.Make(RulesCodes.NullOperand, operation));
            return Value.Null;
        }

        return site.Fail(frame.Session, RulesCodes.OperandsNotSupported, operation, Arithmetic.Describe(left), Arithmetic.Describe(right));
    }

    private static Value NotComparable(string operation, Value left, Value right, Frame frame, Site site)
    {
        if (left.IsNull || right.IsNull)
        {
            frame.Session.Report(site.Make(RulesCodes.NullOperand, operation));
            return Value.Null;
        }

        return site.Fail(frame.Session, RulesCodes.OperandsNotSupported, operation, Arithmetic.Describe(left), Arithmetic.Describe(right));
    }

    private Code Negate(NegateNode node)
    {
        var operand = Compile(node.Operand);
        var run = operand.Run;
        var site = At(node);
        return Fold(new Code(frame => Arithmetic.Negate(run(frame), frame.Session, site), operand.Type), operand);
    }

    private Code Between(BetweenNode node)
    {
        var (valueCode, lowCode, highCode) = (Compile(node.Value), Compile(node.Low), Compile(node.High));
        var site = At(node);
        if (TypedBetween(valueCode, lowCode, highCode, site) is { } typed)
        {
            return typed;
        }

        var (value, low, high) = (valueCode.Run, lowCode.Run, highCode.Run);
        return new Code(
            frame =>
            {
                var (v, from, to) = (value(frame), low(frame), high(frame));
                return IsBetween(v, from, to, frame, site);
            },
            FeelType.Boolean);
    }

    private static Value IsBetween(Value value, Value from, Value to, Frame frame, Site site) =>
        (Comparison.Compare(value, from), Comparison.Compare(value, to)) is ({ } a, { } b)
            ? a >= 0 && b <= 0
            : NotComparable("between", value, Comparison.Compare(value, from) is null ? from : to, frame, site);

    private Code In(InNode node)
    {
        var value = Compile(node.Value).Run;
        var tests = node.Tests.Select(test => Compile(test).Run).ToArray();
        var site = At(node);
        return new Code(
            frame =>
            {
                var v = value(frame);
                var undefined = Value.Null;
                var comparable = false;
                foreach (var test in tests)
                {
                    var against = test(frame);
                    frame.Session.Compare(against, against, site);
                    switch (Comparison.Matches(v, against))
                    {
                        case true:
                            return Value.True;
                        case false:
                            comparable = true;
                            break;
                        default:
                            undefined = against;
                            break;
                    }
                }

                return comparable ? Value.False : NotComparable("in", v, undefined, frame, site);
            },
            FeelType.Boolean);
    }

    private Code InstanceOf(InstanceOfNode node)
    {
        var value = Compile(node.Value).Run;
        var site = At(node);
        return Type(node.Type) is not { } type
            ? Failed(RulesCodes.UnknownType, node, node.Type.Name, NearestType(node.Type.Name))
            : new Code(
                frame =>
                {
                    var v = value(frame);
                    frame.Session.Compare(v, v, site);
                    return !v.IsNull && FeelTypes.Has(type, v);
                },
                FeelType.Boolean);
    }

    private FeelType? Type(TypeNode node)
    {
        switch (node.Name)
        {
            case "list" when node.Arguments.Length == 1:
                return Type(node.Arguments[0]) is { } item ? FeelType.ListOf(item) : null;
            case "range" when node.Arguments.Length == 1:
                return Type(node.Arguments[0]) is { } bound ? FeelType.RangeOf(bound) : null;
            case "context" when !node.MemberNames.IsEmpty:
                var members = new List<KeyValuePair<string, FeelType>>();
                for (var i = 0; i < node.MemberNames.Length; i++)
                {
                    if (Type(node.Arguments[i]) is not { } member)
                    {
                        return null;
                    }

                    members.Add(KeyValuePair.Create(node.MemberNames[i], member));
                }

                return FeelType.ContextOf(members);
            case "function" when !node.Arguments.IsEmpty:
                var types = node.Arguments.Select(Type).ToArray();
                return Array.Exists(types, type => type is null) ? null : FeelType.FunctionOf(types[..^1]!, types[^1]!);
            default:
                return FindType(node.Name);
        }
    }

    private Code Range(RangeNode node)
    {
        var (start, end) = (Compile(node.Start), Compile(node.End));
        var (s, e) = (start.Run, end.Run);
        var (startIncluded, endIncluded) = (node.StartIncluded, node.EndIncluded);
        var site = At(node);
        var code = new Code(
            frame =>
            {
                var (from, to) = (s(frame), e(frame));
                if (from.AsPayload?.Nesting > 0 || to.AsPayload?.Nesting > 0)
                {
                    return site.Fail(frame.Session, RulesCodes.InvalidRange, Arithmetic.Describe(from), Arithmetic.Describe(to));
                }

                if (!from.IsNull && !to.IsNull && (Comparison.Compare(from, to) is not { } order || order > 0))
                {
                    return site.Fail(frame.Session, RulesCodes.InvalidRange, Arithmetic.Describe(from), Arithmetic.Describe(to));
                }

                return Value.From(new RangeValue(from, startIncluded, to, endIncluded));
            },
            FeelType.RangeOf(start.Type));
        return Fold(code, start, end);
    }

    // "= [1, 2]" compares with a list; what is nested deeper than anybody writes would run over the stack.
    private const int MaxBoundNesting = 64;

    private Code UnaryRange(ComparisonNode node)
    {
        var site = At(node);
        var operand = Compile(node.Operand);
        var run = operand.Run;
        var operation = node.Operator;
        return Fold(
            new Code(
                frame =>
                {
                    var bound = run(frame);
                    if (bound.AsPayload?.Nesting > MaxBoundNesting)
                    {
                        return site.Fail(frame.Session, RulesCodes.InvalidRange, Arithmetic.Describe(bound), Arithmetic.Describe(bound));
                    }

                    return Value.From(operation switch
                    {
                        BinaryOperator.Less => RangeValue.Below(bound, false),
                        BinaryOperator.LessOrEqual => RangeValue.Below(bound, true),
                        BinaryOperator.Greater => RangeValue.Above(bound, false),
                        BinaryOperator.GreaterOrEqual => RangeValue.Above(bound, true),
                        BinaryOperator.Equal => RangeValue.Exactly(bound),
                        _ => RangeValue.Except(bound),
                    });
                },
                FeelType.RangeOf(operand.Type)),
            operand);
    }

    /// <summary>What the unary tests that were compiled last accept, where that is known; else <see langword="null"/>.</summary>
    public DecisionTables.CellPattern? LastPattern { get; private set; }

    private Code CompileUnaryTests(UnaryTestsNode node)
    {
        LastPattern = DecisionTables.CellPattern.Anything;
        if (node.Tests.IsEmpty)
        {
            return Code.Of(Value.True);
        }

        var accepted = System.Collections.Immutable.ImmutableArray.CreateBuilder<Value>();

        var input = Resolve(Input, node).Run;
        var tests = node.Tests.Select(test => Test(test, accepted)).ToArray();
        var negated = node.IsNegated;
        LastPattern = accepted.Count == tests.Length ? new DecisionTables.CellPattern(accepted.ToImmutable(), negated) : null;
        return new Code(
            frame =>
            {
                var value = input(frame);
                foreach (var test in tests)
                {
                    if (test(frame, value))
                    {
                        return !negated;
                    }
                }

                return negated;
            },
            FeelType.Boolean);
    }

    private Func<Frame, Value, bool> Test(Node node, System.Collections.Immutable.ImmutableArray<Value>.Builder accepted)
    {
        var code = Compile(node);
        var run = code.Run;
        if (Uses.Input(node))
        {
            return (frame, input) => run(frame) is var result && (result.IsBoolean ? result.IsTrue : !result.IsNull && Comparison.Matches(input, result) == true);
        }

        if (code.IsConstant)
        {
            var constant = code.Constant;
            accepted.Add(constant);
            return (_, input) => Comparison.Matches(input, constant) == true;
        }

        return (frame, input) =>
        {
            var result = run(frame);
            return result.IsBoolean && !input.IsBoolean ? result.IsTrue : Comparison.Matches(input, result) == true;
        };
    }

    // Works the value out now when all that it is made of is known, and nothing goes wrong.
    private static Code Fold(Code code, params ReadOnlySpan<Code> parts)
    {
        foreach (var part in parts)
        {
            if (!part.IsConstant)
            {
                return code;
            }
        }

        return Folding.TryRun(code.Run, out var constant) ? Code.Of(constant) : code;
    }
}
