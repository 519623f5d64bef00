using System.CommandLine;
using System.Globalization;
using Xiezhi.Cli.Databases;
using Xiezhi.Storage;

namespace Xiezhi.Cli.Run;

/// <summary><c>xiezhi run PACKAGE --input FILE --output DIR</c>: lives through a file of messages on a virtual clock.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var package = new Argument<string>("package") { Description = Texts.Get("argument-package") };
        var input = new Option<string>("--input") { Description = Texts.Get("option-input"), Required = true };
        var output = new Option<string>("--output") { Description = Texts.Get("option-output"), Required = true };
        var database = new Option<string?>("--database") { Description = Texts.Get("option-database") };
        var server = ChosenDatabase.PostgreSqlOption();
        var days = new Option<int>("--days-after") { Description = Texts.Get("option-days-after"), DefaultValueFactory = _ => 365 };
        var language = LanguageOption.Create();
        var command = new Command("run", Texts.Get("command-run")) { package, input, output, database, server, days, language };
        command.SetAction((parsed, cancellation) =>
        {
            var culture = LanguageOption.Culture(parsed.GetValue(language));
            var folder = parsed.GetRequiredValue(output);
            return RunAsync(
                new RunOptions(
                    parsed.GetRequiredValue(package),
                    parsed.GetRequiredValue(input),
                    folder,
                    parsed.GetValue(server) is { } connection
                        ? new ChosenDatabase(parsed.GetValue(database), connection)
                        : new ChosenDatabase(parsed.GetValue(database) ?? Path.Combine(folder, "xiezhi.db"), null),
                    TimeSpan.FromDays(Math.Clamp(parsed.GetValue(days), 0, 36_500)),
                    culture),
                cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(RunOptions options, CancellationToken cancellation)
    {
        if (!options.Database.IsOne)
        {
            await Console.Error.WriteLineAsync(Texts.Get("migrate-usage", options.Culture)).ConfigureAwait(false);
            return ExitStatus.WrongUsage;
        }

        try
        {
            return await new MessageRun(options).RunAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is DirectoryNotFoundException or FileNotFoundException or InvalidDataException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(problem.Message).ConfigureAwait(false);
            return ExitStatus.WrongUsage;
        }
        catch (StoreRefusedException problem)
        {
            return await ChosenDatabase.TellAsync(problem, options.Culture).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(Texts.Get("run-stopped", options.Culture)).ConfigureAwait(false);
            return ExitStatus.Problems;
        }
    }
}

/// <summary>What was asked of a run.</summary>
/// <param name="Package">The package's folder.</param>
/// <param name="Input">The file of messages.</param>
/// <param name="Output">The folder for the report.</param>
/// <param name="Database">Where the engine stores.</param>
/// <param name="After">How long the clock runs on behind the last thing that the file tells.</param>
/// <param name="Culture">The language of what is printed and of the report.</param>
internal sealed record RunOptions(string Package, string Input, string Output, ChosenDatabase Database, TimeSpan After, CultureInfo Culture);
