using System.Collections.Immutable;
using Xiezhi.Rules.Analysis.Axes;
using Xiezhi.Rules.Analysis.Boxes;
using Xiezhi.Rules.Analysis.Columns;

namespace Xiezhi.Rules.Analysis;

/// <summary>Finds rules without effect: those that are never the answer, and those that could be taken away.</summary>
internal sealed class EffectSearch
{
    // With more rules than this it is not worth finding out which of them are needed.
    private const int MostNamed = 24;

    private readonly RuleBoxes _rules;
    private readonly List<int> _reachable;
    private readonly Results _results;
    private readonly Budget _budget;
    private readonly Overlaps _overlaps;
    private readonly Coverage _coverage;
    private readonly int[] _place;

    public EffectSearch(RuleBoxes rules, List<int> reachable, Results results, Budget budget)
    {
        (_rules, _reachable, _results, _budget) = (rules, reachable, results, budget);
        _overlaps = new Overlaps(rules, reachable, budget);
        _coverage = new Coverage(rules, budget);
        _place = results.Order();
    }

    /// <summary>The rules that others go before wherever they hold.</summary>
    public IEnumerable<MaskedRule> Masked(TableSpace space)
    {
        foreach (var rule in _reachable.Where(rule => _place[rule] >= 0))
        {
            var before = _overlaps.With(rule).Where(other => _place[other] >= 0 && _place[other] < _place[rule]).ToList();
            var sides = Sides(rule);
            if (_coverage.IsCovered(sides, before, onlySure: true))
            {
                yield return new MaskedRule(space.Number(rule), space.Numbers(Needed(rule, sides, before, onlySure: true)), space.Box(sides), Certainty.Certain);
            }
            else if (before.Exists(other => !_rules.IsExact(other)) && _coverage.IsCovered(sides, before, onlySure: false))
            {
                yield return new MaskedRule(space.Number(rule), space.Numbers(Needed(rule, sides, before, onlySure: false)), space.Box(sides), Certainty.Unknown);
            }
        }
    }

    /// <summary>The rules that can be taken away together.</summary>
    /// <param name="space">The table.</param>
    /// <param name="isAny">Whether any rule that holds may answer, or the first in order.</param>
    /// <param name="isMasked">Whether a rule is never the answer anyway.</param>
    public IEnumerable<RedundantRule> Redundant(TableSpace space, bool isAny, Func<int, bool> isMasked)
    {
        var left = _reachable.Where(rule => !isMasked(rule)).ToHashSet();

        // From the last to the first, so that of two equal rules the first stays.
        foreach (var rule in left.OrderByDescending(rule => isAny ? rule : _place[rule]).ToArray())
        {
            var others = _overlaps.With(rule).Where(other => other != rule && left.Contains(other)).ToList();
            var same = others.Where(other => _results.Agree(rule, other) == true && (isAny || _place[other] > _place[rule])).ToList();
            var sides = Sides(rule);
            if (same.Count > 0 && (isAny ? _coverage.IsCovered(sides, same, onlySure: true) : IsRepeated(rule, sides, others)))
            {
                left.Remove(rule);
                yield return new RedundantRule(space.Number(rule), space.Numbers(isAny ? Needed(rule, sides, same, onlySure: true) : Single(rule, same)), space.Box(sides));
            }
        }
    }

    // Wherever the rule is the first that holds, the next that holds has the same result.
    private bool IsRepeated(int rule, SegmentSet[] sides, List<int> others)
    {
        if (_place[rule] < 0 || others.Exists(other => _place[other] < 0))
        {
            return false;
        }

        var unlike = others.Where(other => _place[other] > _place[rule] && _results.Agree(rule, other) != true).OrderBy(other => _place[other]);
        foreach (var other in unlike)
        {
            _budget.Spend(others.Count);
            var meet = _rules.Meet(rule, other);
            if (meet is not null && !_coverage.IsCovered(Array.ConvertAll(meet, side => side.May), [.. others.Where(earlier => _place[earlier] < _place[other])], onlySure: true))
            {
                return false;
            }
        }

        return _coverage.IsCovered(sides, others, onlySure: true);
    }

    private SegmentSet[] Sides(int rule) => [.. Enumerable.Range(0, _rules.Axes.Length).Select(axis => _rules[rule, axis].Accepted.May)];

    // One rule where one is enough, else those that can't be spared.
    private List<int> Needed(int rule, SegmentSet[] sides, List<int> all, bool onlySure)
    {
        if (Single(rule, all) is [var single] && _rules.Covers(single, rule))
        {
            return [single];
        }

        var needed = new List<int>(all);
        for (var i = needed.Count - 1; i >= 0 && all.Count <= MostNamed; i--)
        {
            List<int> without = [.. needed[..i], .. needed[(i + 1)..]];
            if (_coverage.IsCovered(sides, without, onlySure))
            {
                needed = without;
            }
        }

        return needed;
    }

    private List<int> Single(int rule, List<int> all)
    {
        _budget.Spend(all.Count * (long)_rules.Axes.Length);
        var at = all.FindIndex(other => _rules.Covers(other, rule));
        return at < 0 ? all : [all[at]];
    }
}
