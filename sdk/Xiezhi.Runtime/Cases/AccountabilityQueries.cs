using System.Collections.Immutable;
using Xiezhi.Governance.Accountability;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Findings;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Packages;

namespace Xiezhi.Runtime.Cases;

/// <summary>Who answers for cases, and what parties owe and have answered for, read from the log.</summary>
/// <remarks>Thread-safe. Who asks is not asked: who may know it is for the caller to decide.</remarks>
public sealed class AccountabilityQueries
{
    private readonly ILogReader _log;
    private readonly ICaseStore _store;
    private readonly PackageRegistry _packages;

    internal AccountabilityQueries(ILogReader log, ICaseStore store, PackageRegistry packages)
    {
        _log = log;
        _store = store;
        _packages = packages;
    }

    /// <summary>The accounts of all parties as they stood at a moment, by party. Reads the whole log of the tenant.</summary>
    /// <param name="tenant">Whose log.</param>
    /// <param name="at">The moment.</param>
    /// <param name="backstop">Who answers for cases that nobody had received.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ImmutableSortedDictionary<string, PartyAccount>> AccountsAsync(
        string tenant, DateTimeOffset at, string backstop, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(tenant);
        ArgumentNullException.ThrowIfNull(backstop);
        var ledger = new AccountabilityLedger(at, backstop);
        await foreach (var recorded in _log.ReadAllAsync(tenant, cancellationToken).ConfigureAwait(false))
        {
            ledger.Add(recorded);
        }

        return ledger.Finish();
    }

    /// <summary>The accounts of all parties as they stood at a moment, by party; cases that nobody had received fall to whom their packages say.</summary>
    /// <inheritdoc cref="AccountsAsync(string, DateTimeOffset, string, CancellationToken)"/>
    public async Task<ImmutableSortedDictionary<string, PartyAccount>> AccountsAsync(string tenant, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(tenant);
        var backstops = new Dictionary<string, string>(StringComparer.Ordinal);
        var ledger = new AccountabilityLedger(at, opened => backstops[opened.PackageId]);
        await foreach (var recorded in _log.ReadAllAsync(tenant, cancellationToken).ConfigureAwait(false))
        {
            if (recorded.Event is CaseOpened opened && !backstops.ContainsKey(opened.PackageId))
            {
                backstops[opened.PackageId] = await BackstopAsync(tenant, opened.PackageId, cancellationToken).ConfigureAwait(false);
            }

            ledger.Add(recorded);
        }

        return ledger.Finish();
    }

    /// <summary>Who answers for a case at each moment of its life.</summary>
    /// <param name="state">The case.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ResponsibilityIntervals> ResponsibilityAsync(CaseState state, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Accountability.Responsibility
            ?? ResponsibilityIntervals.Of(
                await LogAsync(state, cancellationToken).ConfigureAwait(false),
                await BackstopAsync(state.Tenant, state.PackageId, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>What is held against parties in a case, in the order in which it was proposed; also where its package says nothing of what becomes of findings.</summary>
    /// <param name="state">The case.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ImmutableArray<FindingState>> FindingsAsync(CaseState state, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Findings == 0 || !state.Accountability.Findings.IsEmpty)
        {
            return state.Accountability.Findings;
        }

        var ledger = new AccountabilityLedger(state.LastAt, "");
        foreach (var recorded in await LogAsync(state, cancellationToken).ConfigureAwait(false))
        {
            ledger.Add(recorded);
        }

        return [.. ledger.Finish().Values.SelectMany(account => account.Findings).Select(entry => entry.Finding).OrderBy(finding => finding.Id)];
    }

    // As far as the case was known when it was asked for: what was recorded since is of another state.
    private async Task<IEnumerable<RecordedEvent>> LogAsync(CaseState state, CancellationToken cancellationToken) =>
        (await _store.ReadLogAsync(state.Tenant, state.Id, 0, cancellationToken).ConfigureAwait(false)).Where(recorded => recorded.Sequence <= state.Version);

    private async Task<string> BackstopAsync(string tenant, string packageId, CancellationToken cancellationToken) =>
        (await _packages.GetAsync(tenant, packageId, cancellationToken).ConfigureAwait(false))?.Backstop ?? "";
}
