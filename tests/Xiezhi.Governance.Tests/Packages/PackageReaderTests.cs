using System.Text;
using CsCheck;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Packages;

namespace Xiezhi.Governance.Tests.Packages;

public sealed class PackageReaderTests
{
    [Fact]
    public void The_same_content_gives_the_same_id_whatever_its_order_white_space_and_line_ends()
    {
        var plain = TestPackage.Read();
        var reordered = TestPackage.Matters.Replace("\"id\": \"noise\", \"title\": { \"en\": \"Noise\", \"zh-CN\": \"噪声\" }", "\"title\":{\"zh-CN\":\"噪声\",\"en\":\"Noise\"},\n \"id\":\"noise\"", StringComparison.Ordinal);

        var other = TestPackage.Read(("matters.json", reordered), ("test.bpmn", TestPackage.Procedure.ReplaceLineEndings("\r\n")));

        Assert.NotEqual(TestPackage.Matters, reordered);
        Assert.Equal(plain.Id, other.Id);
        Assert.Matches("^[0-9a-f]{64}$", plain.Id);
    }

    [Fact]
    public void Another_promise_gives_another_id()
    {
        var plain = TestPackage.Read();

        var other = TestPackage.Read(("service-levels.json", TestPackage.ServiceLevels.Replace("PT4H", "PT5H", StringComparison.Ordinal)));

        Assert.NotEqual(plain.Id, other.Id);
    }

    [Theory]
    [InlineData("package.json")]
    [InlineData("organization.json")]
    [InlineData("matters.json")]
    public void A_missing_file_is_named(string file)
    {
        var found = TestPackage.Refuse((file, null));

        Assert.Contains(found, one => one.Code == "XZ5007" && one.Arguments[0] == file);
    }

    [Theory]
    [InlineData("package.json", "\"zone\": \"Asia/Shanghai\"", "\"zone\": \"Asia/Shang\"", "XZ5013")]
    [InlineData("package.json", "\"test.bpmn\"", "\"tset.bpmn\"", "XZ5015")]
    [InlineData("package.json", "\"city\"", "\"ctiy\"", "XZ5006")]
    [InlineData("package.json", "\"openedBy\"", "\"openBy\"", "XZ1008")]
    [InlineData("organization.json", "\"superior\": \"bureau\"", "\"superior\": \"buro\"", "XZ5002")]
    [InlineData("organization.json", "\"superior\": null", "\"superior\": \"office\"", "XZ5003")]
    [InlineData("organization.json", "\"id\": \"bureau\"", "\"id\": \"office\"", "XZ5001")]
    [InlineData("organization.json", "\"id\": \"office\"", "\"id\": \"agency\"", "XZ5018")]
    [InlineData("organization.json", "street-office", "street", "XZ5004")]
    [InlineData("organization.json", "\"territory\": \"A\"", "\"territory\": \"B\"", "XZ5005")]
    [InlineData("service-levels.json", "\"PT4H\"", "\"4 hours\"", "XZ5011")]
    [InlineData("service-levels.json", "\"75%\"", "\"three quarters\"", "XZ5012")]
    [InlineData("service-levels.json", "\"CN\"", "\"cn\"", "XZ5009")]
    [InlineData("service-levels.json", "\"ladder\": \"standard\"", "\"ladder\": \"standrad\"", "XZ5010")]
    [InlineData("service-levels.json", "\"do\": \"raise\"", "\"do\": \"rise\"", "XZ5004")]
    [InlineData("matters.json", "\"id\": \"noise\"", "\"id\": 7", "XZ1006")]
    [InlineData("matters.json", "] }", "] ", "XZ1005")]
    public void A_mistake_is_named_with_its_file_and_line(string file, string right, string wrong, string code)
    {
        var content = Encoding.UTF8.GetString(TestPackage.Files()[file].Span);
        Assert.Contains(right, content, StringComparison.Ordinal);

        var place = content.IndexOf(right, StringComparison.Ordinal);
        var found = TestPackage.Refuse((file, content.Remove(place, right.Length).Insert(place, wrong)));

        var one = Assert.Single(found, one => one.Code == code && one.Location.File == file);
        Assert.True(one.Location.Line > 0, one.ToString());
    }

    [Fact]
    public void Several_mistakes_are_all_found_in_one_pass()
    {
        var found = TestPackage.Refuse(
            ("package.json", TestPackage.Manifest.Replace("Asia/Shanghai", "Nowhere", StringComparison.Ordinal)),
            ("service-levels.json", TestPackage.ServiceLevels.Replace("75%", "x", StringComparison.Ordinal).Replace("150%", "y", StringComparison.Ordinal)));

        Assert.Equal(["XZ5012", "XZ5012", "XZ5013"], found.Where(one => one.Severity == Severity.Error).Select(one => one.Code).Order());
    }

    [Fact]
    public void A_file_that_no_package_knows_is_a_warning_and_no_policy()
    {
        var plain = TestPackage.Read();
        var diagnostics = new DiagnosticBag();

        var package = PackageReader.Read(TestPackage.Files(("notes.txt", "hello"), ("README.md", "hello")), diagnostics);

        Assert.Equal(plain.Id, package?.Id);
        Assert.Equal(("XZ5008", Severity.Warning), (Assert.Single(diagnostics.ToImmutable()).Code, diagnostics.ToImmutable()[0].Severity));
    }

    [Fact]
    public void Bytes_changed_anywhere_never_make_the_reader_throw()
    {
        var files = TestPackage.Files();
        var names = files.Keys.Order(StringComparer.Ordinal).ToArray();
        Gen.Select(Gen.Int[0, names.Length - 1], Gen.Int[0, 4000], Gen.Byte).Sample(
            (file, place, content) =>
            {
                var changed = TestPackage.Files();
                var bytes = changed[names[file]].ToArray();
                bytes[place % bytes.Length] = content;
                changed[names[file]] = bytes;
                var diagnostics = new DiagnosticBag();
                var package = PackageReader.Read(changed, diagnostics);
                return package is not null != diagnostics.HasErrors;
            },
            iter: 400,
            threads: 1);
    }
}
