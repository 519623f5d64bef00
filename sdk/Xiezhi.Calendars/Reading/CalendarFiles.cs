using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Calendars;

/// <summary>The calendar files of one folder, each read once, when it is asked for or another is built on it.</summary>
/// <remarks>A calendar <c>city</c> stands in <c>city.json</c>; iCalendar files that it imports stand beside it. Not thread-safe.</remarks>
public sealed class CalendarFiles
{
    private readonly string _folder;
    private readonly Func<string, ReadOnlyMemory<byte>?> _open;
    private readonly DiagnosticBag _diagnostics;
    private readonly Dictionary<string, WorkingCalendar?> _read = new(StringComparer.Ordinal);

    /// <summary>Makes it over a folder, of which nothing is read yet.</summary>
    /// <param name="folder">What stands before a file's name in diagnostics, such as <c>calendars/</c>; may be empty.</param>
    /// <param name="open">The content of the file of that name, or <see langword="null"/> where there is none. Names never have a path in them.</param>
    /// <param name="diagnostics">Receives what is wrong or doubtful.</param>
    public CalendarFiles(string folder, Func<string, ReadOnlyMemory<byte>?> open, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(diagnostics);
        (_folder, _open, _diagnostics) = (folder, open, diagnostics);
    }

    /// <summary>The calendar of that name, built in or in a file of the folder; <see langword="null"/> where there is none, or none without errors.</summary>
    public WorkingCalendar? Find(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return BuiltInCalendars.Find(id) ?? Read(id + ".json");
    }

    /// <summary>The calendar in <paramref name="file"/>; <see langword="null"/> where there is no such file, or its content has errors.</summary>
    /// <param name="file">A name in the folder, such as <c>city.json</c>.</param>
    public WorkingCalendar? Read(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (_read.TryGetValue(file, out var known))
        {
            return known;
        }

        // While it is being read it is not there yet, so that one that is built on itself finds no parent.
        _read[file] = null;
        var calendar = Content(file) is { } content ? CalendarReader.Read(content, _folder + file, Find, Content, _diagnostics) : null;
        _read[file] = calendar;
        return calendar;
    }

    private ReadOnlyMemory<byte>? Content(string file) => file.AsSpan().IndexOfAny('/', '\\') >= 0 ? null : _open(file);
}
