using System.Globalization;

namespace Xiezhi.Rules.Tests.Safety;

/// <summary>Tests that take all the processor has, or wait for one to end: they run one after the other and beside no other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    /// <summary>The name of the collection.</summary>
    public const string Name = "alone";
}

/// <summary>How long the fuzz tests run, and what they do with a case that does not end.</summary>
/// <remarks>
/// XIEZHI_FUZZ_SECONDS is the time of all of them together; a minute when it is not set. A failure prints its seed (CsCheck_Seed), with which the test runs
/// that case again. <c>XIEZHI_FUZZ_SECONDS=600 dotnet run --project tests/Xiezhi.Rules.Tests -c Release -- -class '*FuzzTests'</c> runs them for ten minutes.
/// </remarks>
internal static class Fuzzing
{
    private const int Tests = 6;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>The seconds of one test.</summary>
    public static int Seconds { get; } = Math.Max(
        1, (int.TryParse(Environment.GetEnvironmentVariable("XIEZHI_FUZZ_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var all) ? all : 60) / Tests);

    /// <summary>Runs one case; one that does not end fails, so that its seed is printed.</summary>
    public static void Ends(Action one)
    {
        var running = Task.Run(one, TestContext.Current.CancellationToken);
        if (!running.Wait(Longest, TestContext.Current.CancellationToken))
        {
            throw new TimeoutException($"A case did not end within {Longest}.");
        }
    }
}
