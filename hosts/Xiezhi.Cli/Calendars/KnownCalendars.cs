using Xiezhi.Calendars;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Cli.Calendars;

/// <summary>The calendars that questions name: built in, or files; each is read once.</summary>
internal sealed class KnownCalendars
{
    private readonly Dictionary<string, WorkingCalendar> _known = new(StringComparer.Ordinal);

    /// <summary>What is doubtful about the files that were read, for the person at the terminal.</summary>
    public DiagnosticBag Warnings { get; } = new();

    /// <exception cref="QuestionException">There is no such calendar.</exception>
    /// <exception cref="CalendarException">The file is there, but has errors.</exception>
    public WorkingCalendar Get(string? name)
    {
        if (name is null)
        {
            throw new QuestionException("calendar-missing-value", "calendar");
        }

        if (_known.TryGetValue(name, out var known))
        {
            return known;
        }

        return _known[name] = BuiltInCalendars.Find(name) ?? Read(name);
    }

    private WorkingCalendar Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new QuestionException("calendar-unknown", path);
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var shown = path[..^Path.GetFileName(path).Length];
        var diagnostics = new DiagnosticBag();
        var calendar = new CalendarFiles(shown, file => Content(folder, file), diagnostics).Read(Path.GetFileName(path));
        if (calendar is null)
        {
            throw new CalendarException([.. diagnostics.ToImmutable()]);
        }

        Warnings.AddRange(diagnostics.ToImmutable());
        return calendar;
    }

    private static ReadOnlyMemory<byte>? Content(string folder, string name)
    {
        var file = new FileInfo(Path.Combine(folder, name));

        // A file that is too large is read as far as shows that it is, and no further.
        if (!file.Exists)
        {
            return null;
        }

        using var stream = file.OpenRead();
        var content = new byte[Math.Min(stream.Length, CalendarReader.MaximumBytes + 1)];
        stream.ReadExactly(content);
        return content;
    }
}

/// <summary>A calendar's file has errors.</summary>
#pragma warning disable CA1032 // It is thrown here alone, always with what was found.
internal sealed class CalendarException(IReadOnlyList<Diagnostic> found) : Exception
#pragma warning restore CA1032
{
    public IReadOnlyList<Diagnostic> Found { get; } = found;
}
