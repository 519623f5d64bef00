using Xiezhi.Governance.Packages;
using Xiezhi.Runtime.Packages;

namespace Xiezhi.AspNetCore.Packages;

/// <summary>Finds a package by what a request calls it.</summary>
internal static class PackageFinder
{
    /// <summary>The package with an id, or the one in force under a name; <see langword="null"/> where there is neither.</summary>
    public static async Task<GovernancePackage?> FindAsync(
        this PackageRegistry packages, string tenant, string nameOrId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Only ids that were published are asked for, so that guesses leave nothing behind in the registry's memory.
        var publications = await packages.ListAsync(tenant, cancellationToken).ConfigureAwait(false);
        return publications.Any(publication => publication.PackageId == nameOrId)
            ? await packages.GetAsync(tenant, nameOrId, cancellationToken).ConfigureAwait(false)
            : await packages.InForceAsync(tenant, nameOrId, now, cancellationToken).ConfigureAwait(false);
    }
}
