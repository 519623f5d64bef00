using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;

namespace Xiezhi.Insight.Reports;

public partial class ReportTextsTests
{
    private static readonly ResourceManager Texts = new("Xiezhi.Insight.Resources.ReportTexts", typeof(ReportTexts).Assembly);

    [Fact]
    public void Both_languages_have_the_same_texts_with_the_same_gaps()
    {
        var (english, chinese) = (Read(CultureInfo.InvariantCulture), Read(CultureInfo.GetCultureInfo("zh-CN")));

        Assert.Equal(english.Keys.Order(), chinese.Keys.Order());
        Assert.All(english, text => Assert.Equal(Gaps(text.Value), Gaps(chinese[text.Key])));
    }

    [Theory]
    [InlineData("zh-CN", "已办结")]
    [InlineData("zh", "已办结")]
    [InlineData("zh-Hans-CN", "已办结")]
    [InlineData("en", "Closed")]
    [InlineData("fr", "Closed")]
    public void A_language_without_texts_of_its_own_falls_back(string culture, string closed) =>
        Assert.Equal(closed, new ReportTexts(CultureInfo.GetCultureInfo(culture))["closed"]);

    private static Dictionary<string, string> Read(CultureInfo culture) =>
        Texts.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    private static IEnumerable<string> Gaps(string text) => Gap().Matches(text).Select(match => match.Value).Distinct().Order();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Gap();
}
