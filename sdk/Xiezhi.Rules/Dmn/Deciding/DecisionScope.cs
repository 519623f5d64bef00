using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Evaluation;
using Xiezhi.Rules.Feel.Compilation;
using Xiezhi.Rules.Feel.Semantics;

namespace Xiezhi.Rules.Dmn.Deciding;

/// <summary>The inputs of one evaluation of a model, and the decisions that were made from them so far. A decision service gets its own.</summary>
internal sealed class DecisionScope(CompiledModel model, EvaluationSession session, bool keepsFrames = false)
{
    private readonly Value[] _inputs = new Value[model.Inputs.Length];
    private readonly Value[] _decisions = new Value[model.Decisions.Length];
    private readonly bool[] _decided = new bool[model.Decisions.Length];
    private readonly Frame?[] _frames = keepsFrames ? new Frame?[model.Decisions.Length] : [];

    /// <summary>Forgets inputs and decisions, but keeps what they were made with.</summary>
    public void Reset()
    {
        Array.Clear(_inputs);
        Array.Clear(_decisions);
        Array.Clear(_decided);
    }

    public void SetInput(int index, Value value)
    {
        var input = model.Inputs[index];
        if (Coercion.IsPlain(input.Type, value))
        {
            _inputs[index] = value;
        }
        else if (Coercion.TryConvert(input.Type, value, session, out var converted))
        {
            _inputs[index] = converted;
        }
        else
        {
            input.Site.Fail(session, RulesCodes.WrongType, input.Name, input.Type.Name, Arithmetic.Describe(value));
        }
    }

    /// <summary>Gives a decision's value from outside, so that it is not made.</summary>
    public void SetDecision(int index, Value value)
    {
        var decision = model.Decisions[index];
        _decided[index] = true;
        if (Coercion.TryConvert(decision.Type, value, session, out var converted))
        {
            _decisions[index] = converted;
        }
        else
        {
            decision.Site.Fail(session, RulesCodes.WrongType, decision.Name, decision.Type.Name, Arithmetic.Describe(value));
        }
    }

    public Value Input(int index) => _inputs[index];

    public Value Decide(int index)
    {
        if (_decided[index])
        {
            session.Recorder?.Reuse(this, index, _decisions[index]);
            return _decisions[index];
        }

        var decision = model.Decisions[index];
        session.Step(decision.Site);
        session.Enter(decision.Site);
        session.Recorder?.Begin(this, index);
        var frame = keepsFrames ? _frames[index] ??= new Frame(new Value[decision.SlotCount], null, session) : new Frame(new Value[decision.SlotCount], null, session);
        var slots = frame.Slots;
        foreach (var binding in decision.Bindings)
        {
            slots[binding.Slot] = binding.Kind switch
            {
                Compilation.RequirementKind.Input => Read(binding),
                Compilation.RequirementKind.Decision => Decide(binding.Index),
                _ => model.Knowledge[binding.Index],
            };
        }

        var value = session.Recorder is null ? decision.Run(frame) : decision.Explain(frame);
        if (!Coercion.TryConvert(decision.Type, value, session, out var converted))
        {
            decision.Site.Fail(session, RulesCodes.WrongType, decision.Name, decision.Type.Name, Arithmetic.Describe(value));
        }

        _decided[index] = true;
        _decisions[index] = converted;
        session.Recorder?.End(converted);
        session.Leave();
        return converted;
    }

    private Value Read(Binding binding)
    {
        session.Recorder?.Read(binding.Index, _inputs[binding.Index]);
        return _inputs[binding.Index];
    }
}
