namespace Xiezhi.Rules.Analysis.Boxes;

/// <summary>How much one question may still cost.</summary>
internal sealed class Budget(long work, CancellationToken cancellation)
{
    private const long BetweenChecks = 1 << 16;

    private long _left = work;
    private long _untilCheck;

    /// <summary>Counts a piece of work; leaves the question by <see cref="AnalysisStopped"/> when there is none left.</summary>
    public void Spend(long cost)
    {
        _left -= cost;
        _untilCheck -= cost;
        if (_left < 0)
        {
            throw new AnalysisStopped(CutOffReason.Work);
        }

        if (_untilCheck <= 0)
        {
            _untilCheck = BetweenChecks;
            if (cancellation.IsCancellationRequested)
            {
                throw new AnalysisStopped(CutOffReason.Cancelled);
            }
        }
    }
}

/// <summary>Ends a question that costs too much. Caught where the question begins; never leaves this folder.</summary>
internal sealed class AnalysisStopped(CutOffReason reason) : Exception
{
    public CutOffReason Reason => reason;
}
