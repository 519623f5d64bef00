using System.Runtime.CompilerServices;
using Xiezhi.Governance.Log;

namespace Xiezhi.Insight.Histories;

/// <summary>Folds logs into <see cref="CaseRecord"/>s, one case at a time.</summary>
/// <remarks>Thread-safe. Holds no more than one case in memory.</remarks>
public static class CaseHistory
{
    /// <summary>The record of each case of a log.</summary>
    /// <param name="log">Events grouped by case, each case from its first event on, as a log reader gives them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidDataException">The log has a gap, is not grouped by case, or a case does not begin with its opening.</exception>
    public static async IAsyncEnumerable<CaseRecord> ReadAsync(
        IAsyncEnumerable<RecordedEvent> log, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(log);
        CaseFold? fold = null;
        await foreach (var recorded in log.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (fold is not null && fold.IsOf(recorded))
            {
                fold.Apply(recorded);
                continue;
            }

            if (fold is not null)
            {
                yield return fold.ToRecord();
            }

            fold = CaseFold.Begin(recorded);
        }

        if (fold is not null)
        {
            yield return fold.ToRecord();
        }
    }

    /// <summary>The record of one case.</summary>
    /// <param name="log">Its events, from the first on.</param>
    /// <exception cref="InvalidDataException">The log is empty, has a gap or does not begin with the opening.</exception>
    public static CaseRecord Fold(IEnumerable<RecordedEvent> log)
    {
        ArgumentNullException.ThrowIfNull(log);
        CaseFold? fold = null;
        foreach (var recorded in log)
        {
            if (fold is null)
            {
                fold = CaseFold.Begin(recorded);
            }
            else
            {
                fold.Apply(recorded);
            }
        }

        return fold?.ToRecord() ?? throw new InvalidDataException("The log has no events.");
    }
}
