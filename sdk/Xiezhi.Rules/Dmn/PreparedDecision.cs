using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.DecisionTables;
using Xiezhi.Rules.Dmn.Deciding;
using Xiezhi.Rules.Evaluation;
using Xiezhi.Rules.Feel.Semantics;

namespace Xiezhi.Rules.Dmn;

/// <summary>One decision made ready to be made many times: its inputs go by place, and what it works with is kept between calls.</summary>
/// <remarks>Not safe for use from several threads at once; prepare one for each. Allocates nothing for a decision whose logic makes no new values.</remarks>
public sealed class PreparedDecision
{
    private readonly CompiledModel _model;
    private readonly int _decision;
    private readonly int[] _inputs;
    private readonly DirectTable? _direct;

    // For each input, in order, the columns of the direct table that it is; and the inputs that are in no column.
    private readonly int[] _places;
    private readonly int[] _others;
    private EvaluationSession? _session;
    private DecisionScope? _scope;

    internal PreparedDecision(CompiledModel model, int decision, ImmutableArray<string> names, int[] inputs)
    {
        _model = model;
        _decision = decision;
        _inputs = inputs;
        _direct = model.Decisions[decision].Direct;
        _places = _direct is { } direct ? [.. direct.Columns.ToArray().Select(column => Array.IndexOf(inputs, column.Input))] : [];
        _others = [.. Enumerable.Range(0, inputs.Length).Except(_places)];
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

        if (_direct is { } direct && direct.Serves(options) && Look(direct, inputs) is { } known)
        {
            return new EvaluationResult(known.Value, known.Diagnostics);
        }

        return Evaluate(inputs, options, out _);
    }

    /// <summary>Decides by evaluating, whatever is known before.</summary>
    internal EvaluationResult Evaluate(ReadOnlySpan<Value> inputs, EvaluationOptions options, out int rule)
    {
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
        rule = _model.Decisions[_decision].IsTable ? _session.Rule : 0;
        return new EvaluationResult(value, _session.Diagnostics);
    }

    private DecisionResult? Look(DirectTable direct, ReadOnlySpan<Value> inputs)
    {
        foreach (var other in _others)
        {
            if (!Coercion.IsPlain(_model.Inputs[_inputs[other]].Type, inputs[other]))
            {
                return null;
            }
        }

        var sets = new SetBuffer();
        var columns = direct.Columns;
        var found = columns.Length <= SetBuffer.Length ? sets : (Span<RuleSet?>)new RuleSet?[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            if (!columns[i].TryFind(inputs[_places[i]], out found[i]!))
            {
                return null;
            }
        }

        return direct.Answer(found[..columns.Length]);
    }
}
