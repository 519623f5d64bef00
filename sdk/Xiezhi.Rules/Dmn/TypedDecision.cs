using Xiezhi.Foundation.Values;
using Xiezhi.Rules.DecisionTables;
using Xiezhi.Rules.Evaluation;

namespace Xiezhi.Rules.Dmn;

/// <summary>One decision made ready for records of one type: the fastest way to decide.</summary>
/// <remarks>
/// Thread-safe: prepare once, decide from any thread, as far as the functions of the mapping are. That each input takes what the mapping reads is seen when it is prepared.
/// Where <see cref="IsDirect"/> holds, a record leads straight to its rules, and the result was made once: nothing is evaluated and nothing is allocated.
/// What is out of the ordinary there (a forbidden value, several hits where one may be, a computed cell that matters) and every other decision is evaluated.
/// Either way the answer is that of <see cref="DecisionModel.Decide"/> for the same inputs.
/// </remarks>
/// <typeparam name="T">The records.</typeparam>
public sealed class TypedDecision<T>
{
    private readonly DecisionModel _model;
    private readonly string _decision;
    private readonly DirectTable? _direct;
    private readonly string[] _names;

    // What reads each input that the decision needs, and each column of a direct table; null where nothing does.
    private readonly InputReader<T>?[] _inputs;
    private readonly InputReader<T>?[] _columns;

    // What evaluates is kept for the next who needs it; who finds it taken makes another.
    private Evaluating? _spare;

    internal TypedDecision(DecisionModel model, string decision, string[] names, InputReader<T>?[] inputs, DirectTable? direct, InputReader<T>?[] columns)
    {
        _model = model;
        _decision = decision;
        _names = names;
        _inputs = inputs;
        _direct = direct;
        _columns = columns;
    }

    /// <summary>
    /// Whether the decision is a table that answers from its index: its columns are inputs as they are, their allowed values are values and ranges,
    /// and its hit policy is unique, first, any or priority.
    /// </summary>
    public bool IsDirect => _direct is not null;

    /// <summary>Decides. Never throws for what the inputs hold: what goes wrong is null with a diagnostic.</summary>
    /// <param name="record">What the inputs are read from.</param>
    /// <param name="options">The instant, the limits, and whether to explain.</param>
    /// <returns>The result; where nothing had to be evaluated the same object each time.</returns>
    public DecisionResult Decide(T record, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return _direct is { } direct && direct.Serves(options) && Look(direct, record) is { } known ? known : Evaluate(record, options);
    }

    private DecisionResult? Look(DirectTable direct, T record)
    {
        var sets = new SetBuffer();
        var columns = direct.Columns;
        var readers = _columns;
        var found = columns.Length <= SetBuffer.Length ? sets : (Span<RuleSet?>)new RuleSet?[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            RuleSet rules;
            var isFound = readers[i] is { } reader ? reader.TryFind(record, columns[i], out rules) : columns[i].TryFind((string?)null, out rules);
            if (!isFound)
            {
                return null;
            }

            found[i] = rules;
        }

        return direct.Answer(found[..columns.Length]);
    }

    private DecisionResult Evaluate(T record, EvaluationOptions options)
    {
        if (options.Explain)
        {
            var given = new ValueContext.Builder();
            for (var i = 0; i < _inputs.Length; i++)
            {
                given.Set(_names[i], _inputs[i]?.Read(record) ?? Value.Null);
            }

            return _model.Evaluate(_decision, given.Build(), options);
        }

        var evaluating = Interlocked.Exchange(ref _spare, null) ?? new Evaluating(_model.Prepare(_decision)!, new Value[_inputs.Length]);
        for (var i = 0; i < _inputs.Length; i++)
        {
            evaluating.Values[i] = _inputs[i]?.Read(record) ?? Value.Null;
        }

        var result = evaluating.Decision.Evaluate(evaluating.Values, options, out var rule);
        Volatile.Write(ref _spare, evaluating);
        return new DecisionResult(result.Value, result.Diagnostics, null) { Rule = rule };
    }

    private sealed record Evaluating(PreparedDecision Decision, Value[] Values);
}
