using System.Collections.Immutable;
using System.Text;
using Xiezhi.Insight.Reports.Csv;
using Xiezhi.Insight.Reports.Html;
using Xiezhi.Insight.Reports.Json;

namespace Xiezhi.Insight.Reports;

/// <summary>Writes a report as files: a page to read, tables to count on, figures for programs.</summary>
/// <remarks>Thread-safe for different folders.</remarks>
public static class ReportWriter
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes <c>report.html</c>, <c>summary.json</c> and the CSV files into a folder, which is made where there is none; files of these names are replaced.</summary>
    /// <param name="report">The report.</param>
    /// <param name="directory">The folder.</param>
    /// <param name="cancellationToken">Gives up; what was written stays.</param>
    /// <returns>The paths of the files written, the page first.</returns>
    /// <exception cref="IOException">A file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static async Task<ImmutableArray<string>> WriteAsync(ServiceReport report, string directory, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentException.ThrowIfNullOrEmpty(directory);
        Directory.CreateDirectory(directory);
        var written = ImmutableArray.CreateBuilder<string>();
        string Next(string file)
        {
            written.Add(Path.Combine(directory, file));
            return written[^1];
        }

        await File.WriteAllTextAsync(Next("report.html"), ReportPage.Write(report), Utf8, cancellationToken).ConfigureAwait(false);
        await File.WriteAllTextAsync(Next("summary.json"), SummaryJson.Write(report), Utf8, cancellationToken).ConfigureAwait(false);
        foreach (var table in CsvTables.Of(report))
        {
            var file = new FileStream(Next(table.File), FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16, FileOptions.Asynchronous);
            await using var closing = file.ConfigureAwait(false);
            await CsvTable.WriteAsync(file, table, cancellationToken).ConfigureAwait(false);
        }

        return written.ToImmutable();
    }
}
