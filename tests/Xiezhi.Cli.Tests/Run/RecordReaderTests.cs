using CsCheck;
using Xiezhi.Cli.Run;

namespace Xiezhi.Cli.Tests.Run;

public sealed class RecordReaderTests
{
    [Fact]
    public void A_quotation_mark_that_is_never_closed_spoils_only_its_own_line()
    {
        var reader = new RecordReader("a,b\n1,\"open\n2,closed\n3,\"well \"\"said\"\"\"\n");

        Assert.Equal([1, 2, 3, 4], Read(reader, 2).Select(record => record.Line));
        Assert.Equal(["a b", null, "2 closed", "3 well \"said\""], Read(new RecordReader("a,b\n1,\"open\n2,closed\n3,\"well \"\"said\"\"\"\n"), 2).Select(record => record.Fields is null ? null : string.Join(' ', record.Fields)));
    }

    [Fact]
    public void Any_text_is_read_to_its_end_and_no_line_twice()
    {
        Gen.String[Gen.Char["ab,\"\n\r "], 0, 200].Sample(text =>
        {
            var lines = Read(new RecordReader(text), 3).Select(record => record.Line).ToList();
            return lines.SequenceEqual(lines.Distinct().Order());
        });
    }

    private static List<(int Line, string[]? Fields)> Read(RecordReader reader, int fields)
    {
        var records = new List<(int, string[]?)>();
        while (reader.Read(fields) is { } record)
        {
            records.Add(record);
        }

        return records;
    }
}
