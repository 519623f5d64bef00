using System.Collections.Immutable;
using System.Globalization;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Evaluation;
using Xiezhi.Rules.Feel;
using Xiezhi.Rules.Feel.Compilation;
using Xiezhi.Rules.Feel.Semantics;

namespace Xiezhi.Rules.Dmn.Deciding;

/// <summary>A business knowledge model: logic with parameters that also sees other knowledge.</summary>
internal sealed class KnowledgeFunction(string name, ImmutableArray<string> parameters, ImmutableArray<FeelType> types, FeelType returns) : CallableFunction(parameters)
{
    public override FeelType Type => FeelType.FunctionOf(types, returns);

    public Evaluator Run { get; set; } = _ => Value.Null;

    public ImmutableArray<(int Slot, Value Knowledge)> Bindings { get; set; } = [];

    public int SlotCount { get; set; }

    public override Value Call(EvaluationSession session, Site site, Value[] arguments)
    {
        if (arguments.Length != types.Length)
        {
            return site.Fail(session, RulesCodes.ArgumentCount, types.Length.ToString(CultureInfo.InvariantCulture), arguments.Length.ToString(CultureInfo.InvariantCulture));
        }

        var slots = new Value[Math.Max(SlotCount, arguments.Length)];
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!Coercion.TryConvert(types[i], arguments[i], session, out slots[i]))
            {
                return site.Fail(session, RulesCodes.WrongType, Parameters[i], types[i].Name, Arithmetic.Describe(arguments[i]));
            }
        }

        foreach (var (slot, knowledge) in Bindings)
        {
            slots[slot] = knowledge;
        }

        session.Step(site);
        session.Enter(site);
        session.Recorder?.BeginInvocation(ExpressionKind.KnowledgeModel, name, Parameters, slots);
        var result = Run(new Frame(slots, null, session));
        if (!Coercion.TryConvert(returns, result, session, out var converted))
        {
            site.Fail(session, RulesCodes.WrongType, name, returns.Name, Arithmetic.Describe(result));
        }

        session.Recorder?.End(converted);
        session.Leave();
        return converted;
    }

    public override string ToString() => name;
}
