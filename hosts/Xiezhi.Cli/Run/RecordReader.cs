using System.Text;
using CsvHelper;

namespace Xiezhi.Cli.Run;

/// <summary>Splits a file of comma-separated values into records so that a malformed one spoils itself and not those behind it.</summary>
/// <remarks>
/// A quotation mark that is never closed would make a plain reader take the rest of the file for one field. Here a record may run over
/// several lines only if it then has as many fields as the header; else its first line alone is malformed and reading goes on behind it.
/// </remarks>
internal sealed class RecordReader
{
    private const int MostLines = 200;

    private readonly List<string> _lines = [];
    private int _next;

    public RecordReader(string text)
    {
        using var reader = new StringReader(text);
        while (reader.ReadLine() is { } line)
        {
            _lines.Add(line);
        }
    }

    /// <summary>Reads the next record.</summary>
    /// <param name="fields">How many fields it must have; 0 for any number.</param>
    /// <returns>The line on which it begins, and its fields or <see langword="null"/> where it is malformed; nothing at the end.</returns>
    public (int Line, string[]? Fields)? Read(int fields)
    {
        while (_next < _lines.Count && string.IsNullOrWhiteSpace(_lines[_next]))
        {
            _next++;
        }

        if (_next >= _lines.Count)
        {
            return null;
        }

        var first = _next;
        var text = new StringBuilder();
        for (var last = first; last < _lines.Count && last - first < MostLines; last++)
        {
            text.Append(last > first ? "\n" : "").Append(_lines[last]);
            var (parsed, problem) = Parse(text.ToString());

            // A stray quotation mark is kept as text within a line; over several lines it would only hide where a record ends.
            var sound = problem is null || (last == first && problem != CsvMalformedReason.UnterminatedQuote);
            if (sound && parsed is not null && (fields == 0 || parsed.Length == fields))
            {
                _next = last + 1;
                return (first + 1, parsed);
            }

            if (problem != CsvMalformedReason.UnterminatedQuote)
            {
                break;
            }
        }

        _next = first + 1;
        return (first + 1, null);
    }

    private static (string[]? Fields, CsvMalformedReason? Problem) Parse(string record)
    {
        CsvMalformedReason? problem = null;
        var options = new CsvReaderOptions
        {
            HasHeader = false,
            Separator = ',',
            TrimWhitespace = true,
            MalformedData = CsvMalformedDataHandling.Recover,
            OnMalformedRecord = malformed => problem ??= malformed.Reason,
        };
        using var reader = CsvReader.FromText(record, options);
        if (!reader.Read())
        {
            return (null, problem);
        }

        var fields = reader.Current.ToArray();
        return reader.Read() ? (null, problem) : (fields, problem);
    }
}
