namespace Xiezhi.House.Tests;

public class ReferenceTests
{
    private static readonly string[] Folders = ["sdk", "hosts", "samples", "tests"];

    [Fact]
    public void No_reference_goes_up_or_sideways()
    {
        var projects = Repository.Files(["sdk", "hosts", "samples"], ".csproj").ToList();

        var wrong = projects.SelectMany(file => References.Wrong(file, Repository.Read(file)));

        Assert.NotEmpty(projects);
        Findings.None(wrong);
    }

    [Fact]
    public void No_project_outside_tests_refers_to_a_test() =>
        Findings.None(Repository.Files(["sdk", "hosts", "samples"], ".csproj")
            .Where(file => References.Of(file, Repository.Read(file)).Any(used => used.StartsWith("tests/", StringComparison.Ordinal)))
            .Select(file => $"{file} refers to a project under tests/: remove the reference."));

    [Fact]
    public void Every_project_stands_in_the_solution()
    {
        var solution = Repository.Read("Workflow.sln").Replace('\\', '/');

        var missing = Repository.Files(Folders, ".csproj").Where(file => !solution.Contains($"\"{file}\"", StringComparison.Ordinal));

        Findings.None(missing.Select(file => $"{file} is not in Workflow.sln: dotnet sln Workflow.sln add {file}"));
    }

    [Theory]
    [InlineData("sdk/Xiezhi.Rules/Xiezhi.Rules.csproj", "../Xiezhi.Governance/Xiezhi.Governance.csproj", "up")]
    [InlineData("sdk/Xiezhi.Rules/Xiezhi.Rules.csproj", "..\\Xiezhi.Calendars\\Xiezhi.Calendars.csproj", "sideways")]
    [InlineData("sdk/Xiezhi.Storage/Xiezhi.Storage.csproj", "../Xiezhi.Hangfire/Xiezhi.Hangfire.csproj", "sideways")]
    [InlineData("sdk/Xiezhi.Runtime/Xiezhi.Runtime.csproj", "../../hosts/Xiezhi.Cli/Xiezhi.Cli.csproj", "up")]
    [InlineData("hosts/Xiezhi.Cli/Xiezhi.Cli.csproj", "../Xiezhi.Server/Xiezhi.Server.csproj", "sideways")]
    [InlineData("sdk/Xiezhi.Runtime/Xiezhi.Runtime.csproj", "../../tests/Xiezhi.Conformance/Xiezhi.Conformance.csproj", "no floor")]
    [InlineData("sdk/Xiezhi.New/Xiezhi.New.csproj", "../Xiezhi.Foundation/Xiezhi.Foundation.csproj", "no floor")]
    public void A_wrong_reference_is_found(string file, string used, string said)
    {
        var wrong = References.Wrong(file, $"""<Project><ItemGroup><ProjectReference Include="{used}" /></ItemGroup></Project>""");

        Assert.Contains(said, Assert.Single(wrong), StringComparison.Ordinal);
    }

    [Fact]
    public void A_reference_that_goes_down_is_right() =>
        Findings.None(References.Wrong(
            "samples/Embedding/Embedding.csproj", """<Project><ItemGroup><ProjectReference Include="../../sdk/Xiezhi.Storage/Xiezhi.Storage.csproj" /></ItemGroup></Project>"""));
}
