using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Dmn.Deciding;
using Xiezhi.Rules.Evaluation;

namespace Xiezhi.Rules.Dmn;

/// <summary>One decision made ready to be made many times: its inputs go by place, and what it works with is kept between calls.</summary>
/// <remarks>Not safe for use from several threads at once; prepare one for each. Allocates nothing for a decision whose logic makes no new values.</remarks>
public sealed class PreparedDecision
{
    private readonly CompiledModel _model;
    private readonly int _decision;
    private readonly int[] _inputs;
    private EvaluationSession? _session;
    private DecisionScope? _scope;

    internal PreparedDecision(CompiledModel model, int decision, ImmutableArray<string> names, int[] inputs)
    {
        _model = model;
        _decision = decision;
        _inputs = inputs;
        InputNames = names;
    }

    /// <summary>The names of the inputs, in the order in which they are given.</summary>
    public ImmutableArray<string> InputNames { get; }

    /// <summary>Decides. Never throws for what the inputs hold: what goes wrong is null with a diagnostic.</summary>
    /// <param name="inputs">One value for each of <see cref="InputNames"/>.</param>
    /// <param name="options">The instant and the limits; explanations are not made here.</param>
    /// <exception cref="ArgumentException">There are more or fewer inputs than names.</exception>
    public EvaluationResult Decide(ReadOnlySpan<Value> inputs, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (inputs.Length != _inputs.Length)
        {
            throw new ArgumentException($"There are {inputs.Length} values for {_inputs.Length} inputs.", nameof(inputs));
        }

        if (_session is null || !ReferenceEquals(_session.Options, options))
        {
            _session = new EvaluationSession(options);
            _scope = new DecisionScope(_model, _session, keepsFrames: true);
        }

        _session.Reset();
        _scope!.Reset();
        for (var i = 0; i < inputs.Length; i++)
        {
            _scope.SetInput(_inputs[i], inputs[i]);
        }

        var value = _session.Run(static (self, _) => self._scope!.Decide(self._decision), this);
        return new EvaluationResult(value, _session.Diagnostics);
    }
}
