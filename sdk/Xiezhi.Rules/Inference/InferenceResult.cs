using System.Collections.Immutable;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Rules.Inference;

/// <summary>What one call to a session led to.</summary>
/// <param name="Changes">Findings raised and withdrawn, in order of time; within a moment in the order in which the findings were first concluded.</param>
/// <param name="Diagnostics">What was wrong with facts or conditions, at most a hundred.</param>
/// <param name="IsComplete">Whether every conclusion was drawn; false when <see cref="InferenceOptions.FiringLimit"/> or <see cref="InferenceSession.CancellationToken"/> stopped it. The next call goes on.</param>
public sealed record InferenceResult(ImmutableArray<FindingChange> Changes, ImmutableArray<Diagnostic> Diagnostics, bool IsComplete)
{
    /// <summary>Nothing happened.</summary>
    internal static InferenceResult Nothing { get; } = new([], [], true);

    /// <summary>The findings that were raised.</summary>
    public IEnumerable<Finding> Raised => Changes.Where(change => change.Kind == FindingChangeKind.Raised).Select(change => change.Finding);

    /// <summary>The findings that were withdrawn.</summary>
    public IEnumerable<Finding> Withdrawn => Changes.Where(change => change.Kind == FindingChangeKind.Withdrawn).Select(change => change.Finding);
}
