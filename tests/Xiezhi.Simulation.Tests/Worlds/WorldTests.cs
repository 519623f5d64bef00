using System.Collections.Concurrent;
using System.Globalization;

namespace Xiezhi.Simulation.Tests.Worlds;

public sealed class WorldTests
{
    private const int Worlds = 2000;

    // How often what has to happen in that many worlds, at least: about half of how often it did. A simulation that does nothing breaks no law.
    private static readonly Dictionary<string, long> Floors = new()
    {
        ["command open"] = 5_000,
        ["command Handle"] = 8_000,
        ["command message"] = 3_000,
        ["command Dispatch"] = 3_200,
        ["command Visit"] = 6_500,
        ["command Write"] = 6_500,
        ["command Confirm"] = 7_000,
        ["sent again"] = 12_000,
        ["case ended"] = 3_800,
        ["return"] = 2_000,
        ["event"] = 220_000,
        ["timer Nudge"] = 1_700,
        ["timer Wait"] = 4_000,
        ["ladder remind"] = 1_900,
        ["ladder finding"] = 1_000,
        ["ladder raise"] = 800,
        ["breach"] = 1_000,
        ["effect"] = 5_500,
        ["effect repeated"] = 450,
        ["commit Committed"] = 34_000,
        ["commit Conflict"] = 4_200,
        ["commit Duplicate"] = 400,
        ["read Failed"] = 1_700,
        ["read DoneUnknown"] = 1_700,
        ["read FailedUnknown"] = 1_700,
        ["write Failed"] = 2_200,
        ["write DoneUnknown"] = 2_200,
        ["write FailedUnknown"] = 2_200,
        ["crash"] = 8_000,
        ["crash amid read"] = 2_500,
        ["crash amid write DoneUnknown"] = 1_500,
        ["crash amid write FailedUnknown"] = 1_500,
        ["lease expired"] = 4_200,
        ["clock set"] = 2_900,
        ["time not asked"] = 5_000,
    };

    [Fact]
    public void Whatever_the_seed_no_law_is_broken()
    {
        // XIEZHI_WORLD_SEED lives through one world alone; XIEZHI_WORLDS says how many, and XIEZHI_WORLDS_FROM with which they begin.
        if (Setting("XIEZHI_WORLD_SEED", 0) is var one and not 0)
        {
            var found = World.Live(one).Broken;
            Assert.True(found.Count == 0, string.Join('\n', found));
            return;
        }

        var (worlds, first) = (Setting("XIEZHI_WORLDS", Worlds), Setting("XIEZHI_WORLDS_FROM", 1));
        var broken = new ConcurrentDictionary<int, string>();
        var tally = new Tally();
        Parallel.For(first, first + worlds, (seed, loop) =>
        {
            var (world, laws) = World.Live(seed);
            tally.Count("world");
            tally.Add(world.Tally);
            if (laws.Count > 0)
            {
                broken[seed] = string.Join("; ", laws);
                if (broken.Count >= 10)
                {
                    loop.Stop();
                }
            }
        });

        TestContext.Current.TestOutputHelper?.WriteLine(tally.ToString());
        Assert.True(broken.IsEmpty, string.Join('\n', broken.OrderBy(it => it.Key).Select(it => $"XIEZHI_WORLD_SEED={it.Key}: {it.Value}")));
        Assert.Equal(worlds, tally["world"]);
        Assert.All(Floors, floor => Assert.True(tally[floor.Key] >= floor.Value * worlds / Worlds, $"{floor.Key}: only {tally[floor.Key]}"));
    }

    [Fact]
    public void The_same_seed_is_the_same_world()
    {
        var worlds = Enumerable.Range(1, 3).Select(_ => World.Live(42).World).ToList();

        Assert.All(worlds, world => Assert.Equal(worlds[0].Trace, world.Trace));
        Assert.All(worlds, world => Assert.Equal(worlds[0].History.Events.Select(recorded => recorded.Hash), world.History.Events.Select(recorded => recorded.Hash)));
        Assert.All(worlds, world => Assert.Equal(worlds[0].Tally.ToString(), world.Tally.ToString()));
        Assert.NotEqual(worlds[0].Trace, World.Live(43).World.Trace);
    }

    [Fact]
    public void A_world_without_faults_closes_cases()
    {
        var (world, broken) = World.Live(7, faults: false);

        Assert.Empty(broken);
        Assert.Equal(0, world.Tally["crash"]);
        Assert.True(world.Tally["case ended"] > 0 && world.Tally["event"] > 100, world.Tally.ToString());
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : otherwise;
}
