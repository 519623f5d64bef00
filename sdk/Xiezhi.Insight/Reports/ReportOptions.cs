using System.Collections.Immutable;
using System.Globalization;

namespace Xiezhi.Insight.Reports;

/// <summary>What a report needs to know beyond the log.</summary>
public sealed record ReportOptions
{
    /// <summary>The language: Chinese for any <c>zh</c>, English for all others. Default: English.</summary>
    public CultureInfo Culture { get; init; } = CultureInfo.InvariantCulture;

    /// <summary>The title; where left out, the title of the package that most cases keep.</summary>
    public string? Title { get; init; }

    /// <summary>Rows of the input that opened no case. Default: none.</summary>
    public ImmutableArray<RejectedRow> RejectedRows { get; init; } = [];
}
