using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

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
        var quotes = 0;
        for (var last = first; last < _lines.Count && last - first < MostLines; last++)
        {
            text.Append(last > first ? "\n" : "").Append(_lines[last]);
            quotes += _lines[last].Count(letter => letter == '"');
            if (quotes % 2 == 0 && Parse(text.ToString()) is { } parsed && (fields == 0 || parsed.Length == fields))
            {
                _next = last + 1;
                return (first + 1, parsed);
            }

            if (quotes % 2 == 0)
            {
                break;
            }
        }

        _next = first + 1;
        return (first + 1, null);
    }

    private static string[]? Parse(string record)
    {
        var bad = false;
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            HasHeaderRecord = false,
            BadDataFound = _ => bad = true,
            TrimOptions = TrimOptions.Trim,
        };
        using var parser = new CsvParser(new StringReader(record), configuration);
        if (!parser.Read() || bad || parser.Record is not { } fields)
        {
            return null;
        }

        return parser.Read() ? null : fields;
    }
}
