using System.Text;
using CsCheck;
using Xiezhi.Foundation.Diagnostics;

namespace Xiezhi.Calendars.Tests;

public class CalendarReaderTests
{
    private const string District = """
        {
          "id": "A3",
          "title": "A3区政务服务",
          "basedOn": "CN",
          "week": { "monday-thursday": ["08:30-12:00", "13:30-17:30"], "friday": ["08:30-12:00"], "saturday": [] },
          "dates": [
            { "date": "2024-11-06", "closed": true, "name": "区庆" },
            { "from": "2024-12-02", "to": "2024-12-03", "hours": ["10:00-15:00"] },
            { "date": "2024-12-07", "like": "friday" },
            { "date": "2024-12-08", "like": "working-day" }
          ],
          "publishedYears": [2027],
          "provisional": true,
          "horizon": { "from": 2010, "to": 2030 }
        }
        """;

    private readonly DiagnosticBag _diagnostics = new();

    [Fact]
    public void A_calendar_is_read_with_all_that_it_says()
    {
        var calendar = Read(District)!;

        Assert.Empty(_diagnostics.ToImmutable());
        Assert.Equal(("A3", "A3区政务服务", "Asia/Shanghai"), (calendar.Id, calendar.Definition.Title, calendar.Zone));
        Assert.Equal(Calendars.Hours("08:30-12:00", "13:30-17:30"), calendar.HoursOn(Calendars.Date("2024-09-10")));
        Assert.Equal(Calendars.Hours("08:30-12:00"), calendar.HoursOn(Calendars.Date("2024-09-13")));
        Assert.Equal("区庆", calendar.NameOf(Calendars.Date("2024-11-06")));
        Assert.False(calendar.IsWorkingDay(Calendars.Date("2024-11-06")));
        Assert.Equal(Calendars.Hours("10:00-15:00"), calendar.HoursOn(Calendars.Date("2024-12-03")));
        Assert.Equal(Calendars.Hours("08:30-12:00"), calendar.HoursOn(Calendars.Date("2024-12-07")));
        Assert.Equal(Calendars.Hours("08:30-12:00", "13:30-17:30"), calendar.HoursOn(Calendars.Date("2024-12-08")));
        Assert.True(calendar.IsPublished(2007) && calendar.IsPublished(2027) && calendar.AllowsProvisional);
        Assert.Equal((2010, 2030), (calendar.FirstYear, calendar.LastYear));
    }

    [Fact]
    public void A_calendar_can_stand_alone_and_be_built_upon()
    {
        var alone = Read("""{ "id": "alone", "zone": "Europe/Berlin", "week": { "saturday-monday": ["22:00-06:00"] }, "publishedYears": { "from": 2020, "to": 2022 } }""")!;

        var upon = CalendarReader.Read(Bytes("""{ "id": "upon", "basedOn": "alone" }"""), "upon.json", id => id == "alone" ? alone : null, _diagnostics)!;

        Assert.Empty(_diagnostics.ToImmutable());
        Assert.True(upon.IsWorkingDay(Calendars.Date("2024-09-09")));
        Assert.False(upon.IsWorkingDay(Calendars.Date("2024-09-10")));
        Assert.Equal([2020, 2021, 2022], upon.PublishedYears!.Order());
    }

