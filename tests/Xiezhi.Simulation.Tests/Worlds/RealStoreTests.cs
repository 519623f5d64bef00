using System.Collections.Concurrent;
using System.Globalization;

namespace Xiezhi.Simulation.Tests.Worlds;

/// <summary>The same worlds on the stores that cases are kept in: real commits, with the faults between the hosts and them.</summary>
public sealed class RealStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("xiezhi-worlds-").FullName;

    // What must have happened for these worlds to mean something.
    private static readonly string[] Happened =
    [
        "commit Conflict", "commit Duplicate", "write Failed", "write DoneUnknown", "write FailedUnknown", "read Failed", "crash amid write DoneUnknown", "crash amid write FailedUnknown",
        "lease expired", "timer Nudge", "timer Wait", "ladder raise", "breach", "effect repeated", "case ended",
    ];

    [Fact]
    public async Task Whatever_the_seed_no_law_is_broken_on_SQLite_and_all_happens_as_in_memory()
    {
        var empty = await RealStore.EmptyFileAsync(_folder);

        await LiveAsync(Setting("XIEZHI_WORLDS_SQLITE", 100), seed => Task.FromResult(RealStore.OnSqlite(empty, seed)), sameAsInMemory: true);
    }

    [Fact]
    public async Task Whatever_the_seed_no_law_is_broken_on_PostgreSQL() =>
        await LiveAsync(Setting("XIEZHI_WORLDS_POSTGRESQL", 30), _ => RealStore.OnPostgreSqlAsync(), sameAsInMemory: false);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task LiveAsync(int worlds, Func<int, Task<RealStore>> open, bool sameAsInMemory)
    {
        // XIEZHI_WORLD_SEED lives through one world alone.
        var one = Setting("XIEZHI_WORLD_SEED", 0);
        var seeds = one != 0 ? [one] : Enumerable.Range(1, worlds);
        var broken = new ConcurrentDictionary<int, string>();
        var tally = new Tally();
        // They wait for a disk, or a server, most of the time.
        await Parallel.ForEachAsync(seeds, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (seed, _) =>
        {
            await using var real = await open(seed);
            var (world, laws) = World.Live(seed, store: real.Store);
            tally.Add(world.Tally);
            if (laws.Count > 0)
            {
                broken[seed] = string.Join("; ", laws);
            }
            else if (sameAsInMemory && World.Live(seed).World.Trace != world.Trace)
            {
                broken[seed] = "it is another world than in memory";
            }
        });

        TestContext.Current.TestOutputHelper?.WriteLine(tally.ToString());
        Assert.True(broken.IsEmpty, string.Join('\n', broken.OrderBy(it => it.Key).Select(it => $"XIEZHI_WORLD_SEED={it.Key}: {it.Value}")));
        Assert.All(one != 0 ? [] : Happened, what => Assert.True(tally[what] > 0, what));
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : otherwise;
}
