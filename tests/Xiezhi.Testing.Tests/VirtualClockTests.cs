namespace Xiezhi.Testing.Tests;

public class VirtualClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public void It_shows_utc_and_stands_still()
    {
        var clock = new VirtualClock(Start);

        Assert.Equal(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero), clock.GetUtcNow());
        Assert.Equal(TimeSpan.Zero, clock.GetUtcNow().Offset);
        Assert.Equal(clock.GetUtcNow(), clock.GetUtcNow());
    }

    [Fact]
    public void It_moves_on_and_never_back()
    {
        var clock = new VirtualClock(Start);

        clock.Advance(TimeSpan.FromHours(1));
        clock.AdvanceTo(Start);

        Assert.Equal(Start.AddHours(1), clock.GetUtcNow());
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.Advance(TimeSpan.FromTicks(-1)));
        Assert.Equal(TimeSpan.FromHours(1), clock.GetElapsedTime(Start.UtcTicks));
    }

    [Fact]
    public void Timers_fire_on_the_way_each_at_its_own_time()
    {
        var clock = new VirtualClock(Start);
        var fired = new List<(string Timer, double Minute)>();
        ITimer Timer(string name, int minutes, int every) => clock.CreateTimer(
            _ => fired.Add((name, (clock.GetUtcNow() - Start).TotalMinutes)), null, TimeSpan.FromMinutes(minutes), every == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromMinutes(every));
        using var often = Timer("often", 2, 2);
        using var once = Timer("once", 3, 0);
        Timer("stopped", 1, 1).Dispose();

        clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal([("often", 2.0), ("once", 3.0), ("often", 4.0)], fired);
        Assert.Equal(Start.AddMinutes(5), clock.GetUtcNow());
    }

    [Fact]
    public async Task A_delay_on_it_ends_when_the_clock_is_moved()
    {
        var clock = new VirtualClock(Start);
        var delay = Task.Delay(TimeSpan.FromDays(30), clock, TestContext.Current.CancellationToken);
        Assert.False(delay.IsCompleted);

        clock.Advance(TimeSpan.FromDays(30));

        await delay.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Moved_from_many_threads_it_never_shows_a_time_before_one_it_showed()
    {
        var clock = new VirtualClock(Start);

        Parallel.For(0, 8, i =>
        {
            var last = clock.GetUtcNow();
            for (var n = 0; n < 2_000; n++)
            {
                clock.AdvanceTo(Start.AddSeconds((n * 7 + i * 13) % 1_000));
                var now = clock.GetUtcNow();
                Assert.True(now >= last);
                last = now;
            }
        });

        Assert.Equal(Start.AddSeconds(999), clock.GetUtcNow());
    }
}
