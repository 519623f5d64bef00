using CsCheck;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Packages;
using static Xiezhi.Governance.Tests.Handling.HandlingCase;

namespace Xiezhi.Governance.Tests.Handling;

public sealed class HandlingReaderTests
{
    private static readonly string[] Scraps = ["", "\"", "{", "]", "null", "0", "\"x\"", ",", "[]"];

    [Fact]
    public void A_limit_is_an_amount_or_what_a_clock_can_have()
    {
        var package = Package(CoHandling + "," + Whistles);

        Assert.Equal(["co-handling", "whistle:flood"], package.Handling.Levels.Select(level => level.Id));
        var contribute = package.ServiceLevel("co-handling")!.Clock("contribute")!;
        Assert.Equal(("PT8H", 2), (contribute.TargetText, contribute.Ladder.Length));
        Assert.Equal("PT30M", package.Handling.Whistle("flood")!.Limits.Clock("acknowledge")!.TargetText);
        Assert.Equal(["street-office"], package.Handling.Whistles[0].BlownBy);
        Assert.Equal(["superior"], package.Handling.Whistles[0].Closing.ClosedBy);
    }

    [Theory]
    [InlineData("\"concluding\": [\"Handle\"]", "\"concluding\": [\"Handel\"]", "XZ5016")]
    [InlineData("\"contribute\"", "\"contributed\"", "XZ1008")]
    [InlineData("\"PT2H\"", "\"2 hours\"", "XZ5011")]
    [InlineData("\"ladder\": \"co\"", "\"ladder\": \"so\"", "XZ5010")]
    [InlineData("\"concluding\"", "\"ledBy\": [\"buro\"], \"concluding\"", "XZ5006")]
    [InlineData("\"concluding\"", "\"closing\": {}, \"concluding\"", "XZ1007")]
    public void What_is_wrong_with_co_handling_is_named(string before, string after, string code) => Refused(CoHandling, before, after, code);

    [Theory]
    [InlineData("\"called\": [\"department\", \"firm\"]", "\"called\": [\"departments\"]", "XZ5006")]
    [InlineData("\"speak\": \"PT4H\"", "\"speak\": \"PT0S\"", "XZ5011")]
    [InlineData(", \"speak\": \"PT4H\"", "", "XZ1007")]
    [InlineData("\"id\": \"result\"", "\"id\": \"speed\"", "XZ5001")]
    [InlineData("\"criteria\": [ { \"id\": \"speed\" }, { \"id\": \"result\" } ],", "", "XZ5614")]
    [InlineData("\"points\": 5", "\"points\": 5000000000", "XZ5208")]
    [InlineData("\"target\": \"PT2H\"", "\"target\": { \"decision\": \"Duti\" }", "XZ5201")]
    public void What_is_wrong_with_a_whistle_is_named(string before, string after, string code) => Refused(Whistles, before, after, code);

    [Fact]
    public void A_task_that_is_decided_together_is_not_barred()
    {
        const string deliberations = """
            { "deliberations": [ { "id": "d", "participants": "[\"water\"]", "chair": "\"city\"", "method": "majority", "options": ["yes", "no"], "quorum": "1", "period": "PT1H" } ] }
            """;
        var procedure = Procedure.Replace("<userTask id=\"Confirm\"", "<userTask id=\"Confirm\" xiezhi:deliberation=\"d\"", StringComparison.Ordinal);

        Assert.Contains(TestPackage.Refuse(Files(Whistles, ("deliberations.json", deliberations), ("test.bpmn", procedure))), found => found.Code == "XZ5617");
    }

    [Fact]
    public void Whatever_the_file_says_reading_it_ends_in_a_package_or_in_what_is_wrong()
    {
        var text = "{ " + CoHandling + ", " + Whistles + " }";
        Gen.Select(Gen.Int[0, text.Length - 1], Gen.Int[1, 12], Gen.Int[0, Scraps.Length - 1].Select(scrap => Scraps[scrap])).Sample((at, length, with) =>
        {
            var changed = text[..at] + with + text[Math.Min(text.Length, at + length)..];
            var diagnostics = new DiagnosticBag();

            var files = TestPackage.Files(Files("", ("handling.json", changed)));

            Assert.Equal(PackageReader.Read(files, diagnostics) is null, diagnostics.HasErrors);
        }, iter: 300);
    }

    private static void Refused(string handling, string before, string after, string code)
    {
        Assert.Contains(before, handling, StringComparison.Ordinal);

        var found = TestPackage.Refuse(Files(handling.Replace(before, after, StringComparison.Ordinal)));

        Assert.Contains(code, found.Select(problem => problem.Code));
    }
}
