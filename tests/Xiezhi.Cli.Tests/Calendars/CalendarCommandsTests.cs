namespace Xiezhi.Cli.Tests.Calendars;

public sealed class CalendarCommandsTests : IDisposable
{
    private const string City = """
        { "id": "city", "basedOn": "CN", "import": ["2027.ics"], "publishedYears": [2027], "dates": [{ "date": "2027-01-02", "like": "working-day" }] }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Mid-Autumn 2024: the 14th was worked, the 15th to 17th were free (notice of the State Council for 2024).
    [Theory]
    [InlineData("2024-09-20T17:00:00+08:00", "--from", "2024-09-12", "--within", "5wd", "--count", "next-day")]
    [InlineData("2024-09-19T17:00:00+08:00", "--from", "2024-09-12", "--within", "5wd", "--count", "same-day")]
    [InlineData("2024-09-13T15:00:00+08:00", "--from", "2024-09-12T16:00", "--within", "4wh", "--pause", "2024-09-13T09:00/2024-09-13T11:00")]
    [InlineData("2024-09-12T20:00:00+08:00", "--from", "2024-09-12T16:00", "--within", "PT4H")]
    [InlineData("2024-09-12T17:00:00+08:00", "--from", "2024-09-12T09:00", "--within", "4wh", "--end", "end-of-day")]
    [InlineData("2024-09-18T17:00:00+08:00", "--from", "2024-09-12", "--within", "3d", "--last-day", "next-working-day")]
    [InlineData("2024-09-13T10:00:00+08:00", "--from", "2024-09-12T09:00", "--within", "1wd", "--count", "same-day", "--end", "exact", "--working-day", "8wh")]
    public async Task An_amount_is_due(string due, params string[] question)
    {
        var program = await XiezhiProgram.RunAsync(["due", "--calendar", "CN", .. question]);

        Assert.Equal((0, due, ""), (program.Status, program.Output.Trim(), program.Errors));
    }

    [Theory]
    [InlineData("42wh")]
    [InlineData("5wd", "--unit", "wd")]
    [InlineData("40wh", "--pause", "2024-09-13T09:00/2024-09-13T11:00", "--pause", "2024-09-15T00:00/2024-09-17T00:00")]
    [InlineData("PT200H", "--unit", "elapsed")]
    public async Task Time_has_passed(string elapsed, params string[] options)
    {
        var program = await XiezhiProgram.RunAsync(["elapsed", "--calendar", "CN", "--from", "2024-09-12T09:00", "--to", "2024-09-20T17:00", .. options]);

        Assert.Equal((0, elapsed), (program.Status, program.Output.Trim()));
    }

    [Fact]
    public async Task A_year_that_is_not_published_is_named()
    {
        var program = await XiezhiProgram.RunAsync("due", "--calendar", "CN", "--from", "2031-01-04T09:00", "--within", "5wd");

        Assert.Equal((1, ""), (program.Status, program.Output));
        Assert.Contains("XZ4001", program.Errors, StringComparison.Ordinal);
        Assert.Contains("2031", program.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--from", "due", "--calendar", "CN", "--within", "5wd")]
    [InlineData("--calendar", "due", "--from", "2024-09-12", "--within", "5wd")]
    [InlineData("nowhere.json", "due", "--calendar", "nowhere.json", "--from", "2024-09-12", "--within", "5wd")]
    [InlineData("--within", "due", "--calendar", "CN", "--from", "2024-09-12", "--within", "five")]
    [InlineData("--count", "due", "--calendar", "CN", "--from", "2024-09-12", "--within", "5wd", "--count", "today")]
    [InlineData("--pause", "due", "--calendar", "CN", "--from", "2024-09-12", "--within", "5wd", "--pause", "2024-09-13")]
    [InlineData("--to", "elapsed", "--calendar", "CN", "--from", "2024-09-12", "--to", "someday")]
    public async Task Wrong_usage_names_what_is_wrong(string named, params string[] arguments)
    {
        var program = await XiezhiProgram.RunAsync(arguments);

        Assert.Equal(2, program.Status);
        Assert.Contains(named, program.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_answers_line_by_line_and_a_wrong_line_hurts_no_other()
    {
        var questions = _folder.Write(
            "questions.jsonl",
            """{"from":"2024-09-12","within":"5wd","count":"next-day"}""",
            """{"from":"2024-09-12T10:00","within":"4wh","pause":"2024-09-12T11:00/2024-09-12T12:00"}""",
            """{"frm":"2024-09-12"}""",
            "[1]",
            """{"calendar":"CN","from":"2024-09-12T10:00","within":"PT1H"}""");

        var program = await XiezhiProgram.RunAsync("due", "--calendar", "CN", "--batch", questions);

        var lines = program.Output.TrimEnd().Split('\n');
        Assert.Equal(1, program.Status);
        Assert.Equal(5, lines.Length);
        Assert.Equal("""{"due":"2024-09-20T17:00:00+08:00"}""", lines[0]);
        Assert.Equal("""{"due":"2024-09-12T16:00:00+08:00"}""", lines[1]);
        Assert.StartsWith("""{"error":""", lines[2], StringComparison.Ordinal);
        Assert.Contains("frm", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("""{"error":""", lines[3], StringComparison.Ordinal);
        Assert.Equal("""{"due":"2024-09-12T11:00:00+08:00"}""", lines[4]);
    }

    [Fact]
    public async Task A_file_builds_on_the_files_beside_it_and_imports_their_dates()
    {
        _folder.Write("2027.ics", "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN",
            "BEGIN:VEVENT", "UID:1", "DTSTART;VALUE=DATE:20270101", "DTEND;VALUE=DATE:20270104", "SUMMARY:元旦", "END:VEVENT",
            "BEGIN:VEVENT", "UID:2", "DTSTART;VALUE=DATE:20270109", "SUMMARY:元旦（班）", "END:VEVENT", "END:VCALENDAR");
        _folder.Write("city.json", City);
        var district = _folder.Write("district.json", """{ "id": "district", "basedOn": "city", "week": { "monday-friday": ["08:00-12:00"] } }""");

        var program = await XiezhiProgram.RunAsync("due", "--calendar", district, "--from", "2026-12-31", "--within", "7wd", "--language", "en");

        // The 2nd is the city's own working day and wins over the import, the 4th to 8th are ordinary, the 9th is made up.
        Assert.Equal((0, "2027-01-09T12:00:00+08:00", ""), (program.Status, program.Output.Trim(), program.Errors));
    }

    [Fact]
    public async Task A_provisional_answer_says_so()
    {
        var file = _folder.Write("city.json", """{ "id": "city", "basedOn": "CN", "provisional": true }""");

        var program = await XiezhiProgram.RunAsync("due", "--calendar", file, "--from", "2031-01-06", "--within", "1wd");

        Assert.Equal((0, "2031-01-07T17:00:00+08:00"), (program.Status, program.Output.Trim()));
        Assert.Contains("Provisional", program.Errors, StringComparison.Ordinal);
    }
}
