using System.Globalization;
using System.Reflection;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Rules.Tests;

public class RulesCodesTests
{
    private static readonly DiagnosticDescriptor[] All =
        [.. typeof(RulesCodes).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(property => (DiagnosticDescriptor)property.GetValue(null)!)];

    [Fact]
    public void Every_code_is_unique_and_has_texts_in_English_and_Chinese()
    {
        Assert.Equal(All.Length, All.Select(code => code.Code).Distinct().Count());
        Assert.All(All, code =>
        {
            var english = code.At(new Location("")).Message(CultureInfo.InvariantCulture);
            var chinese = code.At(new Location("")).Message(CultureInfo.GetCultureInfo("zh-CN"));
            Assert.NotEqual(code.Code, english);
            Assert.NotEqual(english, chinese);
        });
    }

    [Fact]
    public void The_readme_lists_every_code_and_no_other()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Workflow.sln")))
        {
            root = root.Parent;
        }

        var listed = File.ReadLines(Path.Combine(root!.FullName, "sdk/Xiezhi.Rules/README.md"))
            .Where(line => line.StartsWith("| `XZ", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(cells => cells[1].Trim('`'), cells => (Text: cells[3], Mend: cells[4]));

        Assert.Equal(All.Select(code => code.Code).Order(), listed.Keys.Order());
        var gaps = new[] { "{0}", "{1}", "{2}", "{3}" };
        Assert.All(All, code =>
        {
            var diagnostic = code.At(new Location(""), gaps);
            Assert.Equal(diagnostic.Message(CultureInfo.InvariantCulture), listed[code.Code].Text);
            Assert.Equal(diagnostic.Mend(CultureInfo.InvariantCulture) is { Length: > 0 } mend ? mend : "—", listed[code.Code].Mend);
        });
    }
}
