using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Handling.Claims;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Cases;
using Xiezhi.Storage.Schema;

namespace Xiezhi.Storage.Cases;

/// <summary>What lists and pages ask, answered from the tables beside the log.</summary>
internal sealed class CaseQueries(IDatabases databases) : ICaseQueries
{
    private const int MostAtOnce = 1000;

    public async Task<ImmutableArray<CaseSummary>> ListCasesAsync(CaseFilter filter, CancellationToken cancellationToken)
    {
        var database = await databases.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = database.ConfigureAwait(false);
        var rows = database.Cases.AsNoTracking().Where(row => row.Tenant == filter.Tenant);
        if (filter.Status is { } status)
        {
            rows = rows.Where(row => row.Status == status);
        }

        if (filter.Lead is { } lead)
        {
            rows = rows.Where(row => row.Lead == lead);
        }

        var page = await rows.OrderByDescending(row => row.OpenedAt).ThenBy(row => row.Id)
            .Skip(Math.Max(0, filter.Skip)).Take(Math.Clamp(filter.Take, 1, MostAtOnce))
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. page.Select(Read)];
    }

    public async Task<ImmutableDictionary<CaseStatus, long>> CountCasesAsync(string tenant, CancellationToken cancellationToken)
    {
        var database = await databases.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = database.ConfigureAwait(false);
        var counts = await database.Cases.Where(row => row.Tenant == tenant).GroupBy(row => row.Status)
            .Select(group => new { group.Key, Count = group.LongCount() })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return counts.ToImmutableDictionary(count => count.Key, count => count.Count);
    }

    public async Task<CaseSummary?> FindCaseAsync(string tenant, CaseId id, CancellationToken cancellationToken)
    {
        var caseId = id.ToString();
        var database = await databases.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = database.ConfigureAwait(false);
        var row = await database.Cases.AsNoTracking().SingleOrDefaultAsync(row => row.Tenant == tenant && row.Id == caseId, cancellationToken).ConfigureAwait(false);
        return row is null ? null : Read(row);
    }

    public async Task<CaseSummary?> FindCaseByKeyAsync(string tenant, string key, CancellationToken cancellationToken)
    {
        var database = await databases.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = database.ConfigureAwait(false);
        var row = await database.Cases.AsNoTracking().Where(row => row.Tenant == tenant && row.Key == key)
            .OrderBy(row => row.OpenedAt).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return row is null ? null : Read(row);
    }

    public async Task<ImmutableArray<OpenTask>> ListTasksAsync(TaskFilter filter, CancellationToken cancellationToken)
    {
        var database = await databases.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = database.ConfigureAwait(false);
        var rows = database.Tasks.AsNoTracking().Where(row => row.Tenant == filter.Tenant);
        if (filter.Case is { } id)
        {
            var caseId = id.ToString();
            rows = rows.Where(row => row.CaseId == caseId);
        }

        if (filter.Owner is { } owner)
        {
            rows = rows.Where(row => database.TaskOwners.Any(o => o.Tenant == row.Tenant && o.CaseId == row.CaseId && o.TaskId == row.TaskId && o.Owner == owner));
        }

        if (filter.HeldBy is { Party: var party, Person: var person })
        {
            rows = rows.Where(row => row.HolderParty == party && (row.HolderPerson == null || row.HolderPerson == person));
        }

        var page = await rows.OrderBy(row => row.OpenedAt).ThenBy(row => row.CaseId).ThenBy(row => row.TaskId)
            .Skip(Math.Max(0, filter.Skip)).Take(Math.Clamp(filter.Take, 1, MostAtOnce))
            .Select(row => new
            {
                Task = row,
                Owners = database.TaskOwners.Where(o => o.Tenant == row.Tenant && o.CaseId == row.CaseId && o.TaskId == row.TaskId).Select(o => o.Owner).ToList(),
            })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return
        [
            .. page.Select(row => new OpenTask(
                row.Task.Tenant,
                CaseIds.Read(row.Task.CaseId),
                row.Task.TaskId,
                row.Task.Element,
                row.Task.Name,
                [.. row.Owners.Order(StringComparer.Ordinal)],
                StoredTime.To(row.Task.OpenedAt))
            {
                Holder = row.Task.HolderParty is { } holder ? new TaskHolder(holder, row.Task.HolderPerson) : null,
                HeldUntil = StoredTime.To(row.Task.HeldUntil),
            }),
        ];
    }

    private static CaseSummary Read(CaseRow row) => new()
    {
        Tenant = row.Tenant,
        Id = CaseIds.Read(row.Id),
        Key = row.Key,
        PackageId = row.PackageId,
        Status = row.Status,
        Title = row.Title,
        Matter = row.Matter,
        Territory = row.Territory,
        Lead = row.Lead,
        ServiceLevel = row.ServiceLevel,
        Level = row.Level,
        OpenedAt = StoredTime.To(row.OpenedAt),
        EndedAt = StoredTime.To(row.EndedAt),
        DueAt = StoredTime.To(row.DueAt),
        Breached = row.Breached,
        Version = row.Version,
        Head = EventHash.From(row.Head),
    };
}
