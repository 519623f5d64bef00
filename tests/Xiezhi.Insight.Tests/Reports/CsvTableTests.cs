using System.Text;
using Xiezhi.Insight.Reports.Csv;

namespace Xiezhi.Insight.Reports;

public class CsvTableTests
{
    [Fact]
    public async Task A_table_is_utf8_with_a_mark_and_quotes_where_it_must()
    {
        var bytes = await WriteAsync("答复", "a,b", "say \"no\"", "two\nlines");

        Assert.Equal((byte[])[0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.Equal("v1,v2,v3,v4\r\n答复,\"a,b\",\"say \"\"no\"\"\",\"two\nlines\"\r\n", Encoding.UTF8.GetString(bytes.AsSpan(3)));
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("@SUM(A1)")]
    [InlineData("+86 10")]
    [InlineData("-1")]
    [InlineData("\t=1")]
    [InlineData("＝1+1")]
    public async Task A_text_that_a_spreadsheet_would_take_for_a_formula_begins_with_an_apostrophe(string formula)
    {
        var text = Encoding.UTF8.GetString((await WriteAsync(formula)).AsSpan(3)).Split("\r\n")[1];

        Assert.Equal("'" + formula, text.Trim('"'));
    }

    private static async Task<byte[]> WriteAsync(params string[] fields)
    {
        using var stream = new MemoryStream();
        await CsvTable.WriteAsync(stream, new ReportTable("t.csv", [.. fields.Select((_, i) => "v" + (i + 1))], [fields]), TestContext.Current.CancellationToken);
        return stream.ToArray();
    }
}
