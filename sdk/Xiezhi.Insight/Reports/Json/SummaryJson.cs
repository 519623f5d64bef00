using System.Collections.Immutable;
using System.Globalization;
using Newtonsoft.Json;

namespace Xiezhi.Insight.Reports.Json;

/// <summary>The figures as <c>summary.json</c>: a fixed set of members in a fixed order, for programs to read.</summary>
internal static class SummaryJson
{
    // More digits than the times have meaning in would only look exact.
    private const int DigitsOfDays = 2;
    private const int DigitsOfShares = 4;

    public static string Write(ServiceReport report)
    {
        var figures = report.Figures;
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using (var writer = new JsonTextWriter(text) { Formatting = Formatting.Indented })
        {
            writer.WriteStartObject();
            Count(writer, "opened", figures.Opened);
            if (figures.Merged > 0)
            {
                Count(writer, "petitions", figures.Petitions);
                Count(writer, "merged", figures.Merged);
            }

            Count(writer, "closed", figures.Closed);
            Count(writer, "open", figures.Open);
            Count(writer, "rejectedRows", report.RejectedRows.Length);
            writer.WritePropertyName("leads");
            writer.WriteStartObject();
            Count(writer, "none", figures.Leads.None);
            Count(writer, "one", figures.Leads.One);
            Count(writer, "several", figures.Leads.Several);
            writer.WriteEndObject();
            writer.WritePropertyName("medianDaysToAnswer");
            writer.WriteValue(Round(figures.Answers.MedianDays, DigitsOfDays));
            writer.WritePropertyName("answeredWithin");
            writer.WriteStartObject();
            foreach (var within in figures.Answers.Within)
            {
                writer.WritePropertyName(within.Days.ToString(CultureInfo.InvariantCulture));
                writer.WriteValue(Round(within.Share, DigitsOfShares));
            }

            writer.WriteEndObject();
            Kinds(writer, "escalations", figures.Escalations);
            Kinds(writer, "findings", figures.Findings);
            writer.WriteEndObject();
        }

        return text + "\n";
    }

    // A decimal is written with the digits it has; a double would bring its binary tail along.
    private static decimal? Round(double? value, int digits) => value is { } known ? Math.Round((decimal)known, digits) : null;

    private static void Count(JsonTextWriter writer, string name, int count)
    {
        writer.WritePropertyName(name);
        writer.WriteValue(count);
    }

    private static void Kinds(JsonTextWriter writer, string name, ImmutableSortedDictionary<string, int> kinds)
    {
        writer.WritePropertyName(name);
        writer.WriteStartObject();
        foreach (var (kind, count) in kinds)
        {
            Count(writer, kind, count);
        }

        writer.WriteEndObject();
    }
}
