using System.Collections.Immutable;
using Xiezhi.Governance.Accountability;
using Xiezhi.Runtime.Commits;

namespace Xiezhi.Runtime.Cases;

/// <summary>What parties owe and have answered for, read from the log.</summary>
/// <remarks>Thread-safe. Reads the whole log of a tenant.</remarks>
public sealed class AccountabilityQueries
{
    private readonly ILogReader _log;

    internal AccountabilityQueries(ILogReader log) => _log = log;

    /// <summary>The accounts of all parties as they stood at a moment, by party.</summary>
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
}
