using System.Collections.Immutable;
using Xiezhi.Rules.Analysis.Axes;
using Xiezhi.Rules.Analysis.Boxes;
using Xiezhi.Rules.Analysis.Cells;
using Xiezhi.Rules.Analysis.Columns;
using Xiezhi.Rules.Dmn;

namespace Xiezhi.Rules.Analysis;

/// <summary>One analysis: asks the questions one after the other, each with its own budget.</summary>
internal sealed class TableAnalyser
{
    // Beyond this the searches, which go one level deeper for each axis, would need too much of the stack.
    private const int MostAxes = 200;

    private readonly DecisionTable _table;
    private readonly AnalysisOptions _options;
    private readonly CellFindings _cells;
    private readonly TableSpace _space;
    private readonly Results _results;
    private readonly List<CutOff> _cutOffs = [];
    private readonly List<int> _reachable = [];

    /// <param name="table">The table.</param>
    /// <param name="model">Its model, where it is known.</param>
    /// <param name="names">The names that its cells may use.</param>
    /// <param name="options">Domains and limits.</param>
    /// <param name="depth">Through how many tables before it the values of its columns are followed.</param>
    public TableAnalyser(DecisionTable table, DecisionModel? model, IEnumerable<string> names, AnalysisOptions options, int depth = DecidedValues.Depth)
    {
        _table = table;
        _options = options;
        _cells = new CellFindings(options.MaxFindings);
        var reader = new CellReader(names);
        _space = TableSpace.Of(table, model, reader, options, _cells, depth);
        _results = new Results(table, reader, _cells);
    }

    private RuleBoxes Rules => _space.Boxes;

    public TableFindings Run()
    {
        var unreachable = Unreachable();
        var gaps = Ask(Question.Gaps, _options.MaxGaps, Gaps);
        var conflicts = ImmutableArray<Conflict>.Empty;
        var masked = ImmutableArray<MaskedRule>.Empty;
        var redundant = ImmutableArray<RedundantRule>.Empty;
        if (_table.HitPolicy is HitPolicy.Unique or HitPolicy.Any)
        {
            conflicts = Ask(Question.Conflicts, _options.MaxFindings, Conflicts);
        }

        if (_table.HitPolicy is HitPolicy.First or HitPolicy.Priority)
        {
            masked = Ask(Question.MaskedRules, _options.MaxFindings, budget => new EffectSearch(Rules, _reachable, _results, budget).Masked(_space));
        }

        if (_table.HitPolicy is HitPolicy.First or HitPolicy.Priority or HitPolicy.Any)
        {
            var hidden = masked.Where(item => item.Certainty == Certainty.Certain).Select(item => item.Rule).ToHashSet();
            redundant = Ask(Question.RedundantRules, _options.MaxFindings, budget => new EffectSearch(Rules, _reachable, _results, budget)
                .Redundant(_space, _table.HitPolicy == HitPolicy.Any, rule => hidden.Contains(Number(rule))));
        }

        if (_cells.IsCut)
        {
            _cutOffs.Add(new CutOff(Question.Cells, CutOffReason.Findings));
        }

        return new TableFindings
        {
            Gaps = gaps,
            Conflicts = conflicts,
            MaskedRules = [.. masked.OrderBy(item => item.Rule)],
            RedundantRules = [.. redundant.OrderBy(item => item.Rule)],
            UnreachableRules = unreachable,
            ImpossibleCells = _cells.Impossible,
            TypeMismatches = _cells.Mismatches,
            NotAnalysable = _cells.NotAnalysable,
            CutOffs = [.. _cutOffs],
        };
    }

    private int Number(int rule) => _table.Rules[rule].Number;

    private ImmutableArray<T> Ask<T>(Question question, int most, Func<Budget, IEnumerable<T>> answer)
    {
        var found = ImmutableArray.CreateBuilder<T>();
        try
        {
            if (Rules.Axes.Length > MostAxes)
            {
                throw new AnalysisStopped(CutOffReason.Work);
            }

            foreach (var item in answer(new Budget(_options.MaxWork, _options.CancellationToken)))
            {
                if (found.Count == most)
                {
                    throw new AnalysisStopped(CutOffReason.Findings);
                }

                found.Add(item);
            }
        }
        catch (AnalysisStopped stopped)
        {
            _cutOffs.Add(new CutOff(question, stopped.Reason));
        }

        return found.ToImmutable();
    }

    private ImmutableArray<UnreachableRule> Unreachable()
    {
        var found = ImmutableArray.CreateBuilder<UnreachableRule>();
        for (var rule = 0; rule < Rules.Count; rule++)
        {
            var never = Enumerable.Range(0, Rules.Axes.Length).Where(axis => Rules[rule, axis].Accepted.May.IsEmpty).ToList();
            if (never.Count == 0)
            {
                _reachable.Add(rule);
            }
            else if (found.Count < _options.MaxFindings)
            {
                found.Add(new UnreachableRule(Number(rule), _space.Labels(never)));
            }
        }

        return found.ToImmutable();
    }

    private IEnumerable<Gap> Gaps(Budget budget)
    {
        var search = new GapSearch(Rules, budget);
        var reported = new List<SegmentSet[]>();
        foreach (var open in search.Find(_reachable))
        {
            if (!open.IsSure)
            {
                yield return new Gap(_space.Box(open.Sides), Certainty.Unknown);
                continue;
            }

            budget.Spend(reported.Count * (long)open.Sides.Length);
            if (reported.Exists(known => Contains(known, open.Sides)))
            {
                continue;
            }

            var wide = search.Widen(open).Sides;
            reported.Add(wide);
            yield return new Gap(_space.Box(wide), _space.CanOccur(wide) ? Certainty.Certain : Certainty.Unknown);
        }
    }

    private static bool Contains(SegmentSet[] outer, SegmentSet[] inner)
    {
        for (var axis = 0; axis < outer.Length; axis++)
        {
            if (!outer[axis].Contains(inner[axis]))
            {
                return false;
            }
        }

        return true;
    }

    private IEnumerable<Conflict> Conflicts(Budget budget)
    {
        var overlaps = new Overlaps(Rules, _reachable, budget);
        foreach (var rule in _reachable)
        {
            foreach (var other in overlaps.With(rule))
            {
                if (other <= rule)
                {
                    continue;
                }

                budget.Spend(Rules.Axes.Length);
                var agree = _results.Agree(rule, other);
                if (agree == true && _table.HitPolicy == HitPolicy.Any)
                {
                    continue;
                }

                if (Meet(rule, other) is not { } meet)
                {
                    continue;
                }

                var isSure = Array.TrueForAll(meet, side => !side.Must.IsEmpty);
                var sides = Array.ConvertAll(meet, side => isSure ? side.Must : side.May);
                var isCertain = isSure && _space.CanOccur(sides) && (agree is not null || _table.HitPolicy == HitPolicy.Unique);
                yield return new Conflict(Number(rule), Number(other), _space.Box(sides), agree != true, isCertain ? Certainty.Certain : Certainty.Unknown);
            }
        }
    }

    // Where two rules meet among the inputs that are asked about.
    private Accepted[]? Meet(int rule, int other)
    {
        if (Rules.Meet(rule, other) is not { } meet)
        {
            return null;
        }

        for (var axis = 0; axis < meet.Length; axis++)
        {
            var asked = Rules.Axes[axis].Asked;
            var may = meet[axis].May.And(asked);
            if (may.IsEmpty)
            {
                return null;
            }

            meet[axis] = new Accepted(meet[axis].Must.And(asked), may);
        }

        return meet;
    }
}
