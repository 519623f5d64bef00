using System.Globalization;

namespace Xiezhi.Insight.Reports.Html;

/// <summary>The unit in which a picture shows times: the largest that the bars are whole numbers of.</summary>
internal sealed record TimeScale(string Unit, TimeSpan One)
{
    public static TimeScale For(TimeSpan barWidth) => barWidth switch
    {
        _ when barWidth >= TimeSpan.FromDays(1) => new TimeScale("days", TimeSpan.FromDays(1)),
        _ when barWidth >= TimeSpan.FromHours(1) => new TimeScale("hours", TimeSpan.FromHours(1)),
        _ when barWidth >= TimeSpan.FromMinutes(1) => new TimeScale("minutes", TimeSpan.FromMinutes(1)),
        _ => new TimeScale("seconds", TimeSpan.FromSeconds(1)),
    };

    public string Number(TimeSpan time) => (time / One).ToString("0.##", CultureInfo.InvariantCulture);

    public string WithUnit(ReportTexts texts, TimeSpan time) => texts.Fill("unit." + Unit, Number(time));
}
