using System.Collections.Immutable;
using System.Globalization;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Dmn.Compilation;
using Xiezhi.Rules.Evaluation;
using Xiezhi.Rules.Feel;
using Xiezhi.Rules.Feel.Compilation;
using Xiezhi.Rules.Feel.Semantics;

namespace Xiezhi.Rules.Dmn.Deciding;

/// <summary>A decision service: decisions made from arguments alone, apart from those of the caller (DMN 1.5, 10.4.2).</summary>
/// <remarks>Its parameters are its input data and then its input decisions, each in the order of the file.</remarks>
internal sealed class ServiceFunction(
    string name,
    ImmutableArray<string> parameters,
    ImmutableArray<Requirement> requirements,
    ImmutableArray<int> outputs,
    FeelType returns) : CallableFunction(parameters)
{
    /// <summary>The model it belongs to; set once the model stands.</summary>
    public CompiledModel Model { get; set; } = null!;

    public override FeelType Type => FeelType.FunctionOf(requirements.Select(requirement => requirement.Type), returns);

    public override Value Call(EvaluationSession session, Site site, Value[] arguments)
    {
        if (arguments.Length != requirements.Length)
        {
            return site.Fail(session, RulesCodes.ArgumentCount, requirements.Length.ToString(CultureInfo.InvariantCulture), arguments.Length.ToString(CultureInfo.InvariantCulture));
        }

        for (var i = 0; i < arguments.Length; i++)
        {
            if (!Coercion.TryConvert(requirements[i].Type, arguments[i], session, out arguments[i]))
            {
                return site.Fail(session, RulesCodes.WrongType, Parameters[i], requirements[i].Type.Name, Arithmetic.Describe(arguments[i]));
            }
        }

        return Run(session, site, arguments);
    }

    /// <summary>Makes the output decisions from arguments that were fitted already.</summary>
    public Value Run(EvaluationSession session, Site site, Value[] arguments)
    {
        session.Recorder?.BeginInvocation(ExpressionKind.DecisionService, name, Parameters, arguments);
        var scope = new DecisionScope(Model, session);
        for (var i = 0; i < arguments.Length; i++)
        {
            if (requirements[i].Kind == RequirementKind.Input)
            {
                scope.SetInput(requirements[i].Index, arguments[i]);
            }
            else
            {
                scope.SetDecision(requirements[i].Index, arguments[i]);
            }
        }

        session.Enter(site);
        Value result;
        if (outputs.Length == 1)
        {
            result = scope.Decide(outputs[0]);
        }
        else
        {
            var context = new ValueContext.Builder();
            foreach (var output in outputs)
            {
                context.Set(Model.Decisions[output].Name, scope.Decide(output));
            }

            result = context.Build();
        }

        session.Leave();
        if (!Coercion.TryConvert(returns, result, session, out var converted))
        {
            site.Fail(session, RulesCodes.WrongType, name, returns.Name, Arithmetic.Describe(result));
        }

        session.Recorder?.End(converted);
        return converted;
    }

    public override string ToString() => name;
}
