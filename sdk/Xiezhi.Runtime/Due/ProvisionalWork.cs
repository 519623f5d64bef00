using Microsoft.Extensions.Logging;
using Xiezhi.Governance.Cases;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Packages;

namespace Xiezhi.Runtime.Due;

/// <summary>Works out provisional due times again, to be run after a version of a package with newly published years.</summary>
/// <remarks>
/// A case that is touched learns of published years by itself, at the latest when something falls due in it. This touches all open ones at once,
/// so that due times are right in lists, and one that moves earlier is acted on in time. Thread-safe; doing it twice does nothing more.
/// </remarks>
public sealed partial class ProvisionalWork
{
    private const int PageSize = 500;

    private readonly CaseEngine _engine;
    private readonly ICaseQueries _queries;
    private readonly PackageRegistry _packages;
    private readonly ILogger<ProvisionalWork> _log;

    internal ProvisionalWork(CaseEngine engine, ICaseQueries queries, PackageRegistry packages, ILogger<ProvisionalWork> log)
    {
        _engine = engine;
        _queries = queries;
        _packages = packages;
        _log = log;
    }

    /// <summary>Goes through the open cases of a tenant.</summary>
    /// <returns>How many cases have another due time, or the same without being provisional.</returns>
    public async Task<int> RunAsync(string tenant, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(tenant);
        return await RunAsync(tenant, CaseStatus.Open, cancellationToken).ConfigureAwait(false)
            + await RunAsync(tenant, CaseStatus.Merged, cancellationToken).ConfigureAwait(false);
    }

    private async Task<int> RunAsync(string tenant, CaseStatus status, CancellationToken cancellationToken)
    {
        var changed = 0;
        var learned = new Dictionary<string, bool>(StringComparer.Ordinal);
        for (var skip = 0; ; skip += PageSize)
        {
            var page = await _queries.ListCasesAsync(new CaseFilter(tenant, status, null, skip, PageSize), cancellationToken).ConfigureAwait(false);
            foreach (var summary in page)
            {
                if (!learned.TryGetValue(summary.PackageId, out var hasLearned))
                {
                    learned[summary.PackageId] = hasLearned = await HasLearnedAsync(tenant, summary.PackageId, cancellationToken).ConfigureAwait(false);
                }

                // Most versions learn nothing from later ones; their cases need not even be read.
                if (!hasLearned)
                {
                    continue;
                }

                changed += await RecomputeAsync(tenant, summary.Id, cancellationToken).ConfigureAwait(false) ? 1 : 0;
            }

            if (page.Length < PageSize)
            {
                return changed;
            }
        }
    }

    private async Task<bool> RecomputeAsync(string tenant, CaseId id, CancellationToken cancellationToken)
    {
        try
        {
            return (await _engine.RecomputeProvisionalAsync(tenant, id, cancellationToken).ConfigureAwait(false)).Status == CommandStatus.Done;
        }
#pragma warning disable CA1031 // One case that can't be worked on must not keep those behind it from what is known now.
        catch (Exception problem) when (problem is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogNotRecomputed(problem, id);
            return false;
        }
    }

    private async Task<bool> HasLearnedAsync(string tenant, string packageId, CancellationToken cancellationToken) =>
        !ReferenceEquals(
            await _packages.GetAsync(tenant, packageId, cancellationToken).ConfigureAwait(false),
            await _packages.ForCaseAsync(tenant, packageId, cancellationToken).ConfigureAwait(false));

    [LoggerMessage(Level = LogLevel.Error, Message = "The provisional due times of case {Case} could not be worked out again.")]
    private partial void LogNotRecomputed(Exception problem, CaseId @case);
}
