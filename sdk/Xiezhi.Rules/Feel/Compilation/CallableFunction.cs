using System.Collections.Immutable;
using System.Globalization;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Evaluation;
using Xiezhi.Rules.Feel.Semantics;

namespace Xiezhi.Rules.Feel.Compilation;

/// <summary>A function that expressions can call.</summary>
internal abstract class CallableFunction(ImmutableArray<string> parameters) : FunctionValue(parameters)
{
    public abstract FeelType Type { get; }

    /// <summary>Calls with arguments by position.</summary>
    public abstract Value Call(EvaluationSession session, Site site, Value[] arguments);

    /// <summary>Calls with arguments by name.</summary>
    public virtual Value Call(EvaluationSession session, Site site, ImmutableArray<string> names, Value[] arguments)
    {
        var ordered = new Value[Parameters.Length];
        for (var i = 0; i < names.Length; i++)
        {
            var at = Parameters.IndexOf(names[i]);
            if (at < 0)
            {
                return site.Fail(session, RulesCodes.UnknownParameter, names[i], string.Join(", ", Parameters));
            }

            ordered[at] = arguments[i];
        }

        return names.Length == Parameters.Length
            ? Call(session, site, ordered)
            : site.Fail(session, RulesCodes.ArgumentCount, Parameters.Length.ToString(CultureInfo.InvariantCulture), names.Length.ToString(CultureInfo.InvariantCulture));
    }
}

/// <summary>A function whose parameters have types, and whose body is compiled.</summary>
internal sealed class LambdaFunction(
    ImmutableArray<string> parameters,
    ImmutableArray<FeelType> types,
    FeelType bodyType,
    int slotCount,
    Evaluator body,
    Frame? captured) : CallableFunction(parameters)
{
    public Frame? Captured => captured;

    public override FeelType Type => FeelType.FunctionOf(types, bodyType);

    public override Value Call(EvaluationSession session, Site site, Value[] arguments)
    {
        if (arguments.Length != types.Length)
        {
            return site.Fail(session, RulesCodes.ArgumentCount, types.Length.ToString(CultureInfo.InvariantCulture), arguments.Length.ToString(CultureInfo.InvariantCulture));
        }

        var slots = new Value[slotCount];
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!Coercion.TryConvert(types[i], arguments[i], session, out slots[i]))
            {
                return site.Fail(session, RulesCodes.WrongType, Parameters[i], types[i].Name, Arithmetic.Describe(arguments[i]));
            }
        }

        session.Step(site);
        session.Enter(site);
        var result = body(new Frame(slots, captured, session));
        session.Leave();
        return result;
    }
}
