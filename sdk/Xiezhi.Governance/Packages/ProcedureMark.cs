namespace Xiezhi.Governance.Packages;

/// <summary>What the completion of an element records on the case (<c>xiezhi:records</c>).</summary>
public enum ProcedureMark
{
    /// <summary>A return (退单).</summary>
    Return,

    /// <summary>A rework (重办).</summary>
    Rework,

    /// <summary>The reply to the one who raised the issue.</summary>
    Reply,
}
