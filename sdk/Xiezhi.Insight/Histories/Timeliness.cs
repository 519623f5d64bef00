namespace Xiezhi.Insight.Histories;

/// <summary>Whether what was promised on a case was done in time. Each case has exactly one.</summary>
public enum Timeliness
{
    /// <summary>Nothing is promised that counts: no clock started, or all were cancelled.</summary>
    NoClock,

    /// <summary>A clock runs or is paused, and none was breached.</summary>
    Running,

    /// <summary>All clocks that count were met; exactly at due is in time.</summary>
    OnTime,

    /// <summary>A clock was breached.</summary>
    Late,
}
