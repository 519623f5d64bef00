namespace Xiezhi.House.Tests;

public class PurityTests
{
    [Fact]
    public void No_source_reads_the_wall_clock_and_the_pure_floors_have_no_hidden_input_and_no_output()
    {
        var sources = Repository.Files(["sdk", "hosts"], ".cs").ToList();

        Assert.True(sources.Count > 50);
        Findings.None(sources.SelectMany(file => Purity.Wrong(file, Repository.Read(file))));
    }

    [Theory]
    [InlineData("var now = DateTime.Now;")]
    [InlineData("var text = $\"{DateTimeOffset.UtcNow}\";")]
    [InlineData("var url = \"http://x\"; var now = DateTime.Today;")]
    [InlineData("var id = Guid.NewGuid();")]
    [InlineData("var die = new Random(1);")]
    [InlineData("var text = File.ReadAllText(name);")]
    [InlineData("using System.Net.Http;")]
    [InlineData("Directory.CreateDirectory(name);")]
    [InlineData("var slash = '\"'; var now = DateTime.UtcNow; // \"")]
    [InlineData("var raw = \"\"\"\n // \" \n\"\"\"; var now = DateTime.UtcNow;")]
    [InlineData("var path = @\"c:\\\"; var now = DateTime.UtcNow;")]
    public void What_is_not_pure_is_found(string source) =>
        Assert.Single(Purity.Wrong("sdk/Xiezhi.Calendars/Any.cs", source));

    [Theory]
    [InlineData("// DateTime.Now is not read here")]
    [InlineData("/* new Random( */ var one = 1;")]
    [InlineData("/// <see cref=\"DateTime.Now\"/>")]
    [InlineData("var watch = Stopwatch.StartNew();")]
    [InlineData("var length = location.File.Length; var file = File.Length;")]
    [InlineData("var nothing = Guid.Empty;")]
    public void What_is_pure_is_left_alone(string source) => Findings.None(Purity.Wrong("sdk/Xiezhi.Calendars/Any.cs", source));

    [Fact]
    public void Higher_floors_may_do_input_and_output_but_not_read_the_wall_clock()
    {
        const string source = "var text = File.ReadAllText(name); var id = Guid.NewGuid();\nvar now = DateTimeOffset.UtcNow;";

        var wrong = Assert.Single(Purity.Wrong("sdk/Xiezhi.Storage/Any.cs", source));

        Assert.StartsWith("sdk/Xiezhi.Storage/Any.cs(2): DateTimeOffset.UtcNow", wrong, StringComparison.Ordinal);
    }
}
