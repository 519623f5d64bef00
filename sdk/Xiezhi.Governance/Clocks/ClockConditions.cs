namespace Xiezhi.Governance.Clocks;

/// <summary>Where a clock stands among its moves.</summary>
internal enum ClockPhase
{
    /// <summary>It has not begun, or the last of its name has ended.</summary>
    Idle,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It rests.</summary>
    Paused,
}

/// <summary>What is done with a clock after a step.</summary>
internal enum ClockMove
{
    None,
    Start,
    Pause,
    Resume,
    Stop,
    Restart,
    Reset,
    Cancel,
}

/// <summary>Which conditions of a clock hold after a step, and what follows where several do.</summary>
/// <remarks>The order: cancel, stop, restart, reset, pause, resume, start. The first that has something to do is done.</remarks>
internal readonly record struct ClockConditions(bool Start, bool Pause, bool Resume, bool Stop, bool Restart, bool Reset, bool Cancel)
{
    public ClockMove From(ClockPhase phase) => phase switch
    {
        // What is already done, or does not count, is not promised.
        ClockPhase.Idle => Start && !Stop && !Cancel ? ClockMove.Start : ClockMove.None,
        _ when Cancel => ClockMove.Cancel,
        _ when Stop => ClockMove.Stop,
        _ when Restart => ClockMove.Restart,
        _ when Reset => ClockMove.Reset,
        ClockPhase.Running when Pause => ClockMove.Pause,
        ClockPhase.Paused when !Pause && Resume => ClockMove.Resume,
        _ => ClockMove.None,
    };
}
