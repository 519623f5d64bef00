using System.Globalization;
using CsCheck;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Packages;
using Xiezhi.Testing.Scenarios;
using Xiezhi.Testing.Scenarios.Commands;
using Xiezhi.Testing.Scenarios.Facts;

namespace Xiezhi.Testing.Tests.Scenarios;

public sealed class ScenarioReaderTests
{
    private static readonly string[] Pieces = ["{", "}", "[", "]", "\"", "null", "1", ",", ":", "true", "\"do\"", "\"with\""];

    [Theory]
    [InlineData("XZ8005", "grant-extension", """{ "after": "PT1H", "by": "city", "do": "grant-extenson", "with": {} }""")]
    [InlineData("XZ1008", "amount", """{ "after": "PT1H", "by": "city", "do": "grant-extension", "with": { "clock": "reply", "reason": "x", "ammount": "PT1H" } }""")]
    [InlineData("XZ1007", "clock", """{ "after": "PT1H", "by": "city", "do": "grant-extension", "with": { "reason": "x" } }""")]
    [InlineData("XZ1007", "with", """{ "after": "PT1H", "by": "city", "do": "grant-extension" }""")]
    [InlineData("XZ1006", "a text", """{ "after": "PT1H", "by": "city", "do": "grant-extension", "with": { "clock": "reply", "amount": 3 } }""")]
    [InlineData("XZ1006", "upheld", """{ "after": "PT1H", "by": "city", "do": "decide-finding", "with": { "outcome": "up" } }""")]
    [InlineData("XZ8001", "soon", """{ "after": "PT1H", "by": "city", "do": "suspend-clock", "with": { "clock": "reply", "reviewAt": "soon" } }""")]
    [InlineData("XZ8006", "reply", """{ "after": "PT1H", "by": "city", "do": "deny-extension", "with": { "clock": "repyl" } }""")]
    [InlineData("XZ8007", "plan", """{ "after": "PT1H", "by": "city", "do": "cast-ballot", "with": { "deliberation": "plam" } }""")]
    [InlineData("XZ8008", "first", """{ "after": "PT1H", "by": "city", "case": "frist", "cancel": "x" }""")]
    [InlineData("XZ8004", "Handle", """{ "after": "PT1H", "by": "city", "do": "complete-task", "with": { "task": "Handel" } }""")]
    [InlineData("XZ1008", "complete", """{ "after": "PT1H", "by": "city", "complet": "Handle" }""")]
    [InlineData("XZ1008", "reasons", """{ "after": "PT1H", "by": "city", "vote": "plan", "prefer": "yes", "reson": "x" }""")]
    [InlineData("XZ8002", "do", """{ "after": "PT1H", "by": "city", "do": "cancel-case", "cancel": "x" }""")]
    [InlineData("XZ1008", "standing", """{ "after": "PT1H", "expect": { "extensions": [ { "standin": "granted" } ] } }""")]
    [InlineData("XZ1008", "extensions", """{ "after": "PT1H", "expect": { "extension": [] } }""")]
    [InlineData("XZ8006", "reply", """{ "after": "PT1H", "expect": { "clocks": { "repyl": "met" } } }""")]
    public void What_is_not_known_is_refused_with_the_nearest_that_is(string code, string nearest, string step)
    {
        var found = ScenarioPackage.Refuse($$"""  "steps": [ {{step}} ] """);

        var diagnostic = Assert.Single(found);
        Assert.Equal(code, diagnostic.Code);
        Assert.Equal("scenarios/one.json", diagnostic.Location.File);
        Assert.Contains(nearest, diagnostic.Format(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void The_readme_lists_every_verb_with_its_fields()
    {
        var readme = File.ReadAllText(Path.Combine(Root(), "sdk", "Xiezhi.Testing", "Scenarios", "README.md"));

        var missing = CommandVerbs.All.Select(verb => $"| `{verb}` | {string.Join(", ", CommandVerbs.Form(verb)!.Fields.Select(field => field.IsRequired ? $"**{field.Name}**" : field.Name))} |")
            .Where(row => !readme.Contains(row, StringComparison.Ordinal)).ToList();

        Assert.True(missing.Count == 0, "The README misses:\n" + string.Join("\n", missing));
    }

    [Fact]
    public void The_readme_lists_every_fact_with_its_members()
    {
        var readme = File.ReadAllText(Path.Combine(Root(), "sdk", "Xiezhi.Testing", "Scenarios", "README.md"));

        var missing = FactTables.All.Select(table => $"| `{table.Name}` | {string.Join(", ", table.Members.Select(member => member.Name))} |")
            .Where(row => !readme.Contains(row, StringComparison.Ordinal)).ToList();

        Assert.True(missing.Count == 0, "The README misses:\n" + string.Join("\n", missing));
    }

    [Fact]
    public void Whatever_stands_in_a_scenario_it_is_read_or_refused()
    {
        var bag = new DiagnosticBag();
        var package = PackageReader.Read(ScenarioPackage.Files(), bag)!;
        const string Good = """{ "opens": { "at": "2024-09-12T10:00", "by": "citizen:Li" }, "steps": [ { "after": "PT1H", "by": "city", "do": "suspend-clock", "with": { "clock": "reply", "reason": "r", "reviewAt": "1wd" }, "expect": { "clocks": { "reply": { "due": null } }, "told": [ { "with": {} } ] } } ] }""";

        Gen.Select(Gen.Int[0, Good.Length - 1], Gen.Int[0, 8], Gen.Int[0, Pieces.Length - 1]).Sample((at, length, piece) =>
        {
            var text = Good.Remove(at, Math.Min(length, Good.Length - at)).Insert(at, Pieces[piece]);
            var diagnostics = new DiagnosticBag();

            var read = ScenarioReader.Read(System.Text.Encoding.UTF8.GetBytes(text), "scenarios/one.json", package, diagnostics);

            Assert.Equal(read is null, diagnostics.HasErrors);
        }, iter: 3000);
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Workflow.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("There is no Workflow.sln above.");
        }

        return folder;
    }
}
