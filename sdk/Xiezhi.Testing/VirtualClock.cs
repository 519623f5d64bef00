namespace Xiezhi.Testing;

/// <summary>A clock that stands until it is moved: for tests, for trying a package out, for living through what was.</summary>
/// <remarks>Thread-safe. It never runs backwards. Timers of <see cref="TimeProvider.CreateTimer"/> follow the real time, not this clock.</remarks>
public sealed class VirtualClock : TimeProvider
{
    private long _ticks;

    /// <summary>A clock that stands at <paramref name="start"/>.</summary>
    public VirtualClock(DateTimeOffset start) => _ticks = start.UtcTicks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _ticks), TimeSpan.Zero);

    /// <summary>Moves the clock to <paramref name="moment"/>; where it stands later already, it stays.</summary>
    public void AdvanceTo(DateTimeOffset moment)
    {
        var target = moment.UtcTicks;
        for (var seen = Volatile.Read(ref _ticks); seen < target;)
        {
            var found = Interlocked.CompareExchange(ref _ticks, target, seen);
            if (found == seen)
            {
                return;
            }

            seen = found;
        }
    }

    /// <summary>Moves the clock on by <paramref name="time"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative.</exception>
    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        Interlocked.Add(ref _ticks, time.Ticks);
    }
}
