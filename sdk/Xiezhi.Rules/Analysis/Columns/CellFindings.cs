using System.Collections.Immutable;

namespace Xiezhi.Rules.Analysis.Columns;

/// <summary>Collects what is wrong with single cells and columns, up to a limit for each kind.</summary>
internal sealed class CellFindings(int most)
{
    private readonly List<TypeMismatch> _mismatches = [];
    private readonly List<NotAnalysable> _notAnalysable = [];
    private readonly List<ImpossibleCell> _impossible = [];

    public bool IsCut { get; private set; }

    // What is said of rules is sorted by rule; what is said of columns has rule 0 and comes first.
    public ImmutableArray<TypeMismatch> Mismatches => [.. _mismatches.OrderBy(item => item.Rule)];

    public ImmutableArray<NotAnalysable> NotAnalysable => [.. _notAnalysable.OrderBy(item => item.Rule)];

    public ImmutableArray<ImpossibleCell> Impossible => [.. _impossible.OrderBy(item => item.Rule)];

    public void Add(TypeMismatch item) => Add(_mismatches, item);

    public void Add(NotAnalysable item) => Add(_notAnalysable, item);

    public void Add(ImpossibleCell item) => Add(_impossible, item);

    private void Add<T>(List<T> list, T item)
    {
        if (list.Count < most)
        {
            list.Add(item);
        }
        else
        {
            IsCut = true;
        }
    }
}
