using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Claims;

namespace Xiezhi.Runtime.Cases;

/// <summary>What lists and pages ask.</summary>
/// <remarks>A port that a storage project fills. Implementations are safe to use from several threads at once.</remarks>
public interface ICaseQueries
{
    /// <summary>Cases, the latest opened first.</summary>
    Task<ImmutableArray<CaseSummary>> ListCasesAsync(CaseFilter filter, CancellationToken cancellationToken);

    /// <summary>How many cases there are by status.</summary>
    Task<ImmutableDictionary<CaseStatus, long>> CountCasesAsync(string tenant, CancellationToken cancellationToken);

    /// <summary>One case, or <see langword="null"/>.</summary>
    Task<CaseSummary?> FindCaseAsync(string tenant, CaseId id, CancellationToken cancellationToken);

    /// <summary>The case that a key opened, or <see langword="null"/>.</summary>
    Task<CaseSummary?> FindCaseByKeyAsync(string tenant, string key, CancellationToken cancellationToken);

    /// <summary>Open tasks, the longest waiting first.</summary>
    Task<ImmutableArray<OpenTask>> ListTasksAsync(TaskFilter filter, CancellationToken cancellationToken);
}

/// <summary>Which cases to list.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="Status">Only these, where given.</param>
/// <param name="Lead">Only those led by this party, where given.</param>
/// <param name="Skip">How many to pass over.</param>
/// <param name="Take">How many at most; 1 to 1000.</param>
public sealed record CaseFilter(string Tenant, CaseStatus? Status = null, string? Lead = null, int Skip = 0, int Take = 50);

/// <summary>Which tasks to list.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="Owner">Only those this party may do, where given.</param>
/// <param name="Case">Only those of this case, where given.</param>
/// <param name="Skip">How many to pass over.</param>
/// <param name="Take">How many at most; 1 to 1000.</param>
public sealed record TaskFilter(string Tenant, string? Owner = null, CaseId? Case = null, int Skip = 0, int Take = 50)
{
    /// <summary>Only those this one holds, in person or for their party as such, where given; a holder without a person only those their party holds as such.</summary>
    public TaskHolder? HeldBy { get; init; }
}
