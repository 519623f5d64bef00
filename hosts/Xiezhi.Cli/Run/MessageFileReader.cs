using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Xiezhi.Governance.Packages;

namespace Xiezhi.Cli.Run;

/// <summary>Reads a file of messages as a package's intake describes it.</summary>
internal sealed class MessageFileReader(Intake intake, string zone, CultureInfo culture)
{
    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF"];

    private readonly HashSet<string> _timeColumns = [intake.ReceivedAt, .. intake.Commands.Select(command => command.At)];

    /// <exception cref="InvalidDataException">The file has no usable header; the message says what is missing.</exception>
    public MessageFile Read(byte[] content)
    {
        // Bytes that are not UTF-8 become U+FFFD and spoil only the row that they stand in.
        var reader = new RecordReader(Encoding.UTF8.GetString(content).TrimStart('\uFEFF'));
        var header = reader.Read(0)?.Fields ?? throw new InvalidDataException(Texts.Get("input-empty", culture));
        var missing = intake.Columns.Where(column => !header.Contains(column)).ToList();
        if (missing.Count > 0)
        {
            throw new InvalidDataException(Texts.Get("input-columns", culture, string.Join(", ", missing), string.Join(", ", header)));
        }

        var rows = ImmutableArray.CreateBuilder<MessageRow>();
        var rejected = ImmutableArray.CreateBuilder<RejectedRow>();
        var keys = new Dictionary<string, int>(StringComparer.Ordinal);
        while (reader.Read(header.Length) is var (line, fields))
        {
            var row = fields is null ? null : ToRow(line, header, fields, out _);
            var reason = fields is null ? Texts.Get("row-fields", culture, header.Length) : ReasonToReject(line, header, fields, keys, ref row);
            if (reason is null)
            {
                keys.Add(row!.Fields[intake.Key], line);
                rows.Add(row);
            }
            else
            {
                rejected.Add(new RejectedRow(line, reason));
            }
        }

        return new MessageFile(rows.ToImmutable(), rejected.ToImmutable());
    }

    private string? ReasonToReject(int line, string[] header, string[] fields, Dictionary<string, int> keys, ref MessageRow? row)
    {
        if (fields.Any(field => field.Contains('\uFFFD', StringComparison.Ordinal)))
        {
            return Texts.Get("row-encoding", culture);
        }

        row = ToRow(line, header, fields, out var badTime);
        if (row.Fields[intake.Key].Length == 0)
        {
            return Texts.Get("row-empty", culture, intake.Key);
        }

        if (badTime is not null)
        {
            return Texts.Get("row-time", culture, badTime, row.Fields[badTime]);
        }

        if (!row.Times.TryGetValue(intake.ReceivedAt, out var received))
        {
            return Texts.Get("row-empty", culture, intake.ReceivedAt);
        }

        if (row.Fields[intake.OpenedById].Length == 0)
        {
            return Texts.Get("row-empty", culture, intake.OpenedById);
        }

        foreach (var (column, at) in row.Times)
        {
            if (at < received)
            {
                return Texts.Get("row-order", culture, column, intake.ReceivedAt);
            }
        }

        return keys.TryGetValue(row.Fields[intake.Key], out var earlier) ? Texts.Get("row-twice", culture, row.Fields[intake.Key], earlier) : null;
    }

    private MessageRow ToRow(int line, string[] header, string[] fields, out string? badTime)
    {
        badTime = null;
        var texts = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var times = ImmutableDictionary.CreateBuilder<string, DateTimeOffset>(StringComparer.Ordinal);
        for (var i = 0; i < header.Length; i++)
        {
            texts[header[i]] = fields[i];
            if (fields[i].Length == 0 || !_timeColumns.Contains(header[i]))
            {
                continue;
            }

            if (DateTime.TryParseExact(fields[i], TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Year is > 1 and < 9999)
            {
                times[header[i]] = PackageZone.ToInstant(zone, local);
            }
            else
            {
                badTime ??= header[i];
            }
        }

        return new MessageRow(line, texts.ToImmutable(), times.ToImmutable());
    }
}
