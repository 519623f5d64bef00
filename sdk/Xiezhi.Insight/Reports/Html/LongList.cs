using System.Text;

namespace Xiezhi.Insight.Reports.Html;

/// <summary>A list that may have very many rows: folded away, and cut where the page would become too large to open, saying so and where the rest is.</summary>
internal static class LongList
{
    /// <summary>How many bytes one list may take; there are four, and a page of 15 MB still opens on a phone.</summary>
    public const int MostBytes = 3_500_000;

    /// <summary>Adds the list.</summary>
    /// <param name="page">Where.</param>
    /// <param name="texts">The language.</param>
    /// <param name="head">The row of headings.</param>
    /// <param name="items">What the rows are about.</param>
    /// <param name="row">Adds one row.</param>
    /// <param name="file">The file that holds the whole list.</param>
    /// <param name="mostBytes">Where to cut.</param>
    public static void Add<T>(Markup page, ReportTexts texts, Markup head, IReadOnlyList<T> items, Action<Markup, T> row, string file, int mostBytes = MostBytes)
    {
        var rows = new Markup();
        var (shown, bytes) = (0, 0);
        foreach (var item in items)
        {
            var one = new Markup();
            row(one, item);
            bytes += Encoding.UTF8.GetByteCount(one.ToString());
            if (bytes > mostBytes)
            {
                break;
            }

            rows.Add(one);
            shown++;
        }

        var summary = shown == items.Count
            ? texts.Fill("showAll", Format.Count(shown))
            : texts.Fill("showFirst", Format.Count(shown), Format.Count(items.Count), file);
        page.Add($"<details class=\"long\"><summary>{summary}</summary><div class=\"scroll\"><table><thead>");
        page.Add(head).Add($"</thead><tbody>").Add(rows).Add($"</tbody></table></div></details>\n");
    }
}
