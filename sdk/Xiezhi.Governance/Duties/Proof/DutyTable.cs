using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Dmn;
using Xiezhi.Rules.Evaluation;
using Xiezhi.Rules.Feel;

namespace Xiezhi.Governance.Duties.Proof;

/// <summary>A duty list that is one decision table, its columns parted: those that matter and territory decide, and the further ones.</summary>
internal sealed class DutyTable
{
    private readonly DecisionModel _model;
    private readonly DecisionTable _table;
    private readonly List<PairColumn> _pairColumns = [];
    private readonly ImmutableArray<int> _further;
    private readonly Dictionary<string, FeelExpression> _expressions = new(StringComparer.Ordinal);
    private readonly Dictionary<int, DutyAssignment> _constant = [];
    private readonly ImmutableArray<string> _decisions;
    private readonly ImmutableDictionary<string, FeelExpression> _allowed;

    private DutyTable(DecisionModel model, DecisionTable table, ImmutableArray<string> decisions, ImmutableArray<int> further, IEnumerable<PairColumn> pairColumns)
    {
        (_model, _table, _decisions, _further) = (model, table, decisions, further);
        _pairColumns.AddRange(pairColumns);
        FurtherColumns = [.. further.Select(i => Typed(model, table.Inputs[i]))];
        _allowed = model.Inputs
            .Where(input => DutyList.Known.Contains(input.Name) && input.Type.AllowedValues is not null)
            .Select(input => (input.Name, Tests: FeelCompiler.CompileUnaryTests(input.Type.AllowedValues!, FeelScope.Closed, Location.None, new DiagnosticBag())))
            .Where(input => input.Tests is not null)
            .ToImmutableDictionary(input => input.Name, input => input.Tests!, StringComparer.Ordinal);
    }

    public string Id => _table.Id;

    /// <summary>The policy under which what is left is analysed: a list of all results is as one where they must agree.</summary>
    public HitPolicy Policy => _table.HitPolicy switch
    {
        HitPolicy.Unique or HitPolicy.Any or HitPolicy.First => _table.HitPolicy,
        _ => HitPolicy.Any,
    };

    private bool IsCollected => _table.HitPolicy is HitPolicy.Collect or HitPolicy.RuleOrder or HitPolicy.OutputOrder;

    public ImmutableArray<InputColumn> FurtherColumns { get; }

    /// <summary>Parts the columns of a table; <see langword="null"/> where a cell mixes both, uses knowledge, or can't be read.</summary>
    public static DutyTable? Create(DecisionModel model, Decision decision)
    {
        // A table that collects sums, or ranks by what its results are worth, is not one whose rules can be looked at one by one.
        if (decision.Table is not { } table || table.Aggregation != Aggregation.None || table.HitPolicy == HitPolicy.Priority)
        {
            return null;
        }

        ImmutableArray<string> decisions =
            [.. decision.RequiredDecisions.Where(name => model.Prepare(name) is { } prepared && prepared.InputNames.All(input => DutyList.Known.Contains(input)))];
        var scope = FeelScope.Closed.With([.. decision.RequiredInputs, .. decision.RequiredDecisions]);
        bool IsOfPair(FeelExpression expression) => expression.Names.All(name => DutyList.Known.Contains(name) || decisions.Contains(name));

        var pairColumns = new List<PairColumn>();
        var further = ImmutableArray.CreateBuilder<int>();
        for (var i = 0; i < table.Inputs.Length; i++)
        {
            if (Compile(table.Inputs[i].Expression, scope) is not { } input)
            {
                return null;
            }

            if (!IsOfPair(input))
            {
                further.Add(i);
                continue;
            }

            var column = i;
            var cells = table.Rules.Select(rule => Tests(rule.Conditions[column], scope)).ToImmutableArray();
            var allowed = table.Inputs[i].AllowedValues is { } text ? Tests(text, scope) : null;
            if (cells.Any(cell => cell is null || !IsOfPair(cell)) || (table.Inputs[i].AllowedValues is not null && (allowed is null || !IsOfPair(allowed))))
            {
                return null;
            }

            pairColumns.Add(new PairColumn(input, [.. cells.Select(cell => cell!)], allowed));
        }

        var created = new DutyTable(model, table, decisions, further.ToImmutable(), pairColumns);
        foreach (var text in table.Rules.SelectMany(rule => rule.Results).Concat(table.Outputs.Select(output => output.Default ?? "null")))
        {
            if (Compile(text, scope) is not { } result || !IsOfPair(result))
            {
                return null;
            }

            created._expressions[text] = result;
        }

        return created;
    }

