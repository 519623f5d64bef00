namespace Xiezhi.Simulation.Tests.Faults;

/// <summary>What goes wrong between the engine and its store.</summary>
public enum Fault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Nothing can be written; reading goes on.</summary>
    DiskFull,

    /// <summary>It is committed, and the answer is lost.</summary>
    CommittedUnknown,

    /// <summary>It is not committed, and no answer comes.</summary>
    NotCommittedUnknown,

    /// <summary>It is committed, and the driver's own exception comes instead of the port's.</summary>
    CommittedThrown,

    /// <summary>The connection is cut before any operation, reading or writing.</summary>
    ConnectionCut,

    /// <summary>The transaction is given up in favour of another.</summary>
    SerialisationFailure,

    /// <summary>All goes well, slowly.</summary>
    SlowDisk,

    /// <summary>All of them, in turn.</summary>
    Mixed,
}
