using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Runtime.Cases;

namespace Xiezhi.Testing.Stores;

/// <summary>What lists and pages ask, answered from memory.</summary>
internal sealed class MemoryCaseQueries(MemoryTables tables) : ICaseQueries
{
    public Task<ImmutableArray<CaseSummary>> ListCasesAsync(CaseFilter filter, CancellationToken cancellationToken) =>
        Read(all => Summaries(all, filter.Tenant)
            .Where(summary => filter.Status is null || summary.Status == filter.Status)
            .Where(summary => filter.Lead is null || summary.Lead == filter.Lead)
            .OrderByDescending(summary => summary.OpenedAt)
            .ThenBy(summary => summary.Id.ToString(), StringComparer.Ordinal)
            .Page(filter.Skip, filter.Take));

    public Task<ImmutableDictionary<CaseStatus, long>> CountCasesAsync(string tenant, CancellationToken cancellationToken) =>
        Read(all => Summaries(all, tenant).GroupBy(summary => summary.Status).ToImmutableDictionary(group => group.Key, group => group.LongCount()));

    public Task<CaseSummary?> FindCaseAsync(string tenant, CaseId id, CancellationToken cancellationToken) =>
        Read(all => all.Find(tenant, id)?.Summary);

    public Task<CaseSummary?> FindCaseByKeyAsync(string tenant, string key, CancellationToken cancellationToken) =>
        Read(all => Summaries(all, tenant).Where(summary => summary.Key == key).MinBy(summary => summary.OpenedAt));

    public Task<ImmutableArray<OpenTask>> ListTasksAsync(TaskFilter filter, CancellationToken cancellationToken) =>
        Read(all => all.Cases
            .SelectMany(stored => stored.Tasks.Values)
            .Where(task => task.Tenant == filter.Tenant)
            .Where(task => filter.Case is null || task.Case == filter.Case)
            .Where(task => filter.Owner is null || task.Owners.Contains(filter.Owner))
            .Where(task => filter.HeldBy is not { } holder || (task.Holder is { } held && held.Party == holder.Party && (held.Person is null || held.Person == holder.Person)))
            .OrderBy(task => task.OpenedAt)
            .ThenBy(task => task.Case.ToString(), StringComparer.Ordinal)
            .ThenBy(task => task.TaskId)
            .Page(filter.Skip, filter.Take));

    private static IEnumerable<CaseSummary> Summaries(MemoryTables all, string tenant) =>
        all.Cases.Select(stored => stored.Summary).Where(summary => summary.Tenant == tenant);

    private Task<T> Read<T>(Func<MemoryTables, T> read) => Task.FromResult(tables.Use(read));
}
