using System.Globalization;
using System.Resources;
using Xiezhi.Governance.Findings;

namespace Xiezhi.Insight.Reports;

/// <summary>The sentences and labels of reports, in one language.</summary>
internal sealed class ReportTexts(CultureInfo culture)
{
    private static readonly ResourceManager Texts = new("Xiezhi.Insight.Resources.ReportTexts", typeof(ReportTexts).Assembly);

    // All of Chinese shares one text; without ICU the runtime knows no parent of zh-CN to fall back to.
    private readonly CultureInfo _culture = culture.Name.StartsWith("zh", StringComparison.OrdinalIgnoreCase)
        ? CultureInfo.GetCultureInfo("zh-CN")
        : CultureInfo.InvariantCulture;

    /// <summary>The language tag of the texts, for documents that state theirs.</summary>
    public string Language => _culture.Name.Length > 0 ? _culture.Name : "en";

    public string this[string key] => Find(key) ?? throw new ArgumentException($"There is no text \"{key}\".", nameof(key));

    public string Fill(string key, params ReadOnlySpan<object?> values) => string.Format(CultureInfo.InvariantCulture, this[key], values);

    /// <summary>The name of something that packages may add kinds to; the kind itself where there is no name for it.</summary>
    public string Kind(string of, string kind) => Find(of + "." + kind) ?? kind;

    /// <summary>Where a finding stands.</summary>
    public string Stage(FindingStage stage) => this["stage." + stage.ToString().ToLowerInvariant()];

    private string? Find(string key) => Texts.GetString(key, _culture);
}
