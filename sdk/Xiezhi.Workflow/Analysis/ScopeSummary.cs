using System.Collections.Immutable;

namespace Xiezhi.Workflow.Analysis;

/// <summary>What the scope around, and the report, need to know of a scope.</summary>
internal sealed class ScopeSummary
{
    /// <summary>Whether it may be done; certain only where <see cref="IsSureToComplete"/>.</summary>
    internal bool CanComplete { get; set; }

    /// <summary>Whether some run certainly does it.</summary>
    internal bool IsSureToComplete { get; set; }

    /// <summary>Whether some run certainly waits inside.</summary>
    internal bool IsSureToWait { get; set; }

    /// <summary>Whether all its states were looked at.</summary>
    internal bool IsExhaustive { get; set; } = true;

    /// <summary>Whether something ends it at once, or stops in it as an incident.</summary>
    internal bool HasOtherEnds { get; set; }

    /// <summary>The elements that a token may enter.</summary>
    internal HashSet<int> Entered { get; } = [];

    /// <summary>The elements that a token certainly can enter.</summary>
    internal HashSet<int> SurelyEntered { get; } = [];

    internal List<SoundnessProblem> Problems { get; } = [];

    internal List<SoundnessGap> Gaps { get; } = [];

    internal int States { get; set; }

    internal void Gap(SoundnessGapReason reason, string element)
    {
        var gap = new SoundnessGap(reason, element);
        if (!Gaps.Contains(gap))
        {
            Gaps.Add(gap);
        }
    }
}
