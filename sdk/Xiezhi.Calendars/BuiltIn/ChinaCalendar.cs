using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Calendars;

/// <summary>Reads the embedded list of China's holidays, whose format its own first lines explain.</summary>
internal static class ChinaCalendar
{
    private const string Resource = "Xiezhi.Calendars.BuiltIn.china.txt";

    public static WorkingCalendar Compile()
    {
        var diagnostics = new DiagnosticBag();
        var calendar = WorkingCalendar.Compile(Definition(), diagnostics);
        return calendar is not null && diagnostics.Count == 0
            ? calendar
            : throw new InvalidOperationException("The built-in calendar CN is broken: " + string.Join("; ", diagnostics.ToImmutable()));
    }

    private static CalendarDefinition Definition()
    {
        var years = ImmutableSortedSet.CreateBuilder<int>();
        var dates = ImmutableArray.CreateBuilder<DatedHours>();
        using var stream = typeof(ChinaCalendar).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            switch (line[0])
            {
                case '=':
                    years.Add(int.Parse(line.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture));
                    break;
                case '-' or '+':
                    dates.Add(Entry(line));
                    break;
            }
        }

        return new CalendarDefinition
        {
            Id = "CN",
            Title = "中国法定工作日",
            Zone = "Asia/Shanghai",
            Week = WorkingWeek.MondayToFriday(
                new WorkingInterval(new TimeOnly(9, 0), new TimeOnly(12, 0)),
                new WorkingInterval(new TimeOnly(13, 0), new TimeOnly(17, 0))),
            Dates = dates.ToImmutable(),
            PublishedYears = years.ToImmutable(),
        };
    }

    private static DatedHours Entry(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var dates = line[(space + 1)..].Split("..");
        var (first, last) = (Date(dates[0]), Date(dates[^1]));
        var entry = line[0] == '-' ? DatedHours.Closed(first, last) : DatedHours.Worked(first, last);
        return entry with { Name = line[1..space] };
    }

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
