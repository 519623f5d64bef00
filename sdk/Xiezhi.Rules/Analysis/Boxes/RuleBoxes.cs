using Xiezhi.Rules.Analysis.Axes;

namespace Xiezhi.Rules.Analysis.Boxes;

/// <summary>A stretch of an axis on which a cell holds, or may hold.</summary>
internal readonly record struct Piece(int First, int Last, bool IsMust);

/// <summary>What a rule accepts on one axis.</summary>
internal sealed class Side
{
    public Side(Accepted accepted, Axis axis)
    {
        Accepted = accepted;
        IsOpen = accepted.Must.Contains(axis.Asked);
        Pieces = [.. accepted.Must.Runs().Select(run => new Piece(run.First, run.Last, true))
            .Concat(accepted.IsExact ? [] : accepted.May.Except(accepted.Must).Runs().Select(run => new Piece(run.First, run.Last, false)))
            .OrderBy(piece => piece.First)];
        MayRuns = accepted.IsExact ? [.. Pieces.Select(piece => new Run(piece.First, piece.Last))] : [.. accepted.May.Runs()];
    }

    public Accepted Accepted { get; }

    /// <summary>The stretches on which it holds or may hold, in order.</summary>
    public Piece[] Pieces { get; }

    /// <summary>The same without the difference.</summary>
    public Run[] MayRuns { get; }

    /// <summary>Whether it surely holds wherever a gap would be one.</summary>
    public bool IsOpen { get; }
}

/// <summary>The rules as boxes over the axes: a side for each axis.</summary>
/// <param name="axes">The axes.</param>
/// <param name="sides">For each rule a side for each axis; equal sides are the same object.</param>
internal sealed class RuleBoxes(Axis[] axes, Side[][] sides)
{
    public int Count => sides.Length;

    public Axis[] Axes => axes;

    public Side this[int rule, int axis] => sides[rule][axis];

    /// <summary>Whether all cells of the rule are known.</summary>
    public bool IsExact(int rule) => Array.TrueForAll(sides[rule], side => side.Accepted.IsExact);

    /// <summary>Whether the rule surely holds wherever another may.</summary>
    public bool Covers(int rule, int other)
    {
        for (var axis = 0; axis < axes.Length; axis++)
        {
            if (!ReferenceEquals(sides[rule][axis], sides[other][axis]) || !sides[rule][axis].Accepted.IsExact)
            {
                if (!sides[rule][axis].Accepted.Must.Contains(sides[other][axis].Accepted.May))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Where both rules may hold, and whether they surely do there.</summary>
    public Accepted[]? Meet(int rule, int other)
    {
        var meet = new Accepted[axes.Length];
        for (var axis = 0; axis < axes.Length; axis++)
        {
            var (a, b) = (sides[rule][axis].Accepted, sides[other][axis].Accepted);
            var may = a.May.And(b.May);
            if (may.IsEmpty)
            {
                return null;
            }

            meet[axis] = a.IsExact && b.IsExact ? new Accepted(may, may) : new Accepted(a.Must.And(b.Must), may);
        }

        return meet;
    }
}