    /// <summary>What the columns about matter and territory see.</summary>
    public ValueContext Pair(ValueContext known, EvaluationOptions options)
    {
        // The engine takes a value that its input does not allow for null.
        foreach (var (name, tests) in _allowed)
        {
            if (!tests.Test(known[name], ValueContext.Empty, options).Value.IsTrue)
            {
                known = known.With(name, Value.Null);
            }
        }

        foreach (var decision in _decisions)
        {
            known = known.With(decision, _model.Decide(decision, known, options).Value);
        }

        return known;
    }

    /// <summary>The rules whose cells about matter and territory hold.</summary>
    public ImmutableArray<DecisionRule> Alive(ValueContext pair, EvaluationOptions options)
    {
        var held = new bool[_table.Rules.Length];
        Array.Fill(held, true);
        foreach (var column in _pairColumns)
        {
            var passed = column.Passed(pair, options);
            for (var i = 0; i < held.Length; i++)
            {
                held[i] &= passed[i];
            }
        }

        // Where results are collected, a rule that names nobody adds nothing.
        return [.. _table.Rules.Where((rule, i) => held[i] && !(IsCollected && Assignment(rule, pair, options).Leads.IsEmpty))];
    }

    public IEnumerable<string> FurtherCells(DecisionRule rule) => _further.Select(column => rule.Conditions[column]);

    /// <summary>What a rule says for a matter in a territory.</summary>
    public DutyAssignment Assignment(DecisionRule rule, ValueContext pair, EvaluationOptions options)
    {
        if (_constant.TryGetValue(rule.Number, out var known))
        {
            return known;
        }

        var assignment = Result(rule.Results, pair, options, [new MatchedRule(_table.Id, rule.Number)]);
        if (rule.Results.All(text => _expressions[text].Names.IsEmpty))
        {
            _constant[rule.Number] = assignment;
        }

        return assignment;
    }

    /// <summary>What the table says where no rule does.</summary>
    public DutyAssignment Default(ValueContext pair, EvaluationOptions options) =>
        Result([.. _table.Outputs.Select(output => output.Default ?? "null")], pair, options, []);

    /// <summary>What must be the same in two rules that hold at once: all under Any; the lead alone where the table collects.</summary>
    public string Comparable(DutyAssignment assignment) => _table.HitPolicy == HitPolicy.Any
        ? assignment.AsValue().ToString()
        : string.Join('\n', assignment.Leads);

    private DutyAssignment Result(ImmutableArray<string> texts, ValueContext pair, EvaluationOptions options, ImmutableArray<MatchedRule> rules)
    {
        var values = texts.Select(text => _expressions[text].Evaluate(pair, options).Value).ToList();

        // A table with one output gives its value itself, whatever the output is called.
        return DutyResult.Read(
            values.Count == 1 ? values[0] : ValueContext.From(_table.Outputs.Select((output, i) => KeyValuePair.Create(output.Name, values[i]))), rules);
    }

    // A column without a type has that of the input data it reads.
    private static InputColumn Typed(DecisionModel model, InputColumn column) =>
        column.Type.Kind == FeelTypeKind.Any && model.Inputs.FirstOrDefault(input => input.Name == column.Expression.Trim()) is { } input
            ? column with { Type = input.Type, AllowedValues = column.AllowedValues ?? input.Type.AllowedValues }
            : column;

    private static FeelExpression? Compile(string text, FeelScope scope) =>
        FeelCompiler.CompileExpression(text.Trim() is "" or "-" ? "null" : text, scope, Location.None, new DiagnosticBag());

    private static FeelExpression? Tests(string text, FeelScope scope) =>
        FeelCompiler.CompileUnaryTests(text.Trim().Length == 0 ? "-" : text, scope, Location.None, new DiagnosticBag());

    private sealed class PairColumn(FeelExpression input, ImmutableArray<FeelExpression> cells, FeelExpression? allowed)
    {
        private readonly bool _isOfInputAlone = cells.All(cell => cell.Names.IsEmpty) && allowed?.Names.IsEmpty != false;
        private readonly Dictionary<Value, bool[]> _known = [];

        /// <summary>Which cells hold.</summary>
        public bool[] Passed(ValueContext pair, EvaluationOptions options)
        {
            var value = input.Evaluate(pair, options).Value;
            if (_isOfInputAlone && _known.TryGetValue(value, out var known))
            {
                return known;
            }

            var isAllowed = allowed?.Test(value, pair, options).Value.IsFalse != true;
            var passed = cells.Select(cell => isAllowed && cell.Test(value, pair, options).Value.IsTrue).ToArray();
            if (_isOfInputAlone)
            {
                _known[value] = passed;
            }

            return passed;
        }
    }
}
