using System.Collections.Immutable;

namespace Xiezhi.Insight.Reports;

/// <summary>A line of a summary.</summary>
/// <param name="Label">What it says, in the report's language.</param>
/// <param name="Value">The figure, formatted.</param>
public sealed record SummaryLine(string Label, string Value);

/// <summary>A sum that must add up.</summary>
/// <param name="Text">The sum written out, such as <c>opened 2,816 = closed 2,810 + open 6</c>.</param>
/// <param name="Holds">Whether it does.</param>
public sealed record SummaryCheck(string Text, bool Holds);

/// <summary>The figures of a report as lines to print on a console, with the sums that must add up.</summary>
/// <param name="Lines">The figures, the most important first.</param>
/// <param name="Checks">The sums.</param>
public sealed record SummaryTable(ImmutableArray<SummaryLine> Lines, ImmutableArray<SummaryCheck> Checks)
{
    /// <summary>Whether every sum adds up.</summary>
    public bool AddsUp => Checks.All(check => check.Holds);

    internal static SummaryTable Of(ServiceReport report)
    {
        var (figures, texts) = (report.Figures, report.Texts);
        var lines = ImmutableArray.CreateBuilder<SummaryLine>();
        void Add(string label, string value) => lines.Add(new SummaryLine(label, value));
        void Count(string key, int value) => Add(texts[key], Format.Count(value));

        Count("opened", figures.Opened);
        Count("closed", figures.Closed);
        Count("cancelled", figures.Cancelled);
        Count("open", figures.Open);
        if (figures.Merged > 0)
        {
            Count("petitions", figures.Petitions);
            Count("merged", figures.Merged);
        }

        Count("rejected", report.RejectedRows.Length);
        Count("leads.one", figures.Leads.One);
        Count("leads.none", figures.Leads.None);
        Count("leads.several", figures.Leads.Several);
        Count("noClearDuty", figures.NoClearDuty);
        Count("answered", figures.Answers.Answered);
        Add(texts["medianDays"], Format.Days(figures.Answers.MedianDays));
        foreach (var within in figures.Answers.Within)
        {
            Add(texts.Fill("answeredWithin", within.Days), Format.Percent(within.Share));
        }

        Count("onTime", figures.Timeliness.OnTime);
        Count("late", figures.Timeliness.Late);
        Count("running", figures.Timeliness.Running);
        Count("noClock", figures.Timeliness.NoClock);
        foreach (var (kind, count) in figures.Escalations)
        {
            Add(texts.Fill("escalations.of", texts.Kind("escalation", kind)), Format.Count(count));
        }

        foreach (var (kind, count) in figures.Findings)
        {
            Add(texts.Fill("findings.of", texts.Kind("finding", kind)), Format.Count(count));
        }

        Count("returns", figures.Returns);
        Count("reworks", figures.Reworks);
        Count("refusals", figures.Refusals);
        return new SummaryTable(lines.ToImmutable(), Check(report));
    }

    private static ImmutableArray<SummaryCheck> Check(ServiceReport report)
    {
        var figures = report.Figures;
        SummaryCheck Sum(string key, int whole, params ReadOnlySpan<int> parts)
        {
            var sum = 0;
            var values = new List<object?> { Format.Count(whole) };
            foreach (var part in parts)
            {
                sum += part;
                values.Add(Format.Count(part));
            }

            return new SummaryCheck(report.Texts.Fill(key, values.ToArray()), sum == whole);
        }

        return
        [
            Sum("sum.status", figures.Opened, figures.Closed, figures.Open),
            Sum("sum.leads", figures.Opened, figures.Leads.One, figures.Leads.None, figures.Leads.Several),
            Sum("sum.timeliness", figures.Opened, figures.Timeliness.OnTime, figures.Timeliness.Late, figures.Timeliness.Running, figures.Timeliness.NoClock),
        ];
    }
}
