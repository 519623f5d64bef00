using System.Globalization;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Texts;

namespace Xiezhi.Insight.Reports;

/// <summary>What matters, territories, parties and service levels are called in one language. An id without a title stands for itself.</summary>
internal sealed record ReportTitles(CultureInfo Culture)
{
    public IReadOnlyDictionary<string, LocalizedText> Matters { get; init; } = new Dictionary<string, LocalizedText>();

    public IReadOnlyDictionary<string, LocalizedText> Territories { get; init; } = new Dictionary<string, LocalizedText>();

    public IReadOnlyDictionary<string, LocalizedText> Parties { get; init; } = new Dictionary<string, LocalizedText>();

    public IReadOnlyDictionary<string, LocalizedText> ServiceLevels { get; init; } = new Dictionary<string, LocalizedText>();

    /// <summary>The titles in <paramref name="packages"/>; where several name one id, the first holds.</summary>
    public static ReportTitles Of(CultureInfo culture, IReadOnlyCollection<GovernancePackage> packages) => new(culture)
    {
        Matters = First(packages.SelectMany(package => package.Matters.Matters), matter => matter.Id, matter => matter.Title),
        Territories = First(packages.SelectMany(package => package.Organization.Territories), territory => territory.Code, territory => territory.Title),
        Parties = First(packages.SelectMany(package => package.Organization.Parties), party => party.Id, party => party.Title),
        ServiceLevels = First(packages.SelectMany(package => package.ServiceLevels), level => level.Id, level => level.Title),
    };

    public string Matter(string? id) => Find(Matters, id);

    public string Territory(string? code) => Find(Territories, code);

    public string Party(string? id) => Find(Parties, id);

    public string ServiceLevel(string? id) => Find(ServiceLevels, id);

    private static Dictionary<string, LocalizedText> First<T>(IEnumerable<T> named, Func<T, string> id, Func<T, LocalizedText> title)
    {
        var titles = new Dictionary<string, LocalizedText>(StringComparer.Ordinal);
        foreach (var item in named)
        {
            titles.TryAdd(id(item), title(item));
        }

        return titles;
    }

    private string Find(IReadOnlyDictionary<string, LocalizedText> titles, string? id) =>
        id is null ? "" : titles.TryGetValue(id, out var title) ? title.In(Culture) : id;
}
