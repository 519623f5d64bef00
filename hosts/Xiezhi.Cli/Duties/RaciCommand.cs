using System.CommandLine;
using System.Globalization;
using System.Text;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Duties;
using Xiezhi.Governance.Packages;
using Xiezhi.Runtime.Packages;

namespace Xiezhi.Cli.Duties;

/// <summary><c>xiezhi raci PACKAGE</c>: who leads, helps, watches, is asked and is told, for each matter in each territory, as CSV.</summary>
internal static class RaciCommand
{
    public static Command Create()
    {
        var package = new Argument<string>("package") { Description = Texts.Get("argument-raci-package") };
        var output = new Option<string?>("--output") { Description = Texts.Get("option-raci-output") };
        var language = LanguageOption.Create();
        var command = new Command("raci", Texts.Get("command-raci")) { package, output, language };
        command.SetAction((parsed, cancellation) =>
            RunAsync(parsed.GetValue(package)!, parsed.GetValue(output), LanguageOption.Culture(parsed.GetValue(language)), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string folder, string? output, CultureInfo culture, CancellationToken cancellation)
    {
        try
        {
            if (!Directory.Exists(folder))
            {
                await Console.Error.WriteLineAsync(Texts.Get("no-path", culture, folder)).ConfigureAwait(false);
                return ExitStatus.WrongUsage;
            }

            var diagnostics = new DiagnosticBag();
            if (PackageReader.Read(await PackageFolder.ReadAsync(folder, cancellation).ConfigureAwait(false), diagnostics) is not { } package)
            {
                foreach (var found in diagnostics.ToImmutable())
                {
                    await Console.Error.WriteLineAsync(found.Format(culture)).ConfigureAwait(false);
                }

                return ExitStatus.Problems;
            }

            if (RaciTable.Of(package, package.DateOf(TimeProvider.System.GetUtcNow())) is not { } table)
            {
                await Console.Error.WriteLineAsync(Texts.Get("raci-no-duties", culture, folder)).ConfigureAwait(false);
                return ExitStatus.Problems;
            }

            if (output is null)
            {
                table.WriteCsv(package, culture, Console.Out);
            }
            else
            {
                await using var file = new StreamWriter(output, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
                table.WriteCsv(package, culture, file);
            }

            return ExitStatus.Success;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(problem.Message).ConfigureAwait(false);
            return ExitStatus.WrongUsage;
        }
    }
}
