using Xiezhi.Foundation.Values;

namespace Xiezhi.Rules.Inference.Matching;

/// <summary>A fact or a finding as a session holds it.</summary>
internal class WorkingFact(int type, FactType shape, Value[] row, long number)
{
    private ValueContext? _context;

    /// <summary>The place of its type among those of the rule set.</summary>
    public int Type => type;

    public FactType Shape => shape;

    public Value[] Row => row;

    /// <summary>Facts that became known earlier have smaller numbers; an update keeps it.</summary>
    public long Number => number;

    /// <summary>The fact as it came from outside; <see langword="null"/> for a finding.</summary>
    public Fact? Given { get; init; }

    /// <summary>Its places in the memories of conditions.</summary>
    public FactEntry? Entries;

    /// <summary>The fact as a context, made when the first expression asks for it.</summary>
    public Value AsValue => _context ??= shape.ToContext(row);
}

/// <summary>A finding as a session holds it, whether it stands or not.</summary>
internal sealed class FindingState(int type, FactType shape, Value[] row, long number) : WorkingFact(type, shape, row, number)
{
    /// <summary>The first of the matches that support it.</summary>
    public ConclusionMatch? FirstSupport;

    /// <summary>Whether it takes part in matching.</summary>
    public bool Stands;

    /// <summary>Whether it waits to be looked at, because it lost a support.</summary>
    public bool IsDoubtful;

    /// <summary>Whether it changed since the last moment that was reported.</summary>
    public bool IsTouched;

    /// <summary>What was reported; <see langword="null"/> when it does not stand.</summary>
    public Finding? Announced;
}
