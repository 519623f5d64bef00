using System.Globalization;
using Xiezhi.Governance.Handling.Claims;
using Xiezhi.Governance.Packages;
using Xiezhi.Runtime.Packages;

namespace Xiezhi.Server.Pages;

/// <summary>The names that the packages of one tenant give to matters, parties and places, in one language.</summary>
/// <remarks>For one request; not safe for use from several threads at once.</remarks>
internal sealed class PackageNames(PackageRegistry packages, string tenant, CultureInfo culture)
{
    private readonly Dictionary<string, GovernancePackage?> _known = new(StringComparer.Ordinal);

    public async Task LoadAsync(IEnumerable<string> packageIds, CancellationToken cancellationToken)
    {
        foreach (var id in packageIds.Distinct(StringComparer.Ordinal).Where(id => !_known.ContainsKey(id)).ToList())
        {
            _known[id] = await packages.GetAsync(tenant, id, cancellationToken);
        }
    }

    public string? Zone(string packageId) => Find(packageId)?.Manifest.Zone;

    public string? Matter(string packageId, string? id) => Find(packageId)?.Matters.Matter(id)?.Title.In(culture) ?? id;

    public string? Party(string packageId, string? id) => Find(packageId)?.Organization.Party(id)?.Title.In(culture) ?? id;

    /// <summary>The party, and the person where one is named, that hold a task; <see langword="null"/> where nobody does.</summary>
    public string? Holder(string packageId, TaskHolder? holder) => holder is null ? null
        : holder.Person is { } person ? Party(packageId, holder.Party) + " / " + (Find(packageId)?.Organization.Staffing.Person(person)?.Title.In(culture) ?? person)
        : Party(packageId, holder.Party);

    public string? Territory(string packageId, string? code) => Find(packageId)?.Organization.Territory(code)?.Title.In(culture) ?? code;

    public string? ServiceLevel(string packageId, string? id) => Find(packageId)?.ServiceLevel(id)?.Title.In(culture) ?? id;

    private GovernancePackage? Find(string packageId) => _known.GetValueOrDefault(packageId);
}
