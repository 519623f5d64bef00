using Xiezhi.Governance.Log;

namespace Xiezhi.Runtime.Commits;

/// <summary>Reads all logs of a tenant: what indicators, reports, exports and audits are made from.</summary>
/// <remarks>A port that a storage project fills. Implementations are safe to use from several threads at once.</remarks>
public interface ILogReader
{
    /// <summary>Every event of the tenant, case by case, each case from its first event on. What is committed while reading may or may not be seen.</summary>
    IAsyncEnumerable<RecordedEvent> ReadAllAsync(string tenant, CancellationToken cancellationToken);
}
