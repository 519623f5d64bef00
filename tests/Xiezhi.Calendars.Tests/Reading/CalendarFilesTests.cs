using System.Text;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Calendars.Tests.Reading;

public sealed class CalendarFilesTests
{
    private const string Week = """
        "zone": "Asia/Shanghai", "week": { "monday-friday": ["09:00-17:00"] }
        """;

    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly DiagnosticBag _diagnostics = new();

    [Fact]
    public void A_calendar_is_built_on_another_file_of_the_folder_whatever_their_order()
    {
        _files["a.json"] = """{ "id": "a", "basedOn": "b", "dates": [{ "date": "2024-05-08", "closed": true }] }""";
        _files["b.json"] = $$"""{ "id": "b", {{Week}} }""";

        var calendar = Files().Read("a.json");

        Assert.Empty(_diagnostics.ToImmutable());
        Assert.Equal((true, false), (calendar!.IsWorkingDay(new DateOnly(2024, 5, 7)), calendar.IsWorkingDay(new DateOnly(2024, 5, 8))));
    }

    [Fact]
    public void A_calendar_that_is_built_on_itself_is_refused()
    {
        _files["a.json"] = """{ "id": "a", "basedOn": "b" }""";
        _files["b.json"] = """{ "id": "b", "basedOn": "a" }""";

        Assert.Null(Files().Read("a.json"));
        Assert.Contains(_diagnostics.ToImmutable(), found => found.Code == "XZ4014" && found.Location.File == "calendars/b.json");
    }

    [Theory]
    [InlineData("missing.ics")]
    [InlineData("../secret.ics")]
    public void A_file_to_import_that_is_not_in_the_folder_is_named(string name)
    {
        _files["../secret.ics"] = "BEGIN:VCALENDAR\nEND:VCALENDAR";
        _files["a.json"] = $$"""{ "id": "a", {{Week}}, "import": ["{{name}}"] }""";

        Assert.Null(Files().Read("a.json"));
        var found = Assert.Single(_diagnostics.ToImmutable());
        Assert.Equal(("XZ4021", "import[0]"), (found.Code, found.Location.Element));
        Assert.Contains(name, found.Message(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_calendar_says_itself_wins_over_what_it_imports_date_by_date()
    {
        _files["a.ics"] = string.Join("\r\n",
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN",
            "BEGIN:VEVENT", "UID:1", "DTSTART;VALUE=DATE:20240506", "DTEND;VALUE=DATE:20240509", "SUMMARY:Feast", "END:VEVENT", "END:VCALENDAR", "");
        _files["a.json"] = $$"""{ "id": "a", {{Week}}, "import": ["a.ics"], "dates": [{ "from": "2024-05-07", "to": "2024-05-31", "like": "monday" }] }""";

        var calendar = Files().Read("a.json")!;

        Assert.Empty(_diagnostics.ToImmutable());
        Assert.Equal(["Feast", "", ""], new[] { 6, 7, 8 }.Select(day => calendar.NameOf(new DateOnly(2024, 5, day))));
        Assert.Equal([false, true, true], new[] { 6, 7, 8 }.Select(day => calendar.IsWorkingDay(new DateOnly(2024, 5, day))));
    }

    private CalendarFiles Files() =>
        new("calendars/", name => _files.TryGetValue(name, out var text) ? (ReadOnlyMemory<byte>?)Encoding.UTF8.GetBytes(text) : null, _diagnostics);
}
