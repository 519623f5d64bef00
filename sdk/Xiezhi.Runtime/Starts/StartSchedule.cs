using System.Globalization;
using Xiezhi.Governance.Packages;
using Xiezhi.Workflow.Compilation;

namespace Xiezhi.Runtime.Starts;

/// <summary>Where one timed start of one version stands: the next occurrence that has not opened its case.</summary>
/// <remarks>Nothing of it is stored: which occurrences were opened is told by the cases that are there, whose keys name them. Not safe for use from several threads at once.</remarks>
internal sealed class StartSchedule(GovernancePackage package, TimedStart start, StartTerm term)
{
    // Occurrences that have passed are looked at in blocks, of which one query tells whether all of it was opened.
    private const int Block = 1_000;

    private StartTime? _next;
    private bool _isFound;

    public GovernancePackage Package => package;

    public string Element => start.Element;

    /// <summary>When the next case is to be opened; <see langword="null"/> where none is any more, and before <see cref="FindAsync"/>.</summary>
    public DateTimeOffset? Due => _next is { } next && (term.Until is null || next.Due < term.Until) ? next.Due : null;

    /// <summary>Whether more occurrences follow that the calendar can't tell.</summary>
    public bool IsUntold { get; private set; }

    /// <summary>The key of the case that the next occurrence opens.</summary>
    public string Key => KeyOf(_next!.Due);

    /// <summary>The variables that the case begins with.</summary>
    public DateTimeOffset Occurrence => PackageZone.ToLocal(package.Manifest.Zone, _next!.Due);

    /// <summary>Finds the first occurrence within the term that has not opened its case. As they are opened in order, those that were are the first.</summary>
    public async Task FindAsync(DateTimeOffset now, Func<string, Task<bool>> isOpened)
    {
        if (_isFound)
        {
            return;
        }

        _next = start.First(term.From, out _);
        while (_next is { } early && early.Due < term.From)
        {
            Advance();
        }

        var until = term.Until is { } end && end < now ? end : now;
        while (_next is { } first && first.Due <= until)
        {
            var block = new List<StartTime> { first };
            while (block.Count < Block && start.Next(block[^1]) is { } next && next.Due <= until)
            {
                block.Add(next);
            }

            if (await isOpened(KeyOf(block[^1].Due)).ConfigureAwait(false))
            {
                _next = block[^1];
                Advance();
                continue;
            }

            var (low, high) = (0, block.Count - 1);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = await isOpened(KeyOf(block[middle].Due)).ConfigureAwait(false) ? (middle + 1, high) : (low, middle);
            }

            _next = block[low];
            break;
        }

        _isFound = true;
    }

    /// <summary>Goes on to the occurrence after the next.</summary>
    public void Advance()
    {
        var before = _next!;
        _next = start.Next(before);
        IsUntold = _next is null && before.Remaining != 0;
    }

    private string KeyOf(DateTimeOffset occurrence) =>
        TimedStarts.KeyPrefix + start.Element + "@" + occurrence.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
