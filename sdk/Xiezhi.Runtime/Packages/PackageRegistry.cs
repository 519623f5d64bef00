using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Duties;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Parties;
using Xiezhi.Runtime.Due;

namespace Xiezhi.Runtime.Packages;

/// <summary>Publishes packages and finds the one that holds for a case.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class PackageRegistry
{
    // How old the list of publications may be where other processes publish too.
    private static readonly TimeSpan SharedListKept = TimeSpan.FromSeconds(1);

    // Packages never change, so what was compiled once holds for as long as the process lives.
    private readonly ConcurrentDictionary<(string Tenant, string Id), Task<GovernancePackage?>> _compiled = new();
    private readonly ConcurrentDictionary<string, (ImmutableArray<PackagePublication> List, long ReadAt)> _publications = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Tenant, string Id, string Later), GovernancePackage> _withLaterYears = new();
    private readonly IPackageStore _store;
    private readonly TimeProvider _time;
    private readonly DueSignal _signal;
    private readonly XiezhiOptions _options;
    private (ImmutableArray<string> List, long ReadAt)? _tenants;
    private long _epoch;

    internal PackageRegistry(IPackageStore store, DueSignal signal, TimeProvider time, IOptions<XiezhiOptions> options)
    {
        _store = store;
        _signal = signal;
        _time = time;
        _options = options.Value;
    }

    /// <summary>Checks a package and publishes it.</summary>
    /// <param name="tenant">For whom.</param>
    /// <param name="files">The content of its files by their paths within its folder.</param>
    /// <param name="effectiveFrom">From when cases begin with it; now where left out.</param>
    /// <param name="actor">Who publishes it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The publication, or <see langword="null"/> with the reasons.</returns>
    public async Task<PublishResult> PublishAsync(
        string tenant,
        IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> files,
        DateTimeOffset? effectiveFrom,
        Actor actor,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(tenant);
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(actor);
        var diagnostics = new DiagnosticBag();
        if (!_options.MayPublish(actor))
        {
            diagnostics.Add(GovernanceCodes.BeyondDuty, Location.None, actor.ToString(), "publish", "system");
            return new PublishResult(null, null, diagnostics.ToImmutable());
        }

        var package = PackageReader.Read(files, diagnostics);
        if (package is null)
        {
            return new PublishResult(null, null, diagnostics.ToImmutable());
        }

        var now = _time.GetUtcNow();
        var from = (effectiveFrom ?? now).ToUniversalTime();

        // A package that holds already for what was is looked at as of today: who held a position long ago says nothing about who leads now.
        DutyCheck.Check(package, package.DateOf(from < now ? now : from), diagnostics);
        StartCheck.Check(package, from < now ? now : from, diagnostics);
        if (diagnostics.HasErrors)
        {
            return new PublishResult(null, null, diagnostics.ToImmutable());
        }

        var publication = new PackagePublication(tenant, package.Manifest.Name, package.Id, from, now, actor.ToString());
        await _store.AddAsync(publication, package.Files, cancellationToken).ConfigureAwait(false);
        _compiled[(tenant, package.Id)] = Task.FromResult<GovernancePackage?>(package);
        lock (_publications)
        {
            _epoch++;
            _tenants = null;
            _publications.TryRemove(tenant, out _);
        }

        _signal.RaisePublished(tenant);
        return new PublishResult(publication, package, diagnostics.ToImmutable());
    }

    /// <summary>All publications of a tenant, the latest first.</summary>
    public async Task<ImmutableArray<PackagePublication>> ListAsync(string tenant, CancellationToken cancellationToken = default)
    {
        if (_publications.TryGetValue(tenant, out var known) && !(_store.IsShared && _time.GetElapsedTime(known.ReadAt) > SharedListKept))
        {
            return known.List;
        }

        // What was read while somebody published may be without it, and is not kept.
        var epoch = Volatile.Read(ref _epoch);
        var readAt = _time.GetTimestamp();
        var read = await _store.ListAsync(tenant, cancellationToken).ConfigureAwait(false);
        lock (_publications)
        {
            if (epoch == _epoch)
            {
                _publications[tenant] = (read, readAt);
            }
        }

        return read;
    }

    /// <summary>Everybody for whom a package was published.</summary>
    public async Task<ImmutableArray<string>> TenantsAsync(CancellationToken cancellationToken = default)
    {
        lock (_publications)
        {
            if (_tenants is { } known && !(_store.IsShared && _time.GetElapsedTime(known.ReadAt) > SharedListKept))
            {
                return known.List;
            }
        }

        var epoch = Volatile.Read(ref _epoch);
        var readAt = _time.GetTimestamp();
        var read = await _store.ListTenantsAsync(cancellationToken).ConfigureAwait(false);
        lock (_publications)
        {
            if (epoch == _epoch)
            {
                _tenants = (read, readAt);
            }
        }

        return read;
    }

    /// <summary>The package that cases of <paramref name="name"/> begin with at <paramref name="at"/>: the latest effective then; <see langword="null"/> where none is.</summary>
    public async Task<GovernancePackage?> InForceAsync(string tenant, string name, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        var publications = await ListAsync(tenant, cancellationToken).ConfigureAwait(false);
        var inForce = publications
            .Where(publication => publication.Name == name && publication.EffectiveFrom <= at)
            .OrderByDescending(publication => publication.EffectiveFrom)
            .ThenByDescending(publication => publication.PublishedAt)
            .FirstOrDefault();
        return inForce is null ? null : await GetAsync(tenant, inForce.PackageId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The organisations of the packages of a tenant that are in force at a moment.</summary>
    public async Task<ImmutableArray<Organization>> OrganizationsAsync(string tenant, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        var publications = await ListAsync(tenant, cancellationToken).ConfigureAwait(false);
        var found = ImmutableArray.CreateBuilder<Organization>();
        foreach (var name in publications.Select(publication => publication.Name).Distinct(StringComparer.Ordinal))
        {
            if (await InForceAsync(tenant, name, at, cancellationToken).ConfigureAwait(false) is { } package)
            {
                found.Add(package.Organization);
            }
        }

        return found.ToImmutable();
    }

    /// <summary>
    /// The package that a case keeps, with what versions of the same name that were published later know of years that were not published when it
    /// was; <see langword="null"/> where it was never published.
    /// </summary>
    public async Task<GovernancePackage?> ForCaseAsync(string tenant, string packageId, CancellationToken cancellationToken = default)
    {
        if (await GetAsync(tenant, packageId, cancellationToken).ConfigureAwait(false) is not { } package)
        {
            return null;
        }

        var publications = await ListAsync(tenant, cancellationToken).ConfigureAwait(false);
        var own = publications.Where(publication => publication.PackageId == packageId).Select(publication => (DateTimeOffset?)publication.PublishedAt).Min();
        var latest = publications.Where(publication => publication.Name == package.Manifest.Name).MaxBy(publication => publication.PublishedAt);
        if (latest is null || latest.PackageId == packageId || latest.PublishedAt <= own)
        {
            return package;
        }

        var key = (tenant, packageId, latest.PackageId);
        if (_withLaterYears.TryGetValue(key, out var known))
        {
            return known;
        }

        var later = await GetAsync(tenant, latest.PackageId, cancellationToken).ConfigureAwait(false);
        return _withLaterYears.GetOrAdd(key, later is null ? package : package.WithYearsOf(later));
    }

    /// <summary>A package by its id, or <see langword="null"/> where it was never published.</summary>
    public Task<GovernancePackage?> GetAsync(string tenant, string packageId, CancellationToken cancellationToken = default) =>
        _compiled.TryGetValue((tenant, packageId), out var known) && known is { IsCompletedSuccessfully: true, Result: not null }
            ? known
            : FindAsync((tenant, packageId), cancellationToken);

    private async Task<GovernancePackage?> FindAsync((string Tenant, string Id) key, CancellationToken cancellationToken)
    {
        if (!_compiled.TryGetValue(key, out var loading) || loading.IsFaulted)
        {
            // Others may come to wait for it too: that whoever asked first gives up is no reason for them to go without.
            _compiled[key] = loading = LoadAsync(key.Tenant, key.Id);
        }

        var package = await loading.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (package is null)
        {
            // It may be published by another process yet; and whoever asks for ids that nobody has must not fill the memory.
            _compiled.TryRemove(KeyValuePair.Create(key, loading));
        }

        return package;
    }

    private async Task<GovernancePackage?> LoadAsync(string tenant, string packageId)
    {
        var files = await _store.ReadAsync(tenant, packageId, CancellationToken.None).ConfigureAwait(false);
        if (files is null)
        {
            return null;
        }

        var diagnostics = new DiagnosticBag();
        return PackageReader.Read(files, diagnostics)
            ?? throw new InvalidDataException($"Package {packageId} was published but can't be read by this version: {diagnostics.ToImmutable()[0]}");
    }
}

/// <summary>What publishing a package came to.</summary>
/// <param name="Publication">The publication, or <see langword="null"/> where the package was refused.</param>
/// <param name="Package">The package, or <see langword="null"/> where it was refused.</param>
/// <param name="Diagnostics">What is wrong with it, or worth knowing.</param>
public sealed record PublishResult(PackagePublication? Publication, GovernancePackage? Package, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>Whether it was published.</summary>
    public bool Published => Publication is not null;
}
