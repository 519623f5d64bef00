using Xiezhi.Workflow.Analysis;

namespace Xiezhi.Workflow.Tests.Properties;

/// <summary>What the analysis says, held against runs.</summary>
public sealed class SoundnessLaws
{
    private readonly int[] _verdicts = new int[3];

    [Fact]
    public void What_is_said_to_be_sound_no_run_refutes()
    {
        Laws.Hold(
            16,
            (seed, size) =>
            {
                var definition = RandomGraph.Make(seed, size, isFlat: false).Compile();
                var report = SoundnessAnalysis.Analyze(definition, 3_000);
                Interlocked.Increment(ref _verdicts[(int)report.Verdict]);
                if (report.Verdict == SoundnessVerdict.Sound)
                {
                    for (var run = 0; run < 10; run++)
                    {
                        Assert.Null(SoundnessRun.AtRandom(definition, seed + run, 40).Refutation);
                    }
                }
            },
            (seed, size) => RandomGraph.Make(seed, size, isFlat: false).Xml);
        Assert.All(_verdicts, Laws.HappenedOften);
    }

    [Fact]
    public void A_run_that_follows_the_trace_of_a_deadlock_is_stuck()
    {
        var found = 0;
        Laws.Hold(
            12,
            (seed, size) =>
            {
                var definition = RandomGraph.Make(seed, size, isFlat: true).Compile();
                foreach (var problem in SoundnessAnalysis.Analyze(definition, 3_000).Problems.Where(problem => problem.Kind == SoundnessProblemKind.Deadlock))
                {
                    Interlocked.Increment(ref found);
                    Assert.True(SoundnessRun.Following(definition, problem.Trace).IsStuckAt(problem.Element), problem.Element);
                }
            },
            (seed, size) => RandomGraph.Make(seed, size, isFlat: true).Xml);
        Laws.HappenedOften(found);
    }

    [Fact]
    public void What_always_gets_stuck_never_ends()
    {
        var found = 0;
        Laws.Hold(
            6,
            (seed, size) =>
            {
                var definition = RandomGraph.Make(seed, size, isFlat: true).Compile();
                if (SoundnessAnalysis.Analyze(definition, 3_000).Problems.Any(problem => problem.IsInevitable))
                {
                    Interlocked.Increment(ref found);
                    Assert.False(SoundnessRun.AtRandom(definition, seed, 60).State.HasEnded);
                }
            },
            (seed, size) => RandomGraph.Make(seed, size, isFlat: true).Xml);
        Laws.HappenedOften(found);
    }

    [Fact]
    public void A_process_of_blocks_that_fit_is_never_told_to_be_unsound()
    {
        var sound = 0;
        Laws.Hold(
            8,
            (seed, size) =>
            {
                var report = SoundnessAnalysis.Analyze(RandomProcess.Make(seed, size, withBoundary: true, withCompensation: true).Compile(), 10_000);
                Assert.NotEqual(SoundnessVerdict.Unsound, report.Verdict);
                if (report.Verdict == SoundnessVerdict.Sound)
                {
                    Interlocked.Increment(ref sound);
                }
            },
            (seed, size) => RandomProcess.Make(seed, size, withBoundary: true, withCompensation: true).Xml);
        Laws.HappenedOften(sound);
    }
}
