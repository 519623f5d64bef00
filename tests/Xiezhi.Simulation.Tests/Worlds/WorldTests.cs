using System.Collections.Concurrent;
using System.Globalization;

namespace Xiezhi.Simulation.Tests.Worlds;

public sealed class WorldTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(Setting("XIEZHI_WORLD_SECONDS", 30));

    [Fact]
    public void Whatever_the_seed_no_law_is_broken()
    {
        // XIEZHI_WORLD_SEED lives through one world alone; XIEZHI_WORLDS says how many.
        if (Environment.GetEnvironmentVariable("XIEZHI_WORLD_SEED") is { } one)
        {
            var found = World.Live(int.Parse(one, CultureInfo.InvariantCulture)).Broken;
            Assert.True(found.Count == 0, string.Join('\n', found));
            return;
        }

        var began = TimeProvider.System.GetTimestamp();
        var broken = new ConcurrentDictionary<int, string>();
        var (worlds, injected, commands, events) = (0, 0L, 0L, 0L);
        Parallel.For(1, Setting("XIEZHI_WORLDS", 3000) + 1, (seed, loop) =>
        {
            if (TimeProvider.System.GetElapsedTime(began) > Longest || !broken.IsEmpty)
            {
                loop.Stop();
                return;
            }

            var (world, laws) = World.Live(seed);
            if (laws.Count > 0)
            {
                broken[seed] = string.Join("; ", laws);
            }

            Interlocked.Increment(ref worlds);
            Interlocked.Add(ref injected, world.Injected);
            Interlocked.Add(ref commands, world.Commands);
            Interlocked.Add(ref events, world.Events);
        });

        TestContext.Current.TestOutputHelper?.WriteLine($"{worlds} worlds, {commands} commands, {events} events, {injected} crashes and failures");
        Assert.True(broken.IsEmpty, string.Join('\n', broken.OrderBy(it => it.Key).Select(it => $"XIEZHI_WORLD_SEED={it.Key}: {it.Value}")));
        Assert.True(worlds >= 50, $"Only {worlds} worlds in {Longest}.");
    }

    [Fact]
    public void The_same_seed_is_the_same_world()
    {
        var traces = Enumerable.Range(1, 3).Select(_ => World.Live(42).World.Trace).ToList();

        Assert.Equal(traces[0], traces[1]);
        Assert.Equal(traces[0], traces[2]);
        Assert.NotEqual(traces[0], World.Live(43).World.Trace);
    }

    [Fact]
    public void A_world_without_faults_closes_cases()
    {
        var (world, broken) = World.Live(7, faults: false);

        Assert.Empty(broken);
        Assert.Equal(0, world.Injected);
        Assert.True(world.Commands > 20 && world.Events > 100);
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : otherwise;
}
