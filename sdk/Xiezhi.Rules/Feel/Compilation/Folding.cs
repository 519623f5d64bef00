using Xiezhi.Foundation.Values;
using Xiezhi.Rules.Evaluation;

namespace Xiezhi.Rules.Feel.Compilation;

/// <summary>Works out at compile time what depends on nothing that is known only at evaluation.</summary>
internal static class Folding
{
    // The instant is never read: a function that reads it is not folded.
    public static EvaluationOptions Options { get; } = new()
    {
        Now = DateTimeOffset.UnixEpoch,
        Limits = new EvaluationLimits { Steps = 10_000, ListItems = 1_000, StringLength = 10_000 },
    };

    public static bool TryRun(Evaluator run, out Value value)
    {
        var session = new EvaluationSession(Options);
        value = session.Run((evaluator, self) => evaluator(new Frame([], null, self)), run);
        return session.DiagnosticCount == 0;
    }
}
