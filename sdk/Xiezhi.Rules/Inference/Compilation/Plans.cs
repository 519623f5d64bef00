using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Feel;
using Xiezhi.Rules.Feel.Semantics;
using Xiezhi.Rules.Feel.Syntax;
using Xiezhi.Rules.Inference.Matching;

namespace Xiezhi.Rules.Inference.Compilation;

/// <summary>A rule, ready to run.</summary>
internal sealed record RulePlan(InferenceRule Rule, int Index, ImmutableArray<ConditionPlan> Conditions, int Type, ImmutableArray<(int Field, Computed Value)> Values)
{
    /// <summary>Findings of lower strata are complete before this rule fires.</summary>
    public int Stratum { get; init; }

    /// <summary>Whether its conclusions can lead back to it.</summary>
    public bool IsRecursive { get; init; }

    /// <summary>Whether a rule that concludes findings of the same type leads back to itself, so that such a finding may support itself.</summary>
    public bool IsTypeRecursive { get; init; }
}

/// <summary>A condition, ready to run.</summary>
internal abstract record ConditionPlan(Condition Condition);

/// <summary>A condition on facts of one type.</summary>
internal sealed record FactPlan(FactCondition Fact, int Type) : ConditionPlan(Fact)
{
    /// <summary>What is asked of the fact alone.</summary>
    public ImmutableArray<ITest> Own { get; init; } = [];

    /// <summary>What is asked of the fact together with what was matched before, besides the key.</summary>
    public ImmutableArray<ITest> Joint { get; init; } = [];

    /// <summary>The pairs that must be equal: an operand of what was matched before, and a field of the fact.</summary>
    public ImmutableArray<(Operand Left, int Field)> Key { get; init; } = [];

    /// <summary>How long a fact counts after its moment, for a window that ends now; else null.</summary>
    public Value Slides { get; init; }

    /// <summary>What an aggregate sums or collects.</summary>
    public Computed? Of { get; init; }
}

internal sealed record MomentPlan(MomentCondition Moment, Computed Value) : ConditionPlan(Moment);

internal sealed record TestPlan(TestCondition Test, ImmutableArray<ITest> Tests) : ConditionPlan(Test);

/// <summary>Something that holds or not.</summary>
internal interface ITest
{
    bool Holds(Match? match, WorkingFact? candidate, EvaluationContext context);
}

/// <summary>A comparison of two operands, as FEEL compares them.</summary>
internal sealed record ComparisonTest(BinaryOperator Operator, Operand Left, Operand Right, Location Location) : ITest
{
    public bool Holds(Match? match, WorkingFact? candidate, EvaluationContext context)
    {
        var (left, right) = (Left.Read(match, candidate), Right.Read(match, candidate));
        if (Operator is BinaryOperator.Equal or BinaryOperator.NotEqual)
        {
            return Comparison.Equal(left, right) is { } equal && equal == (Operator == BinaryOperator.Equal);
        }

        if (Comparison.Compare(left, right) is not { } order)
        {
            if (!left.IsNull && !right.IsNull)
            {
                context.Report(RulesCodes.OperandsNotSupported.At(Location, "comparison", left.ToString(), right.ToString()));
            }

            return false;
        }

        return Operator switch
        {
            BinaryOperator.Less => order < 0,
            BinaryOperator.LessOrEqual => order <= 0,
            BinaryOperator.Greater => order > 0,
            _ => order >= 0,
        };
    }
}

/// <summary>An expression that must be true.</summary>
internal sealed record ExpressionTest(Computed Expression) : ITest
{
    public bool Holds(Match? match, WorkingFact? candidate, EvaluationContext context) => Expression.Read(match, candidate, context).IsTrue;
}

/// <summary>A window that ends at a moment of what was matched before: the fact happened at most so long before, and not after.</summary>
internal sealed record WindowTest(int Field, Value Duration, Computed UpTo) : ITest
{
    public bool Holds(Match? match, WorkingFact? candidate, EvaluationContext context)
    {
        var at = candidate!.Row[Field];
        return context.Zone.TryInstant(at, out var begins)
            && context.Zone.TryInstantAfter(at, Duration, out var ends)
            && context.TryInstant(UpTo, match, out var moment)
            && begins <= moment && moment < ends;
    }
}

/// <summary>A value that an expression gives, read directly where the expression is only a field, a result or a constant.</summary>
internal sealed class Computed
{
    private readonly Operand? _operand;
    private readonly FeelExpression? _expression;
    private readonly ImmutableDictionary<string, Binding> _bindings;

    public Computed(Operand? operand, FeelExpression expression, ImmutableDictionary<string, Binding> bindings, Location location)
    {
        _operand = operand;
        _expression = expression;
        _bindings = bindings;
        Location = location;
    }

    public Location Location { get; }

    public FeelType Type => _operand?.Type ?? _expression!.Type;

    public Value Read(Match? match, WorkingFact? candidate, EvaluationContext context) =>
        _operand is { } operand ? operand.Read(match, candidate) : context.Evaluate(_expression!, _bindings, match, candidate);
}
