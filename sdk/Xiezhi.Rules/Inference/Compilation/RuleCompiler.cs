using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Feel;
using Xiezhi.Rules.Feel.Functions;
using Xiezhi.Rules.Feel.Semantics;
using Xiezhi.Rules.Feel.Syntax;

namespace Xiezhi.Rules.Inference.Compilation;

/// <summary>Plans one rule.</summary>
internal sealed class RuleCompiler(ImmutableArray<FactType> types, int factTypes, InferenceRule rule, int index, DiagnosticBag diagnostics)
{
    // Matches are walked up level by level.
    private const int MaxConditions = 32;

    private static readonly string[] Reserved =
        ["and", "or", "not", "then", "else", "return", "satisfies", "in", "between", "instance", "if", "for", "some", "every", "function", "external", "true", "false", "null", "item", "partial"];

    private ImmutableDictionary<string, Binding> _bindings = ImmutableDictionary.Create<string, Binding>(StringComparer.Ordinal);

    public RulePlan? Compile()
    {
        if (rule.Conditions.IsDefaultOrEmpty || rule.Conditions.Length > MaxConditions)
        {
            diagnostics.Add(RulesCodes.ConditionCount, rule.Location, rule.Name, rule.Conditions.IsDefault ? "0" : Text(rule.Conditions.Length), Text(MaxConditions));
            return null;
        }

        var conditions = ImmutableArray.CreateBuilder<ConditionPlan>();
        foreach (var condition in rule.Conditions)
        {
            if (Plan(condition, conditions.Count + 1) is { } plan)
            {
                conditions.Add(plan);
            }
            else
            {
                // The names that it would have given are not known, so that going on would only find what follows from that.
                return null;
            }
        }

        return PlanConclusion() is { } conclusion ? new RulePlan(rule, index, conditions.ToImmutable(), conclusion.Type, conclusion.Values) : null;
    }

    private ConditionPlan? Plan(Condition condition, int level)
    {
        switch (condition)
        {
            case FactCondition fact:
                return PlanFact(fact, level);
            case MomentCondition moment:
                var value = Expressions().Value(moment.Moment, At(moment));
                return value is not null && IsMoment(value) ? new MomentPlan(moment, value) : null;
            default:
                var test = (TestCondition)condition;
                var tests = new List<ITest>();
                return Expressions().TryTests(test.Expression, At(test), tests) ? new TestPlan(test, [.. tests]) : null;
        }
    }

    private FactPlan? PlanFact(FactCondition fact, int level)
    {
        if (FindType(fact.Type, 0, At(fact)) is not { } type || !Declare(fact.Name, At(fact)))
        {
            return null;
        }

        var before = _bindings;
        _bindings = before.Add(fact.Name, new Binding(level, types[type], types[type].Context) { IsCandidate = true });
        var expressions = Expressions();
        var plan = PlanTests(fact, type, expressions);
        var aggregate = fact as AggregateCondition;
        var of = aggregate?.Of is { } text ? expressions.Value(text, At(fact)) : null;
        var valid = plan is not null && (aggregate?.Of is null || of is not null);
        if (aggregate is { Function: AggregateFunction.Sum } && (of is null || of.Type.Kind is not (FeelTypeKind.Number or FeelTypeKind.Any)))
        {
            if (valid)
            {
                diagnostics.Add(RulesCodes.NotSummable, At(fact), of?.Type.Name ?? types[type].Name);
            }

            valid = false;
        }

        plan = plan is null ? null : plan with { Of = of, Slides = Slides(fact, type, ref valid) };
        _bindings = before;
        plan = plan is null ? null : PlanAnchor(fact, plan, ref valid);
        if (!valid)
        {
            return null;
        }

        switch (fact)
        {
            case MatchCondition:
                _bindings = _bindings.Add(fact.Name, new Binding(level, types[type], types[type].Context));
                break;
            case AggregateCondition:
                if (!Declare(aggregate!.Result, At(fact)))
                {
                    return null;
                }

                var result = aggregate.Function == AggregateFunction.Collect ? FeelType.ListOf(of?.Type ?? types[type].Context) : FeelType.Number;
                _bindings = _bindings.Add(aggregate.Result, new Binding(level, null, result));
                break;
        }

        return plan;
    }

    private FactPlan? PlanTests(FactCondition fact, int type, ConditionExpressions expressions)
    {
        var own = ImmutableArray.CreateBuilder<ITest>();
        var joint = ImmutableArray.CreateBuilder<ITest>();
        var key = ImmutableArray.CreateBuilder<(Operand, int)>();
        var valid = true;
        foreach (var text in fact.Where)
        {
            var tests = new List<ITest>();
            valid &= expressions.TryTests(text, At(fact), tests);
            foreach (var test in tests)
            {
                if (expressions.IsOwn(test, text))
                {
                    own.Add(test);
                }
                else if (KeyOf(test) is { } pair)
                {
                    key.Add(pair);
                }
                else
                {
                    joint.Add(test);
                }
            }
        }

        return valid ? new FactPlan(fact, type) { Own = own.ToImmutable(), Joint = joint.ToImmutable(), Key = key.ToImmutable() } : null;
    }

