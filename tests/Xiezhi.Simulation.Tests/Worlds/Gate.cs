namespace Xiezhi.Simulation.Tests.Worlds;

/// <summary>What becomes of an operation on the store.</summary>
internal enum Fate
{
    /// <summary>It is done and answered.</summary>
    Done,

    /// <summary>It is not done, and the store says so.</summary>
    Failed,

    /// <summary>It is done, but the answer is lost.</summary>
    DoneUnknown,

    /// <summary>It is not done, and no answer comes either.</summary>
    FailedUnknown,
}

/// <summary>An operation on the store that waits until the simulation lets it through.</summary>
/// <param name="Host">Whose it is.</param>
/// <param name="Commits">Whether it changes the store.</param>
/// <param name="Open">Lets it through; whoever waits goes on at once, on this thread.</param>
/// <param name="Abandon">Does it, or not, for a host that is gone and waits for nothing.</param>
internal sealed record Gate(SimulatedHost Host, bool Commits, Action<Fate> Open, Action<Fate> Abandon);
