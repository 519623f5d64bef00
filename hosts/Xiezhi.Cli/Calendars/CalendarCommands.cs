using System.CommandLine;
using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Xiezhi.Cli.Calendars;

/// <summary><c>xiezhi due</c> and <c>xiezhi elapsed</c>: working time, asked from the command line or for a file of questions.</summary>
internal static class CalendarCommands
{
    public static Command CreateDue() => Create("due", new Option<string?>("--within") { Description = Texts.Get("option-within") }, CalendarAnswer.Due);

    public static Command CreateElapsed() => Create("elapsed", new Option<string?>("--to") { Description = Texts.Get("option-to") }, CalendarAnswer.Elapsed);

    private static Command Create(string name, Option<string?> asked, Func<CalendarQuestion, KnownCalendars, CalendarAnswer> answer)
    {
        var calendar = new Option<string?>("--calendar") { Description = Texts.Get("option-calendar") };
        var from = new Option<string?>("--from") { Description = Texts.Get("option-calendar-from") };
        var unit = new Option<string?>("--unit") { Description = Texts.Get("option-unit") };
        var pauses = new Option<string[]>("--pause") { Description = Texts.Get("option-pause") };
        var count = new Option<string?>("--count") { Description = Texts.Get("option-count") };
        var end = new Option<string?>("--end") { Description = Texts.Get("option-end") };
        var lastDay = new Option<string?>("--last-day") { Description = Texts.Get("option-last-day") };
        var workingDay = new Option<string?>("--working-day") { Description = Texts.Get("option-working-day") };
        var batch = new Option<string?>("--batch") { Description = Texts.Get("option-batch") };
        var language = LanguageOption.Create();
        var command = new Command(name, Texts.Get("command-" + name)) { calendar, from, asked, pauses, count, end, lastDay, workingDay, batch, language };
        if (name == "elapsed")
        {
            command.Add(unit);
        }

        command.SetAction(parsed =>
        {
            var question = new CalendarQuestion
            {
                Calendar = parsed.GetValue(calendar),
                From = parsed.GetValue(from),
                Within = name == "due" ? parsed.GetValue(asked) : null,
                To = name == "elapsed" ? parsed.GetValue(asked) : null,
                Unit = name == "elapsed" ? parsed.GetValue(unit) : null,
                Pauses = parsed.GetValue(pauses) is { Length: > 0 } given ? given : null,
                Count = parsed.GetValue(count),
                End = parsed.GetValue(end),
                LastDay = parsed.GetValue(lastDay),
                WorkingDay = parsed.GetValue(workingDay),
            };
            var culture = LanguageOption.Culture(parsed.GetValue(language));
            try
            {
                return parsed.GetValue(batch) is { } file ? Batch(file, name, question, answer, culture) : Single(question, answer, culture);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                Console.Error.WriteLine(problem.Message);
                return ExitStatus.WrongUsage;
            }
        });
        return command;
    }

    private static int Single(CalendarQuestion question, Func<CalendarQuestion, KnownCalendars, CalendarAnswer> answer, CultureInfo culture)
    {
        try
        {
            var calendars = new KnownCalendars();
            var given = answer(question, calendars);
            Warn(calendars, culture);
            if (given.Problem is { } problem)
            {
                Console.Error.WriteLine(problem.Format(culture));
                return ExitStatus.Problems;
            }

            Console.WriteLine(given.Text);
            if (given.Provisional)
            {
                Console.Error.WriteLine(Texts.Get("calendar-provisional", culture));
            }

            return ExitStatus.Success;
        }
        catch (QuestionException wrong)
        {
            Console.Error.WriteLine(Texts.Get(wrong.Text, culture, wrong.Values));
            return ExitStatus.WrongUsage;
        }
        catch (CalendarException wrong)
        {
            foreach (var found in wrong.Found)
            {
                Console.Error.WriteLine(found.Format(culture));
            }

            return ExitStatus.Problems;
        }
    }

    private static int Batch(
        string file, string key, CalendarQuestion common, Func<CalendarQuestion, KnownCalendars, CalendarAnswer> answer, CultureInfo culture)
    {
        var calendars = new KnownCalendars();
        var status = ExitStatus.Success;
        using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16);
        foreach (var line in File.ReadLines(file))
        {
            var result = Line(line, key, common, answer, calendars, culture);
            status = result.ContainsKey("error") ? ExitStatus.Problems : status;
            output.Write(result.ToString(Formatting.None));
            output.Write('\n');
        }

        Warn(calendars, culture);
        return status;
    }

    // A line that can't be answered says why in its own place and leaves the others alone.
    private static JObject Line(
        string line, string key, CalendarQuestion common, Func<CalendarQuestion, KnownCalendars, CalendarAnswer> answer, KnownCalendars calendars, CultureInfo culture)
    {
        try
        {
            var given = answer(QuestionReader.Read(line).With(common), calendars);
            return given switch
            {
                { Problem: { } problem } => new JObject { ["error"] = problem.Message(culture), ["code"] = problem.Code },
                { Provisional: true } => new JObject { [key] = given.Text, ["provisional"] = true },
                _ => new JObject { [key] = given.Text },
            };
        }
        catch (QuestionException wrong)
        {
            return new JObject { ["error"] = Texts.Get(wrong.Text, culture, wrong.Values) };
        }
        catch (CalendarException wrong)
        {
            return new JObject { ["error"] = wrong.Found[0].Message(culture), ["code"] = wrong.Found[0].Code };
        }
    }

    private static void Warn(KnownCalendars calendars, CultureInfo culture)
    {
        foreach (var warning in calendars.Warnings.ToImmutable())
        {
            Console.Error.WriteLine(warning.Format(culture));
        }
    }
}
