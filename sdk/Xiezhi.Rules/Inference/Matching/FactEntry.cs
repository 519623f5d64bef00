namespace Xiezhi.Rules.Inference.Matching;

/// <summary>A fact in the memory of one condition.</summary>
internal sealed class FactEntry(FactNode node, WorkingFact fact, FactEntry? nextOfFact) : Stored
{
    /// <summary>The first of the matches in which it stands for the condition.</summary>
    public Match? FirstMatch;

    /// <summary>Whether matching sees it: not before its moment, and not when its window is over.</summary>
    public bool IsVisible;

    public FactNode Node => node;

    public WorkingFact Fact => fact;

    public FactEntry? NextOfFact => nextOfFact;

    public override void Due() => node.EntryDue(this);
}