    // Only where FEEL's equality is that of the values can a hash find what is equal.
    private static (Operand, int)? KeyOf(ITest test) => test switch
    {
        ComparisonTest { Operator: BinaryOperator.Equal } equal when !IsHashable(equal.Left.Type) || equal.Left.Type.Kind != equal.Right.Type.Kind => null,
        ComparisonTest { Operator: BinaryOperator.Equal, Left.Source: OperandSource.Candidate } equal when !equal.Right.IsOwn => (equal.Right, equal.Left.Field),
        ComparisonTest { Operator: BinaryOperator.Equal, Right.Source: OperandSource.Candidate } equal when !equal.Left.IsOwn => (equal.Left, equal.Right.Field),
        _ => null,
    };

    private static bool IsHashable(FeelType type) => type.Kind is FeelTypeKind.String or FeelTypeKind.Number or FeelTypeKind.Boolean or FeelTypeKind.Date
        or FeelTypeKind.DaysAndTimeDuration or FeelTypeKind.YearsAndMonthsDuration;

    private Value Slides(FactCondition fact, int type, ref bool valid)
    {
        if (fact.Window is not { } window)
        {
            return Value.Null;
        }

        if (types[type].MomentIndex < 0)
        {
            diagnostics.Add(RulesCodes.NoMoment, At(fact), types[type].Name);
            valid = false;
        }

        if (!Temporal.TryParseDuration(window.Duration, out var duration) || duration.AsDaysAndTimeDuration is { Nanoseconds: var length } && length <= 0 || duration.AsYearsAndMonthsDuration is { Months: <= 0 })
        {
            diagnostics.Add(RulesCodes.NotADuration, At(fact), window.Duration);
            valid = false;
        }

        return window.UpTo is null ? duration : Value.Null;
    }

    private FactPlan PlanAnchor(FactCondition fact, FactPlan plan, ref bool valid)
    {
        if (!valid || fact.Window is not { UpTo: { } upTo } window)
        {
            return plan;
        }

        if (Expressions().Value(upTo, At(fact)) is not { } moment || !IsMoment(moment))
        {
            valid = false;
            return plan;
        }

        return Temporal.TryParseDuration(window.Duration, out var duration)
            ? plan with { Joint = plan.Joint.Add(new WindowTest(types[plan.Type].MomentIndex, duration, moment)) }
            : plan;
    }

    private (int Type, ImmutableArray<(int, Computed)> Values)? PlanConclusion()
    {
        var at = rule.Conclusion.Location == Location.None ? At(rule.Location) : rule.Conclusion.Location;
        if (FindType(rule.Conclusion.Type, factTypes, at) is not { } type)
        {
            return null;
        }

        var values = ImmutableArray.CreateBuilder<(int, Computed)>();
        var valid = true;
        foreach (var (name, text) in rule.Conclusion.Values)
        {
            var field = types[type].IndexOf(name);
            if (field < 0)
            {
                diagnostics.Add(RulesCodes.UnknownField, at, name, types[type].Name, Nearest.To(name, types[type].Fields.Select(known => known.Name)) ?? "–");
                valid = false;
            }
            else if (values.Any(value => value.Item1 == field))
            {
                diagnostics.Add(RulesCodes.DefinedTwice, at, name);
                valid = false;
            }
            else if (Expressions().Value(text, at) is not { } value)
            {
                valid = false;
            }
            else if (!FeelTypes.Conforms(value.Type, types[type].Fields[field].Type) && value.Type.Kind != FeelTypeKind.Any)
            {
                diagnostics.Add(RulesCodes.WrongFieldType, at, types[type].Name + "." + name, types[type].Fields[field].Type.Name, value.Type.Name);
                valid = false;
            }
            else
            {
                values.Add((field, value));
            }
        }

        return valid ? (type, values.ToImmutable()) : null;
    }

    private bool IsMoment(Computed value)
    {
        if (value.Type.Kind is FeelTypeKind.Date or FeelTypeKind.DateAndTime or FeelTypeKind.Any)
        {
            return true;
        }

        diagnostics.Add(RulesCodes.NotAMoment, value.Location, "the moment", value.Type.Name);
        return false;
    }

    private int? FindType(string name, int from, Location location)
    {
        for (var i = from; i < types.Length; i++)
        {
            if (types[i].Name == name)
            {
                return i;
            }
        }

        diagnostics.Add(RulesCodes.UnknownFactType, location, name, Nearest.To(name, types.Skip(from).Select(type => type.Name)) ?? "–");
        return null;
    }

    private bool Declare(string name, Location location)
    {
        if (_bindings.ContainsKey(name))
        {
            diagnostics.Add(RulesCodes.DefinedTwice, location, name);
            return false;
        }

        if (name.Length == 0 || !char.IsLetter(name[0]) || !name.All(character => char.IsLetterOrDigit(character) || character == '_')
            || Reserved.Contains(name) || Builtins.Find(name) is not null)
        {
            diagnostics.Add(RulesCodes.NotAName, location, name);
            return false;
        }

        return true;
    }

    private ConditionExpressions Expressions() => new(_bindings, diagnostics);

    private Location At(Condition condition) => At(condition.Location);

    private Location At(Location location) => location == Location.None ? Location.None.In($"rule \"{rule.Name}\"") : location;

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
