using System.Globalization;

namespace Xiezhi.Workflow.Tests.Properties;

/// <summary>
/// How many random processes a law is held against: <c>XIEZHI_LAWS_PROCESSES</c> in all (default 10,000), beginning at <c>XIEZHI_LAWS_SEED</c> (default: another each time).
/// </summary>
internal static class Laws
{
    private const int LargestSize = 14;

    private static readonly int Processes = Number("XIEZHI_LAWS_PROCESSES") ?? 10_000;

    private static readonly int First = Number("XIEZHI_LAWS_SEED") ?? Random.Shared.Next(1_000_000_000);

    /// <summary>Checks a law for processes of many seeds and sizes; where one breaks it, says the smallest of its seed that does, with its drawing.</summary>
    /// <param name="percent">Which part of all processes this law gets.</param>
    /// <param name="check">Throws where a process of this seed and size breaks the law.</param>
    /// <param name="draw">The process as BPMN.</param>
    internal static void Hold(int percent, Action<int, int> check, Func<int, int, string> draw)
    {
        var failed = new List<int>();
        Parallel.For(0, Math.Max(1, Processes / 100 * percent), (at, loop) =>
        {
            var seed = First + at;
            if (Breaks(check, seed, Size(seed)) is not null)
            {
                lock (failed)
                {
                    failed.Add(seed);
                }

                loop.Stop();
            }
        });
        if (failed.Count == 0)
        {
            return;
        }

        var broken = failed.Min();
        var size = Enumerable.Range(1, Size(broken)).First(size => Breaks(check, broken, size) is not null);
        Assert.Fail($"XIEZHI_LAWS_SEED={broken}, of size {size}: {Breaks(check, broken, size)}\n{draw(broken, size)}");
    }

    /// <summary>A law about something that never happened would say nothing.</summary>
    internal static void HappenedOften(int times)
    {
        if (Processes >= 10_000)
        {
            Assert.InRange(times, 20, int.MaxValue);
        }
    }

    private static int Size(int seed) => 1 + new Random(seed).Next(LargestSize);

    private static string? Breaks(Action<int, int> check, int seed, int size)
    {
        try
        {
            check(seed, size);
            return null;
        }
        catch (Exception broken)
        {
            return broken.ToString();
        }
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
