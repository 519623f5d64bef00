using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Xiezhi.Governance.Cases;
using Xiezhi.Insight.Histories;
using Xiezhi.Insight.Reports.Html;

namespace Xiezhi.Insight.Reports;

public partial class ReportPageTests
{
    private const string Attack = "</td><script>alert('x')</script>\"'&";

    [Fact]
    public void Whatever_a_citizen_writes_stays_text()
    {
        var record = CaseHistory.Fold(CaseLog.Opened(Attack).On(0, new TitleSet(Attack), new MatterClassified(Attack), new TerritoryLocated(Attack))
            .Backstop(0, Attack).Promises(0, 2)
            .On(1, new EscalationTaken("s", "reply", 0, Attack, Attack, 0, CaseLog.Day(1)))
            .Breaches(2.1, 2).On(2.1, new FindingProposed(1, Attack, Attack, [1])).Replies(3).Events);

        var page = ReportPage.Write(ReportBuilder.Build([record], [], new ReportOptions { Title = Attack, RejectedRows = [new RejectedRow(1, Attack)] }));

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\"'&", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "<html lang=\"en\">", "Cases opened")]
    [InlineData("zh-CN", "<html lang=\"zh-CN\">", "受理案件")]
    public void The_page_is_written_in_the_language_asked_for(string culture, string root, string label)
    {
        var page = ReportPage.Write(Sample(culture));

        Assert.Contains(root, page, StringComparison.Ordinal);
        Assert.Contains(label, page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_needs_no_network_and_no_script()
    {
        var page = ReportPage.Write(Sample("en"));

        Assert.DoesNotMatch(Outside(), page);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Every_tag_that_is_opened_is_closed()
    {
        var open = new Stack<string>();
        foreach (Match tag in Tag().Matches(ReportPage.Write(Sample("zh-CN"))))
        {
            var name = tag.Groups["name"].Value;
            if (tag.Groups["end"].Length > 0)
            {
                Assert.Equal(open.Pop(), name);
            }
            else if (name != "meta" && tag.Groups["alone"].Length == 0)
            {
                open.Push(name);
            }
        }

        Assert.Empty(open);
    }

    [Fact]
    public void The_picture_says_in_words_what_it_shows()
    {
        var page = ReportPage.Write(Sample("en"));

        Assert.Contains("<title id=\"answers-title\">Distribution of answer times</title>", page, StringComparison.Ordinal);
        Assert.Contains("Histogram of 2 answered cases in bars of 1 d.", page, StringComparison.Ordinal);
        Assert.Contains("7 days: 33.3%", page, StringComparison.Ordinal);
        Assert.Contains("15 days: 66.7%", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_of_an_empty_log_can_be_read_too() =>
        Assert.Contains("The log holds no cases.", ReportPage.Write(ReportBuilder.Build([], [], new ReportOptions())), StringComparison.Ordinal);

    [Fact]
    public void A_list_too_long_for_a_page_is_cut_and_says_where_the_rest_is()
    {
        var (page, texts) = (new Markup(), new ReportTexts(CultureInfo.InvariantCulture));

        LongList.Add(page, texts, new Markup(), [.. Enumerable.Range(0, 100)], (row, item) => row.Add($"<tr><td>{item}</td></tr>"), "all.csv", mostBytes: 190);

        Assert.Contains("Show the first 10 of 100; all.csv holds them all", page.ToString(), StringComparison.Ordinal);
        Assert.Contains("<td>9</td>", page.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("<td>10</td>", page.ToString(), StringComparison.Ordinal);
    }

    private static ServiceReport Sample(string culture)
    {
        ImmutableArray<CaseRecord> cases =
        [
            CaseHistory.Fold(CaseLog.Opened("1").Leads(0, "water").Promises(0, 10).Replies(4).Keeps(4).Ends(5).Events),
            CaseHistory.Fold(CaseLog.Opened("2").Backstop(0, "city").Promises(0, 10)
                .On(5, new EscalationTaken("standard", "reply", 0, "remind", "city", 0, CaseLog.Day(5)))
                .Breaches(10.1, 10).On(10.1, new FindingProposed(1, "overdue", "city", [3])).Replies(15).Keeps(15).Events),
            CaseHistory.Fold(CaseLog.Opened("3").Leads(0, "water", "roads").Events),
        ];
        return ReportBuilder.Build(cases, [], new ReportOptions { Culture = CultureInfo.GetCultureInfo(culture), RejectedRows = [new RejectedRow(7, "no time")] });
    }

    // What would make a browser fetch something: an address, a source, an import.
    [GeneratedRegex("https?://|src=|@import|url\\(|<link", RegexOptions.IgnoreCase)]
    private static partial Regex Outside();

    [GeneratedRegex("<(?<end>/?)(?<name>[a-z][a-z0-9]*)[^>]*?(?<alone>/?)>")]
    private static partial Regex Tag();
}
