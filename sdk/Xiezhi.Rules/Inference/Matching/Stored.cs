namespace Xiezhi.Rules.Inference.Matching;

/// <summary>What a memory holds: linked into the chain of its hash, and into the queue of due moments when it waits for one.</summary>
internal abstract class Stored
{
    public int Hash;
    public Stored? Next;
    public Stored? Previous;

    /// <summary>Whether it was taken out for good; a queue that still holds it passes over it.</summary>
    public bool IsDead;

    /// <summary>Whether it waits for a due moment.</summary>
    public bool IsWaiting;

    /// <summary>The moment for which it waited has come.</summary>
    public virtual void Due()
    {
    }
}
