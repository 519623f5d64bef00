using CsCheck;
using Xiezhi.Workflow.Analysis;

namespace Xiezhi.Workflow.Tests.Properties;

/// <summary>What the analysis says, held against runs.</summary>
public sealed class SoundnessLaws
{
    private static readonly Gen<(int Seed, int Size)> Graphs = Gen.Select(Gen.Int[0, 100_000_000], Gen.Int[1, 9]);

    private static readonly int Processes = int.Parse(Environment.GetEnvironmentVariable("XIEZHI_LAWS_PROCESSES") ?? "3000", System.Globalization.CultureInfo.InvariantCulture);

    private readonly int[] _verdicts = new int[3];

    [Fact]
    public void What_is_said_to_be_sound_no_run_refutes()
    {
        Graphs.Sample(
            one =>
            {
                var definition = RandomGraph.Make(one.Seed, one.Size, isFlat: false).Compile();
                var report = SoundnessAnalysis.Analyze(definition, 3_000);
                Interlocked.Increment(ref _verdicts[(int)report.Verdict]);
                if (report.Verdict == SoundnessVerdict.Sound)
                {
                    for (var run = 0; run < 10; run++)
                    {
                        var refutation = SoundnessRun.AtRandom(definition, one.Seed + run, 40).Refutation;
                        Assert.True(refutation is null, $"{refutation}: {RandomGraph.Make(one.Seed, one.Size, isFlat: false).Xml}");
                    }
                }
            },
            iter: Processes);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(" ", _verdicts));
        Assert.All(_verdicts, count => Assert.InRange(count, 50, int.MaxValue));
    }

    [Fact]
    public void A_run_that_follows_the_trace_of_a_deadlock_is_stuck()
    {
        var found = 0;
        Graphs.Sample(
            one =>
            {
                var definition = RandomGraph.Make(one.Seed, one.Size, isFlat: true).Compile();
                foreach (var problem in SoundnessAnalysis.Analyze(definition, 3_000).Problems.Where(problem => problem.Kind == SoundnessProblemKind.Deadlock))
                {
                    Interlocked.Increment(ref found);
                    Assert.True(SoundnessRun.Following(definition, problem.Trace).IsStuckAt(problem.Element), $"{problem.Element} after {string.Join(", ", problem.Trace.Select(step => step.Element))}: {RandomGraph.Make(one.Seed, one.Size, isFlat: true).Xml}");
                }
            },
            iter: Processes);
        Assert.InRange(found, 300, int.MaxValue);
    }

    [Fact]
    public void What_always_gets_stuck_never_ends()
    {
        var found = 0;
        Graphs.Sample(
            one =>
            {
                var definition = RandomGraph.Make(one.Seed, one.Size, isFlat: true).Compile();
                if (SoundnessAnalysis.Analyze(definition, 3_000).Problems.Any(problem => problem.IsInevitable))
                {
                    Interlocked.Increment(ref found);
                    Assert.False(SoundnessRun.AtRandom(definition, one.Seed, 60).State.HasEnded);
                }
            },
            iter: Processes);
        Assert.InRange(found, 50, int.MaxValue);
    }
}
