using System.Collections.Immutable;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Packages;
using Xiezhi.Insight.Figures;
using Xiezhi.Insight.Histories;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Packages;

namespace Xiezhi.Insight.Reports;

/// <summary>Builds reports from a log, and from nothing else that was recorded.</summary>
/// <remarks>Thread-safe.</remarks>
public static class ReportBuilder
{
    private const string WithoutPackage = "UTC";

    /// <summary>Builds the report of all cases of a tenant.</summary>
    /// <param name="logs">Where the log is.</param>
    /// <param name="packages">Where the packages are that cases keep, for the titles of matters, territories and parties.</param>
    /// <param name="tenant">Whose cases.</param>
    /// <param name="options">The language, and what is in no log.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidDataException">The log has a gap, or a package that was published can't be read.</exception>
    public static async Task<ServiceReport> BuildAsync(
        ILogReader logs, PackageRegistry packages, string tenant, ReportOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(logs);
        ArgumentNullException.ThrowIfNull(packages);
        ArgumentException.ThrowIfNullOrEmpty(tenant);
        ArgumentNullException.ThrowIfNull(options);
        var cases = await ReadAsync(logs.ReadAllAsync(tenant, cancellationToken), cancellationToken).ConfigureAwait(false);
        var kept = ImmutableArray.CreateBuilder<GovernancePackage>();
        foreach (var id in ByUse(cases))
        {
            if (await packages.GetAsync(tenant, id, cancellationToken).ConfigureAwait(false) is { } package)
            {
                kept.Add(package);
            }
        }

        return Build(cases, kept.ToImmutable(), options);
    }

    /// <summary>Builds the report of a log.</summary>
    /// <param name="log">Events grouped by case, each case from its first event on.</param>
    /// <param name="packages">The packages that the cases keep, by their ids; an id that is missing is shown by itself, not by its title.</param>
    /// <param name="options">The language, and what is in no log.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidDataException">The log has a gap.</exception>
    public static async Task<ServiceReport> BuildAsync(
        IAsyncEnumerable<RecordedEvent> log,
        IReadOnlyDictionary<string, GovernancePackage> packages,
        ReportOptions options,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(packages);
        ArgumentNullException.ThrowIfNull(options);
        var cases = await ReadAsync(log, cancellationToken).ConfigureAwait(false);
        return Build(cases, [.. ByUse(cases).Select(packages.GetValueOrDefault).OfType<GovernancePackage>()], options);
    }

    internal static ServiceReport Build(ImmutableArray<CaseRecord> cases, ImmutableArray<GovernancePackage> packages, ReportOptions options)
    {
        var texts = new ReportTexts(options.Culture);
        return new ServiceReport(texts, ReportTitles.Of(options.Culture, packages))
        {
            Title = options.Title ?? packages.FirstOrDefault()?.Manifest.Title.In(options.Culture) ?? texts["title"],
            Zone = packages.FirstOrDefault()?.Manifest.Zone ?? WithoutPackage,
            Figures = ServiceFigures.Of(cases),
            Governance = GovernanceFigures.Of(cases),
            Cases = cases,
            RejectedRows = options.RejectedRows,
        };
    }

    private static async Task<ImmutableArray<CaseRecord>> ReadAsync(IAsyncEnumerable<RecordedEvent> log, CancellationToken cancellationToken)
    {
        var cases = new List<CaseRecord>();
        await foreach (var record in CaseHistory.ReadAsync(log, cancellationToken).ConfigureAwait(false))
        {
            cases.Add(record);
        }

        return [.. cases.OrderBy(record => record.OpenedAt).ThenBy(record => record.Key, StringComparer.Ordinal)];
    }

    private static IEnumerable<string> ByUse(IEnumerable<CaseRecord> cases) =>
        cases.CountBy(record => record.PackageId).OrderByDescending(use => use.Value).ThenBy(use => use.Key, StringComparer.Ordinal).Select(use => use.Key);
}