    [Theory]
    [InlineData("""{ "id": "a", "basedOn": "CN", "holiday": 1 }""", "XZ4010", "holiday", 1)]
    [InlineData("{ \"id\": \"a\",\n \"basedOn\": \"CN\",\n \"wekk\": {} }", "XZ4010", "wekk", 3)]
    [InlineData("""{ "basedOn": "CN" }""", "XZ4011", "", 1)]
    [InlineData("""{ "id": "", "basedOn": "CN" }""", "XZ4012", "id", 1)]
    [InlineData("""{ "id": 1, "basedOn": "CN" }""", "XZ4012", "id", 1)]
    [InlineData("""[]""", "XZ4012", "", 1)]
    [InlineData("""{ "id": "a", "basedOn": "XX" }""", "XZ4014", "basedOn", 1)]
    [InlineData("""{ "id": "a", "zone": "Asia/Shanghai" }""", "XZ4020", "", 1)]
    [InlineData("""{ "id": "a", "basedOn": "CN", "zone": "Mars/Base" }""", "XZ4013", ", zone", 1)]
    [InlineData("""{ "id": "a", "basedOn": "CN", "week": [] }""", "XZ4012", "week", 1)]
    [InlineData("""{ "id": "a", "basedOn": "CN", "week": { "mondy": [] } }""", "XZ4010", "week.mondy", 1)]
    [InlineData("""{ "id": "a", "basedOn": "CN", "week": { "monday": "09:00-12:00" } }""", "XZ4012", "week.monday", 1)]
    [InlineData("""{ "id": "a", "basedOn": "CN", "week": { "monday": ["9-12"] } }""", "XZ4012", "week.monday[0]", 1)]
    [InlineData("""{ "id": "a", "basedOn": "CN", "week": { "monday": ["09:00-12:00", "11:00-13:00"] } }""", "XZ4015", ", week", 1)]
    [InlineData("""{ "id": "a", "basedOn": "CN", "dates": {} }""", "XZ4012", "dates", 1)]
    [InlineData("""{ "id": "a", "basedOn": "CN", "dates": [{ "date": "2024-13-01", "closed": true }] }""", "XZ4012", "dates[0].date", 1)]
    [InlineData("""{ "id": "a", "basedOn": "CN", "dates": [{ "date": "2024-12-01" }] }""", "XZ4012", "dates[0]", 1)]
    [InlineData("""{ "id": "a", "basedOn": "CN", "dates": [{ "date": "2024-12-01", "closed": true, "like": "monday" }] }""", "XZ4012", "dates[0]", 1)]
    [InlineData("""{ "id": "a", "basedOn": "CN", "dates": [{ "date": "2024-12-01", "closed": false }] }""", "XZ4012", "dates[0].closed", 1)]
    [InlineData("""{ "id": "a", "basedOn": "CN", "dates": [{ "date": "2024-12-01", "hours": [] }] }""", "XZ4012", "dates[0].hours", 1)]
    [InlineData("""{ "id": "a", "basedOn": "CN", "dates": [{ "date": "2024-12-01", "like": "someday" }] }""", "XZ4012", "dates[0].like", 1)]
    [InlineData("""{ "id": "a", "basedOn": "CN", "dates": [{ "from": "2024-12-01", "closed": true }] }""", "XZ4012", "dates[0]", 1)]
    [InlineData("""{ "id": "a", "basedOn": "CN", "dates": [{ "from": "2024-12-02", "to": "2024-12-01", "closed": true }] }""", "XZ4012", "dates[0].to", 1)]
    [InlineData("""{ "id": "a", "basedOn": "CN", "publishedYears": 2024 }""", "XZ4012", "publishedYears", 1)]
    [InlineData("""{ "id": "a", "basedOn": "CN", "publishedYears": ["2024"] }""", "XZ4012", "publishedYears[0]", 1)]
    [InlineData("""{ "id": "a", "basedOn": "CN", "publishedYears": { "from": 2024 } }""", "XZ4011", "publishedYears", 1)]
    [InlineData("""{ "id": "a", "basedOn": "CN", "publishedYears": { "from": 2024, "to": 2023 } }""", "XZ4018", "publishedYears", 1)]
    [InlineData("""{ "id": "a", "basedOn": "CN", "horizon": { "from": 1, "to": 9999 } }""", "XZ4018", ", horizon", 1)]
    [InlineData("""{ "id": "a", "basedOn": "CN", "provisional": "yes" }""", "XZ4012", "provisional", 1)]
    [InlineData("""{ "id": "a", "id": "b", "basedOn": "CN" }""", "XZ1005", "id", 1)]
    [InlineData("""{ "id": "a", "basedOn": "CN" } {}""", "XZ1005", "", 1)]
    [InlineData("""{ "id": "a", """, "XZ1005", "id", 1)]
    [InlineData("", "XZ1005", "", 0)]
    public void A_mistake_is_named_with_its_place(string json, string code, string path, int line)
    {
        Assert.Null(Read(json));

        var diagnostic = Assert.Single(_diagnostics.ToImmutable(), found => found.Severity == Severity.Error);
        Assert.Equal(code, diagnostic.Code);
        Assert.Equal("a3.json", diagnostic.Location.File);
        Assert.Equal(path.TrimStart(',', ' '), diagnostic.Location.Element.TrimStart(',', ' '));
        Assert.Equal(line, diagnostic.Location.Line);
    }

    [Fact]
    public void A_clash_is_a_warning_at_the_entry_that_wins()
    {
        var calendar = Read("""
            { "id": "a", "basedOn": "CN", "dates": [
              { "date": "2024-12-02", "closed": true },
              { "from": "2024-12-01", "to": "2024-12-31", "like": "working-day" } ] }
            """);

        Assert.False(calendar!.IsWorkingDay(Calendars.Date("2024-12-02")));
        var clash = Assert.Single(_diagnostics.ToImmutable());
        Assert.Equal(("XZ4016", 2, "dates[0]"), (clash.Code, clash.Location.Line, clash.Location.Element));
    }

    [Fact]
    public void What_is_not_text_or_too_large_or_too_deep_is_refused()
    {
        Assert.Null(CalendarReader.Read(new byte[] { 0x7B, 0xFF, 0x7D }, "a3.json", _ => null, _diagnostics));
        Assert.Null(CalendarReader.Read(new byte[CalendarReader.MaximumBytes + 1], "a3.json", _ => null, _diagnostics));
        Assert.Null(Read(string.Concat(Enumerable.Repeat("{\"id\":", 100_000))));

        Assert.Equal(["XZ1005", "XZ1003", "XZ1005"], _diagnostics.ToImmutable().Select(diagnostic => diagnostic.Code));
    }

    [Fact]
    public void A_byte_order_mark_is_no_mistake() =>
        Assert.NotNull(CalendarReader.Read(Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(District)).ToArray(), "a3.json", _ => null, _diagnostics));

    [Fact]
    public void No_damage_to_a_file_breaks_the_reader() =>
        Gen.Select(Gen.Int[0, Bytes(District).Length - 1], Gen.Int[0, 40], Gen.Char["{}[]\",:0123456789-tfn \\x"].Array[0, 6]).Sample((at, length, put) =>
        {
            var bytes = Bytes(District).ToArray();
            byte[] damaged = [.. bytes[..at], .. Encoding.UTF8.GetBytes(put), .. bytes[Math.Min(at + length, bytes.Length)..]];
            var diagnostics = new DiagnosticBag();

            var calendar = CalendarReader.Read(damaged, "a3.json", _ => null, diagnostics);

            Assert.Equal(calendar is null, diagnostics.HasErrors);
        }, iter: 1500);

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private WorkingCalendar? Read(string json) => CalendarReader.Read(Bytes(json), "a3.json", _ => null, _diagnostics);
}
