using System.CommandLine;
using System.Globalization;
using System.Xml;

namespace Xiezhi.Cli.Trace;

/// <summary><c>xiezhi trace FILE.bpmn</c>: runs a process on a virtual clock, without a database, and prints a line an event.</summary>
internal static class TraceCommand
{
    // A fixed beginning, so that the same command prints the same tomorrow.
    private static readonly DateTimeOffset Beginning = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = Texts.Get("argument-process-file") };
        var data = new Option<string?>("--data") { Description = Texts.Get("option-data") };
        var messages = new Option<string[]>("--message") { Description = Texts.Get("option-message") };
        var signals = new Option<string[]>("--signal") { Description = Texts.Get("option-signal") };
        var completions = new Option<string[]>("--complete") { Description = Texts.Get("option-complete") };
        var auto = new Option<bool>("--auto") { Description = Texts.Get("option-auto") };
        var until = new Option<string?>("--until") { Description = Texts.Get("option-until") };
        var from = new Option<string?>("--from") { Description = Texts.Get("option-from") };
        var process = new Option<string?>("--process") { Description = Texts.Get("option-process") };
        var scripts = new Option<string?>("--scripts") { Description = Texts.Get("option-scripts") };
        scripts.AcceptOnlyFromAmong("ignore");
        var language = LanguageOption.Create();
        var command = new Command("trace", Texts.Get("command-trace"))
        {
            file, data, messages, signals, completions, auto, until, from, process, scripts, language,
        };
        command.SetAction(parsed =>
        {
            var culture = LanguageOption.Culture(parsed.GetValue(language));
            try
            {
                var begins = parsed.GetValue(from) is { } beginning ? Moment(beginning) : Beginning;
                return new TraceProgram(new TraceOptions
                {
                    File = parsed.GetRequiredValue(file),
                    Data = parsed.GetValue(data),
                    Given = GivenInput.Read(parsed),
                    CompletesByItself = parsed.GetValue(auto),
                    From = begins,
                    Until = parsed.GetValue(until) is { } end ? MomentOrSpan(end, begins) : null,
                    Process = parsed.GetValue(process),
                    IgnoresForeignScripts = parsed.GetValue(scripts) is not null,
                    Culture = culture,
                }).Run();
            }
            catch (FormatException wrong)
            {
                Console.Error.WriteLine(Texts.Get("wrong-form", culture, wrong.Message));
                return ExitStatus.WrongUsage;
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                Console.Error.WriteLine(problem.Message);
                return ExitStatus.WrongUsage;
            }
        });
        return command;
    }

    private static DateTimeOffset Moment(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : throw new FormatException(text);

    // A span of days and less is exact; months have no length of their own, so a moment must be named instead.
    private static DateTimeOffset MomentOrSpan(string text, DateTimeOffset from)
    {
        if (!text.StartsWith('P'))
        {
            return Moment(text);
        }

        if (text.Contains('Y', StringComparison.Ordinal) || text.Split('T')[0].Contains('M', StringComparison.Ordinal))
        {
            throw new FormatException(text);
        }

        try
        {
            return from + XmlConvert.ToTimeSpan(text);
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            throw new FormatException(text, wrong);
        }
    }
}
