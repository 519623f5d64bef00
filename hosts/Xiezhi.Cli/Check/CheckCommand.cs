using System.CommandLine;
using System.Globalization;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Packages;
using Xiezhi.Runtime.Packages;

namespace Xiezhi.Cli.Check;

/// <summary><c>xiezhi check FOLDER…</c>: checks governance packages as publishing would, without publishing them.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var folders = new Argument<string[]>("package") { Description = Texts.Get("argument-packages"), Arity = ArgumentArity.OneOrMore };
        var language = LanguageOption.Create();
        var command = new Command("check", Texts.Get("command-check")) { folders, language };
        command.SetAction((parsed, cancellation) =>
            RunAsync(parsed.GetValue(folders) ?? [], LanguageOption.Culture(parsed.GetValue(language)), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string[] folders, CultureInfo culture, CancellationToken cancellation)
    {
        var status = ExitStatus.Success;
        foreach (var folder in folders)
        {
            if (!Directory.Exists(folder))
            {
                await Console.Error.WriteLineAsync(Texts.Get("no-folder", culture, folder)).ConfigureAwait(false);
                return ExitStatus.WrongUsage;
            }

            var diagnostics = new DiagnosticBag();
            var package = PackageReader.Read(await PackageFolder.ReadAsync(folder, cancellation).ConfigureAwait(false), diagnostics);
            foreach (var found in diagnostics.ToImmutable())
            {
                Console.WriteLine(found.Format(culture));
            }

            Console.WriteLine(package is null
                ? Texts.Get("check-failed", culture, folder, diagnostics.Count)
                : Texts.Get("check-passed", culture, folder, package.Manifest.Name, package.Id));
            if (package is null)
            {
                status = ExitStatus.Problems;
            }
        }

        return status;
    }
}
