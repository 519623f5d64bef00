namespace Xiezhi.House.Tests;

public class DiagnosticTextTests
{
    // The thousands of a code say where it was declared; floors 3 and above share the sixes.
    private static readonly Dictionary<string, char> Thousands = new()
    {
        ["Xiezhi.Foundation"] = '1', ["Xiezhi.Rules"] = '2', ["Xiezhi.Workflow"] = '3', ["Xiezhi.Calendars"] = '4', ["Xiezhi.Governance"] = '5',
    };

    [Fact]
    public void Every_code_has_its_texts_in_both_languages()
    {
        var wrong = new List<string>();
        foreach (var project in Declared().GroupBy(code => code.Project))
        {
            var (english, chinese) = ($"{project.Key}/Resources/DiagnosticTexts.resx", $"{project.Key}/Resources/DiagnosticTexts.zh-CN.resx");
            if (!Repository.Exists(english) || !Repository.Exists(chinese))
            {
                wrong.Add($"{project.Key} declares codes but lacks {english} or {chinese}: add both, as Xiezhi.Foundation has them.");
                continue;
            }

            wrong.AddRange(DiagnosticTexts.Wrong(
                english, DiagnosticTexts.Read(Repository.Read(english)), chinese, DiagnosticTexts.Read(Repository.Read(chinese)), [.. project.Select(code => code.Code).Distinct()]));
        }

        Assert.NotEmpty(Declared());
        Findings.None(wrong);
    }

    [Fact]
    public void Every_resource_of_texts_belongs_to_a_project_that_declares_codes()
    {
        var projects = Declared().Select(code => code.Project).ToHashSet();

        Findings.None(Repository.Files(["sdk", "hosts"], "DiagnosticTexts.resx", "DiagnosticTexts.zh-CN.resx")
            .Where(file => file.Split("/Resources/") is [var project, _] ? !projects.Contains(project) && DiagnosticTexts.Read(Repository.Read(file)).Count > 0 : true)
            .Select(file => $"{file} belongs to no project with a *Codes.cs: declare the codes there, or remove it."));
    }

    [Fact]
    public void No_code_is_declared_twice() =>
        Findings.None(Declared().GroupBy(code => code.Code).Where(group => group.Count() > 1)
            .Select(group => $"{group.Key} is declared in {string.Join(" and ", group.Select(code => code.File))}: give one of them a code of its own."));

    [Fact]
    public void A_code_begins_with_the_thousands_of_its_project() =>
        Findings.None(Declared()
            .Where(code => code.Code[2] != Thousands.GetValueOrDefault(code.Project["sdk/".Length..], code.Code[2] < '6' ? '6' : code.Code[2]))
            .Select(code => $"{code.File}: {code.Code} is of another project's thousands; sdk/Xiezhi.Foundation/Diagnostics/README.md lists them."));

    [Fact]
    public void What_is_missing_or_differs_is_found()
    {
        var en = DiagnosticTexts.Read("""<root><data name="XZ1001"><value>a {0}</value></data><data name="XZ1001.mend"><value>b</value></data><data name="XZ1009"><value>c</value></data></root>""");
        var zh = DiagnosticTexts.Read("""<root><data name="XZ1001"><value>a {1}</value></data></root>""");

        var wrong = DiagnosticTexts.Wrong("en", en, "zh", zh, ["XZ1001"]).ToList();

        Assert.Equal(3, wrong.Count);
        Assert.StartsWith("zh: \"XZ1001.mend\" has no text", wrong[0], StringComparison.Ordinal);
        Assert.StartsWith("zh: \"XZ1001\" fills other gaps", wrong[1], StringComparison.Ordinal);
        Assert.StartsWith("en: \"XZ1009\" belongs to no code", wrong[2], StringComparison.Ordinal);
    }

    private static List<(string Project, string File, string Code)> Declared() =>
        [.. Repository.Files(["sdk"], "Codes.cs").SelectMany(file =>
            DiagnosticTexts.Codes(Repository.Read(file)).Select(code => (string.Join('/', file.Split('/')[..2]), file, code)))];
}
