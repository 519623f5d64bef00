using System.Globalization;
using CsvHelper;

namespace Xiezhi.Insight.Reports.Csv;

/// <summary>One table as a CSV file that spreadsheet programs open without harm.</summary>
/// <remarks>UTF-8 with a byte order mark, without which they show Chinese as noise; a text that they would take for a formula is escaped with an apostrophe.</remarks>
internal static class CsvTable
{
    private static readonly CsvWriterOptions Options = new()
    {
        NewLine = "\r\n",
        FormatProvider = CultureInfo.InvariantCulture,
        WriteByteOrderMark = true,
        Injection = CsvInjection.Escape,
    };

    /// <summary>Writes a table and leaves the stream open.</summary>
    public static async Task WriteAsync(Stream stream, ReportTable table, CancellationToken cancellationToken)
    {
        var csv = CsvWriter.Create(stream, Options, leaveOpen: true);
        await using var closing = csv.ConfigureAwait(false);
        await WriteAsync(csv, table.Columns, cancellationToken).ConfigureAwait(false);
        foreach (var row in table.Rows)
        {
            await WriteAsync(csv, row, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task WriteAsync(CsvWriter csv, IEnumerable<string?> fields, CancellationToken cancellationToken)
    {
        foreach (var field in fields)
        {
            csv.WriteField(Guard(field ?? ""));
        }

        await csv.EndRecordAsync(cancellationToken).ConfigureAwait(false);
    }

    // The library guards the ASCII signs. A Chinese keyboard gives the full-width ones, which some programs read as the same.
    private static string Guard(string field) => field is ['＝' or '＠' or '＋' or '－', ..] ? "'" + field : field;
}
