using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Dmn;
using Xiezhi.Rules.Dmn.Compilation;
using Xiezhi.Rules.Dmn.Deciding;
using Xiezhi.Rules.Evaluation;
using Xiezhi.Rules.Feel;
using Xiezhi.Rules.Feel.Semantics;

namespace Xiezhi.Rules.DecisionTables;

/// <summary>A decision table whose columns are inputs as they are given: it answers from its index, with results that were made once.</summary>
/// <remarks>
/// It answers only where it is certain to answer what evaluating the table would; else it says so by <see langword="null"/>, and the table is evaluated.
/// So whatever is out of the ordinary (a value of another type, a forbidden one, several hits where one may be, a computed cell) is reported in full.
/// Thread-safe: the results that it keeps are the same whichever thread makes them.
/// </remarks>
internal sealed class DirectTable
{
    private readonly CompiledTable _table;
    private readonly CompiledDecision _decision;
    private readonly FeelType _type;
    private readonly RuleIndex _index;
    private readonly DirectColumn[] _columns;
    private readonly DecisionResult?[] _results;
    private readonly int[]?[] _ranks;
    private readonly DecisionResult? _noMatch;
    private readonly bool[] _reads;
    private readonly long _steps;

    private DirectTable(CompiledTable table, FeelType type, CompiledDecision decision, DirectColumn[] columns, RuleIndex index, int inputCount)
    {
        _reads = new bool[inputCount];
        foreach (var column in columns)
        {
            _reads[column.Input] = true;
        }

        _table = table;
        _decision = decision;
        _type = type;
        _columns = columns;
        _index = index;
        _results = new DecisionResult?[table.RuleCount];
        _ranks = table.HitPolicy == HitPolicy.Priority ? new int[]?[table.RuleCount] : [];
        _noMatch = table.TryNoMatch(decision.SlotCount, out var value, out var found) ? Make(value, 0, found) : null;
        _steps = columns.Length + table.RuleCount + 2;
    }

    /// <summary>The columns, in order.</summary>
    public ReadOnlySpan<DirectColumn> Columns => _columns;

    /// <summary>The table of a decision, whose value is fitted to <paramref name="type"/> and then to the decision's own; or <see langword="null"/> where it can't be answered this way.</summary>
    public static DirectTable? Of(CompiledTable table, FeelType type, CompiledDecision decision, CompiledModel model)
    {
        // The other policies make a new list or sum of each set of hits.
        if (table.HitPolicy is not (HitPolicy.Unique or HitPolicy.First or HitPolicy.Any or HitPolicy.Priority) || table.Inputs.IsEmpty || table.RuleCount == 0)
        {
            return null;
        }

        // A table that is tried rule by rule also reports what goes wrong in rules that don't match.
        var index = table.Index;
        if (!table.IsIndexed && index.IsAnyUnsure)
        {
            return null;
        }

        var columns = new DirectColumn[table.Inputs.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            var input = table.Inputs[i];
            var binding = decision.Bindings.FirstOrDefault(binding => binding.Slot == input.Source, new Binding(-1, default, -1));
            if (input.Source < 0 || binding.Slot < 0 || binding.Kind != RequirementKind.Input
                || DirectColumn.Of(index.Columns[i], binding.Index, model.Inputs[binding.Index].Type, input) is not { } column)
            {
                return null;
            }

            columns[i] = column;
        }

        return new DirectTable(table, type, decision, columns, index, model.Inputs.Length);
    }

    /// <summary>Whether an input of the model is a column.</summary>
    public bool Reads(int input) => _reads[input];

    /// <summary>Whether evaluating the table would stay within the limits, and nothing but the answer is asked for.</summary>
    public bool Serves(EvaluationOptions options) => !options.Explain && options.Limits.Steps > _steps && options.Limits.Depth > 0;

    /// <summary>The answer, for the set of rules that each column found; <see langword="null"/> when the table must be evaluated.</summary>
    public DecisionResult? Answer(ReadOnlySpan<RuleSet?> found)
    {
        var rule = _index.Next(found, 0);
        if (rule < 0)
        {
            return _noMatch;
        }

        if (_index.IsUnsure(rule))
        {
            return null;
        }

        var result = _results[rule] ?? Make(rule);
        if (_table.HitPolicy == HitPolicy.First || result is null)
        {
            return result;
        }

        var other = _index.Next(found, rule + 1);
        return other < 0 && _table.HitPolicy != HitPolicy.Priority ? result : Choose(found, rule, result, other);
    }

    private DecisionResult? Choose(ReadOnlySpan<RuleSet?> found, int first, DecisionResult result, int other)
    {
        if (_table.HitPolicy == HitPolicy.Unique)
        {
            return null;
        }

        var best = first;
        for (; other >= 0; other = _index.Next(found, other + 1))
        {
            if (_index.IsUnsure(other) || (_results[other] ?? Make(other)) is not { } next)
            {
                return null;
            }

            if (_table.HitPolicy == HitPolicy.Any)
            {
                if (Comparison.Equal(next.Value, result.Value) != true)
                {
                    return null;
                }
            }
            else if (RanksOf(other) is not { } ranks || RanksOf(best) is not { } leading)
            {
                return null;
            }
            else if (ranks.AsSpan().SequenceCompareTo(leading) < 0)
            {
                best = other;
            }
        }

        return _table.HitPolicy == HitPolicy.Any || (RanksOf(best) is not null) ? _results[best] : null;
    }

    private int[]? RanksOf(int rule) => _ranks[rule] ??= _table.Ranks(_results[rule]!.Value);

    private DecisionResult? Make(int rule) =>
        _table.TryConstant(rule, _decision.SlotCount, out var value) && Make(value, rule + 1, []) is { } result ? _results[rule] = result : null;

    // A value that the decision's type would convert or test is left to the evaluation.
    private DecisionResult? Make(Value value, int rule, ImmutableArray<Diagnostic> found) =>
        Coercion.Belongs(_type, value) && Coercion.Belongs(_decision.Type, value) ? new DecisionResult(value, found, null) { Rule = rule } : null;
}
