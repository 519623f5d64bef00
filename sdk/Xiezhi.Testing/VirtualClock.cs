namespace Xiezhi.Testing;

/// <summary>A clock that stands still until it is moved, and then moves only forwards: what simulations and tests live on.</summary>
/// <remarks>
/// Thread-safe. Timers made by this clock fire while it is moved, each at its own time, in the order of their times, on the
/// thread that moves it. Its local zone is UTC.
/// </remarks>
public sealed class VirtualClock : TimeProvider
{
    private readonly Lock _turn = new();
    private readonly List<VirtualTimer> _timers = [];
    private DateTimeOffset _now;

    /// <summary>A clock that shows <paramref name="start"/>.</summary>
    /// <param name="start">Any offset; it is kept in UTC.</param>
    public VirtualClock(DateTimeOffset start) => _now = start.ToUniversalTime();

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The time it shows, in UTC.</summary>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_turn)
        {
            return _now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <summary>Moves the clock on.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is negative: this clock never goes backwards.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        AdvanceTo(GetUtcNow() + by);
    }

    /// <summary>Moves the clock on to <paramref name="instant"/>; an instant that it has passed already changes nothing.</summary>
    public void AdvanceTo(DateTimeOffset instant)
    {
        var target = instant.ToUniversalTime();
        while (NextStop(target) is { } timer)
        {
            timer.Fire();
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves to the next timer due at or before <paramref name="target"/> and takes it, or to the target itself where there is none.</summary>
    private VirtualTimer? NextStop(DateTimeOffset target)
    {
        lock (_turn)
        {
            var next = _timers.Where(timer => timer.Due <= target).MinBy(timer => timer.Due);
            var stop = next?.Due ?? target;
            _now = stop > _now ? stop : _now;
            next?.Reschedule();
            return next;
        }
    }

    private sealed class VirtualTimer(VirtualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;
        private bool _disposed;

        public DateTimeOffset? Due { get; private set; }

        public void Fire() => callback(state);

        public void Reschedule() => Due = _period > TimeSpan.Zero ? Due + _period : null;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._turn)
            {
                if (_disposed)
                {
                    return false;
                }

                _period = period;
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock._now + dueTime;
                clock._timers.Remove(this);
                clock._timers.Add(this);
            }

            // What is due at once does not wait for the clock to be moved, as with any other clock.
            if (dueTime == TimeSpan.Zero)
            {
                clock.AdvanceTo(clock.GetUtcNow());
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock._turn)
            {
                _disposed = true;
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
