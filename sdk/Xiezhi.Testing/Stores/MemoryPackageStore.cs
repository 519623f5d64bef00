using System.Collections.Immutable;
using Xiezhi.Runtime.Packages;

namespace Xiezhi.Testing.Stores;

/// <summary>Published packages in memory.</summary>
internal sealed class MemoryPackageStore : IPackageStore
{
    private readonly Lock _turn = new();
    private readonly Dictionary<(string Tenant, string Id), ImmutableSortedDictionary<string, ReadOnlyMemory<byte>>> _files = [];
    private readonly List<PackagePublication> _publications = [];

    public Task AddAsync(PackagePublication publication, ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> files, CancellationToken cancellationToken)
    {
        var kept = publication with { EffectiveFrom = StoredTime.Cut(publication.EffectiveFrom), PublishedAt = StoredTime.Cut(publication.PublishedAt) };
        lock (_turn)
        {
            _files.TryAdd((kept.Tenant, kept.PackageId), files);
            if (!_publications.Any(other => other.Tenant == kept.Tenant && other.PackageId == kept.PackageId && other.EffectiveFrom == kept.EffectiveFrom))
            {
                _publications.Add(kept);
            }
        }

        return Task.CompletedTask;
    }

    public Task<ImmutableArray<PackagePublication>> ListAsync(string tenant, CancellationToken cancellationToken) => Task.FromResult(Publications(tenant));

    /// <summary>All publications of a tenant, the latest first.</summary>
    public ImmutableArray<PackagePublication> Publications(string tenant)
    {
        lock (_turn)
        {
            return
            [
                .. _publications.Where(publication => publication.Tenant == tenant)
                    .OrderByDescending(publication => publication.PublishedAt)
                    .ThenByDescending(publication => publication.EffectiveFrom),
            ];
        }
    }

    public Task<ImmutableArray<string>> ListTenantsAsync(CancellationToken cancellationToken)
    {
        lock (_turn)
        {
            return Task.FromResult<ImmutableArray<string>>([.. _publications.Select(publication => publication.Tenant).Distinct().Order(StringComparer.Ordinal)]);
        }
    }

    public Task<ImmutableSortedDictionary<string, ReadOnlyMemory<byte>>?> ReadAsync(string tenant, string packageId, CancellationToken cancellationToken) =>
        Task.FromResult(Find(tenant, packageId));

    /// <summary>The files of a package; none where it was never published.</summary>
    public ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> Files(string tenant, string packageId) =>
        Find(tenant, packageId) ?? ImmutableSortedDictionary<string, ReadOnlyMemory<byte>>.Empty;

    private ImmutableSortedDictionary<string, ReadOnlyMemory<byte>>? Find(string tenant, string packageId)
    {
        lock (_turn)
        {
            return _files.GetValueOrDefault((tenant, packageId));
        }
    }
}
