namespace Xiezhi.Simulation.Tests.Worlds;

/// <summary>The clock of one host: wrong by up to a minute and set anew at times, while what it measures between two looks is right.</summary>
internal sealed class HostClock(World world, TimeSpan skew) : TimeProvider
{
    /// <summary>How wrong it is.</summary>
    public TimeSpan Skew { get; set; } = skew;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => world.Now + Skew;

    public override long GetTimestamp() => world.Now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(world, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }
}

/// <summary>A timer that goes off once when the world's time has come to it, on the world's thread.</summary>
internal sealed class SimulatedTimer(World world, Action callback) : ITimer
{
    /// <summary>When it goes off; <see langword="null"/> while it does not run.</summary>
    public DateTimeOffset? At { get; private set; }

    public void GoOff()
    {
        At = null;
        callback();
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        At = dueTime == Timeout.InfiniteTimeSpan ? null : world.Now + dueTime;
        world.Keep(this);
        return true;
    }

    public void Dispose() => world.Forget(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
