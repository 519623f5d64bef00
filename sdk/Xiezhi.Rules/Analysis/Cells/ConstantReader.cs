using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Evaluation;
using Xiezhi.Rules.Feel.Compilation;
using Xiezhi.Rules.Feel.Functions;
using Xiezhi.Rules.Feel.Semantics;
using Xiezhi.Rules.Feel.Syntax;

namespace Xiezhi.Rules.Analysis.Cells;

/// <summary>Works out the value of an expression that depends on nothing: literals, dates, arithmetic on them, calls of pure functions.</summary>
internal sealed class ConstantReader(IReadOnlySet<string> names)
{
    private const int MaxHeight = 64;

    private static readonly EvaluationOptions Options = new()
    {
        Now = DateTimeOffset.UnixEpoch,
        Limits = new EvaluationLimits { Steps = 100_000, ListItems = 10_000, StringLength = 100_000 },
    };

    private static readonly Site Nowhere = new(SourceText.Silent(""), 0);

    /// <summary>The value; <see langword="null"/> where it is not known before evaluation, or something goes wrong in evaluating it.</summary>
    public Value? Read(Node node)
    {
        if (node.Height > MaxHeight)
        {
            return null;
        }

        var session = new EvaluationSession(Options);
        var known = true;
        var value = session.Run((reader, self) => reader.Read(node, self, ref known), this);
        return known && session.DiagnosticCount == 0 && value.Kind != ValueKind.Function ? value : default(Value?);
    }

    /// <summary>Whether <paramref name="node"/> is a range between constants that are out of order, which evaluates to nothing.</summary>
    public bool IsEmptyRange(Node node) =>
        node is RangeNode range && Read(range.Start) is { IsNull: false } start && Read(range.End) is { IsNull: false } end && Comparison.Compare(start, end) is > 0;

    private Value Read(Node node, EvaluationSession session, ref bool known)
    {
        switch (node)
        {
            case LiteralNode literal:
                return literal.Value;
            case AtNode at when Temporal.TryParse(at.Text, out var moment):
                return moment;
            case NegateNode negate:
                return Arithmetic.Negate(Read(negate.Operand, session, ref known), session, Nowhere);
            case ListNode list:
                var items = ImmutableArray.CreateBuilder<Value>(list.Items.Length);
                foreach (var item in list.Items)
                {
                    items.Add(Read(item, session, ref known));
                }

                return new ValueList(items.MoveToImmutable());
            case RangeNode range:
                return Range(range, Read(range.Start, session, ref known), Read(range.End, session, ref known), session);
            case ComparisonNode comparison:
                return Range(comparison.Operator, Read(comparison.Operand, session, ref known));
            case BinaryNode binary when binary.Operator >= BinaryOperator.Add:
                return Compute(binary.Operator, Read(binary.Left, session, ref known), Read(binary.Right, session, ref known), session);
            case CallNode { Function: NameNode name } call when !names.Contains(name.Name) && Builtins.Find(name.Name) is { IsPure: true } function:
                return Call(function, call.Arguments, session, ref known);
            default:
                known = false;
                return Value.Null;
        }
    }

    private Value Call(BuiltinFunction function, ImmutableArray<Argument> given, EvaluationSession session, ref bool known)
    {
        var arguments = new Value[given.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = Read(given[i].Value, session, ref known);
        }

        if (!known)
        {
            return Value.Null;
        }

        return given.Any(argument => argument.Name is not null)
            ? function.Call(session, Nowhere, [.. given.Select(argument => argument.Name ?? "")], arguments)
            : function.Call(session, Nowhere, arguments);
    }

    private static Value Range(RangeNode node, Value start, Value end, EvaluationSession session) =>
        !start.IsNull && !end.IsNull && Comparison.Compare(start, end) is not <= 0
            ? Nowhere.Fail(session, RulesCodes.InvalidRange, "", "")
            : Value.From(new RangeValue(start, node.StartIncluded, end, node.EndIncluded));

    private static Value Range(BinaryOperator operation, Value bound) => Value.From(operation switch
    {
        BinaryOperator.Less => RangeValue.Below(bound, false),
        BinaryOperator.LessOrEqual => RangeValue.Below(bound, true),
        BinaryOperator.Greater => RangeValue.Above(bound, false),
        BinaryOperator.GreaterOrEqual => RangeValue.Above(bound, true),
        BinaryOperator.Equal => RangeValue.Exactly(bound),
        _ => RangeValue.Except(bound),
    });

    private static Value Compute(BinaryOperator operation, Value left, Value right, EvaluationSession session) => operation switch
    {
        BinaryOperator.Add => Arithmetic.Add(left, right, session, Nowhere),
        BinaryOperator.Subtract => Arithmetic.Subtract(left, right, session, Nowhere),
        BinaryOperator.Multiply => Arithmetic.Multiply(left, right, session, Nowhere),
        BinaryOperator.Divide => Arithmetic.Divide(left, right, session, Nowhere),
        _ => Arithmetic.Power(left, right, session, Nowhere),
    };
}
