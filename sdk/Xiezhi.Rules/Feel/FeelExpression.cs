using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Evaluation;
using Xiezhi.Rules.Feel.Compilation;

namespace Xiezhi.Rules.Feel;

/// <summary>A compiled FEEL expression, or compiled unary tests.</summary>
/// <remarks>Immutable and thread-safe: compile once, evaluate from any thread.</remarks>
public sealed class FeelExpression
{
    private readonly Func<Frame, EvaluationSession, Value> _run;
    private readonly BodyLayout _layout;
    private readonly int _inputSlot;
    private readonly ImmutableArray<(string Name, int Slot, bool IsKnown)> _variables;

    internal FeelExpression(string text, bool isUnaryTests, RootScope root, Code code, int inputSlot)
    {
        Text = text;
        IsUnaryTests = isUnaryTests;
        Type = code.Type;
        var run = code.Run;
        _run = (frame, _) => run(frame);
        _layout = root.Body;
        _inputSlot = inputSlot;
        _variables = [.. root.Used.Select(used => (used.Key, used.Value, root.TryGetType(used.Key, out _)))];
    }

    /// <summary>The text that it was compiled from.</summary>
    public string Text { get; }

    /// <summary>Whether these are unary tests, which need an input.</summary>
    public bool IsUnaryTests { get; }

    /// <summary>The type of its value, as far as it is known before it is evaluated.</summary>
    public FeelType Type { get; }

    /// <summary>The names that it reads from its variables.</summary>
    public ImmutableArray<string> Names => [.. _variables.Select(variable => variable.Name)];

    /// <summary>Evaluates over the entries of <paramref name="variables"/>. Never throws: what goes wrong is null with a diagnostic.</summary>
    public EvaluationResult Evaluate(ValueContext variables, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(variables);
        return Evaluate(Value.Null, variables, null, options);
    }

    /// <summary>Evaluates over <paramref name="variables"/>. Never throws: what goes wrong is null with a diagnostic.</summary>
    public EvaluationResult Evaluate(IFeelVariables variables, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(variables);
        return Evaluate(Value.Null, null, variables, options);
    }

    /// <summary>Whether <paramref name="input"/> passes these unary tests: true, false, or null with a diagnostic.</summary>
    public EvaluationResult Test(Value input, ValueContext variables, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(variables);
        return Evaluate(input, variables, null, options);
    }

    private EvaluationResult Evaluate(Value input, ValueContext? context, IFeelVariables? variables, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var session = new EvaluationSession(options);
        var slots = _layout.SlotCount == 0 ? [] : new Value[_layout.SlotCount];
        foreach (var (name, slot, isKnown) in _variables)
        {
            var found = context is not null ? context.TryGet(name, out var value) : variables!.TryGet(name, out value);
            slots[slot] = found ? value : isKnown ? Value.Null : Missing.Mark;
        }

        if (_inputSlot >= 0)
        {
            slots[_inputSlot] = input;
        }

        var result = session.Run(_run, new Frame(slots, null, session));
        return new EvaluationResult(result, session.Diagnostics);
    }
}
