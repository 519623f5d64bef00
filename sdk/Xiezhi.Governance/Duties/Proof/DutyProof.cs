using System.Collections.Immutable;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Packages;
using Xiezhi.Rules.Evaluation;

namespace Xiezhi.Governance.Duties.Proof;

/// <summary>Proves that each matter in each territory has exactly one lead, or shows where it has not (缺位).</summary>
internal sealed class DutyProof
{
    private readonly GovernancePackage _package;
    private readonly DutyList _list;
    private readonly DutyJudge _judge;
    private readonly DutyBoxes _boxes = new();
    private readonly HashSet<AllowedGap> _gapsSeen = [];
    private readonly SortedDictionary<DutyVerdict, int> _pairs = [];

    private DutyProof(GovernancePackage package, DutyList list, DateOnly on)
    {
        (_package, _list) = (package, list);
        _judge = new DutyJudge(package, list, on);
    }

    /// <summary>The proof; <see langword="null"/> where the package names no duty list.</summary>
    public static DutyReport? Of(GovernancePackage package, DateOnly on) =>
        package.Duties is { } list ? new DutyProof(package, list, on).Run(on) : null;

    /// <summary>The outcomes of the package's duty list.</summary>
    public static DutyMatrix Matrix(GovernancePackage package, DutyList list, DateOnly on, bool explain)
    {
        var model = package.Decisions.ModelOf(list.Decision)!;
        var options = new EvaluationOptions { Now = PackageZone.ToLocal(package.Manifest.Zone, PackageZone.ToInstant(package.Manifest.Zone, on.ToDateTime(TimeOnly.MinValue))) };
        return list.FurtherInputs.Length > 0 && model.FindDecision(list.Decision) is { } decision && DutyTable.Create(model, decision) is { } table
            ? new DutyTableMatrix(package, table, options)
            : DutyEvaluation.Create(package, model, list, options, explain);
    }

    private DutyReport Run(DateOnly on)
    {
        var matrix = Matrix(_package, _list, on, explain: false);
        var matters = _package.Matters.Matters.Where(matter => !matter.IsGroup).Select(matter => matter.Id).ToImmutableArray();
        var territories = _package.Organization.Territories.Select(territory => territory.Code).ToImmutableArray();
        foreach (var matter in matters)
        {
            foreach (var territory in territories)
            {
                var worst = DutyVerdict.Clear;
                foreach (var outcome in matrix.Of(matter, territory))
                {
                    var (verdict, subject) = _judge.Judge(outcome);
                    if (verdict == DutyVerdict.Missing && AllowedBy(matter, territory) is { } allowed)
                    {
                        _gapsSeen.Add(allowed);
                        (verdict, subject) = (DutyVerdict.AllowedGap, allowed.Reason);
                    }

                    worst = verdict > worst ? verdict : worst;
                    if (verdict != DutyVerdict.Clear)
                    {
                        _boxes.Add(verdict, subject, outcome, matter, territory);
                    }
                }

                _pairs[worst] = _pairs.GetValueOrDefault(worst) + 1;
            }
        }

        return new DutyReport
        {
            Decision = _list.Decision,
            Date = on,
            Method = matrix.Method,
            FurtherInputs = _list.FurtherInputs,
            Matters = matters.Length,
            Territories = territories.Length,
            Pairs = _pairs.ToImmutableSortedDictionary(),
            Boxes = _boxes.Build(),
            Obstacles = [.. matrix.Obstacles],
            ClosedGaps = [.. _list.Gaps.Where(gap => !_gapsSeen.Contains(gap))],
        };
    }

    private AllowedGap? AllowedBy(string matter, string territory)
    {
        foreach (var gap in _list.Gaps)
        {
            if ((gap.Matters.IsEmpty || _package.Matters.PathOf(matter).Any(above => gap.Matters.Contains(above.Id)))
                && (gap.Territories.IsEmpty || _package.Organization.PathOf(territory).Any(above => gap.Territories.Contains(above.Code))))
            {
                return gap;
            }
        }

        return null;
    }
}
