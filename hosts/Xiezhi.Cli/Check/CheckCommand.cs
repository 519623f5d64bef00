using System.CommandLine;
using System.Globalization;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Duties;
using Xiezhi.Governance.Packages;
using Xiezhi.Runtime.Packages;

namespace Xiezhi.Cli.Check;

/// <summary><c>xiezhi check PATH…</c>: checks governance packages and loose BPMN and DMN files as publishing would, without publishing them.</summary>
internal static class CheckCommand
{
    /// <summary>The file that makes a folder a package.</summary>
    private const string Manifest = "package.json";

    public static Command Create()
    {
        var paths = new Argument<string[]>("path") { Description = Texts.Get("argument-paths"), Arity = ArgumentArity.OneOrMore };
        var language = LanguageOption.Create();
        var command = new Command("check", Texts.Get("command-check")) { paths, language };
        command.SetAction((parsed, cancellation) =>
            RunAsync(parsed.GetValue(paths) ?? [], LanguageOption.Culture(parsed.GetValue(language)), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string[] paths, CultureInfo culture, CancellationToken cancellation)
    {
        if (paths.Select(path => Misuse(path, culture)).FirstOrDefault(misuse => misuse is not null) is { } wrong)
        {
            await Console.Error.WriteLineAsync(wrong).ConfigureAwait(false);
            return ExitStatus.WrongUsage;
        }

        try
        {
            var sound = true;
            foreach (var path in paths)
            {
                sound &= await CheckAsync(path, culture, cancellation).ConfigureAwait(false);
            }

            return sound ? ExitStatus.Success : ExitStatus.Problems;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(problem.Message).ConfigureAwait(false);
            return ExitStatus.WrongUsage;
        }
    }

    private static string? Misuse(string path, CultureInfo culture)
    {
        if (Directory.Exists(path))
        {
            return IsPackage(path) || ModelFiles.Under(path).Count > 0 ? null : Texts.Get("check-nothing", culture, path);
        }

        return !File.Exists(path) ? Texts.Get("no-path", culture, path) : ModelFiles.IsModel(path) ? null : Texts.Get("check-other-file", culture, path);
    }

    private static bool IsPackage(string folder) => File.Exists(Path.Combine(folder, Manifest));

    private static async Task<bool> CheckAsync(string path, CultureInfo culture, CancellationToken cancellation)
    {
        if (Directory.Exists(path) && IsPackage(path))
        {
            return await CheckPackageAsync(path, culture, cancellation).ConfigureAwait(false);
        }

        var check = new ModelCheck(Console.Out, culture);
        var sound = true;
        foreach (var file in Directory.Exists(path) ? ModelFiles.Under(path) : [path])
        {
            cancellation.ThrowIfCancellationRequested();
            sound &= check.Check(file);
        }

        return sound;
    }

    private static async Task<bool> CheckPackageAsync(string folder, CultureInfo culture, CancellationToken cancellation)
    {
        var diagnostics = new DiagnosticBag();
        var package = PackageReader.Read(await PackageFolder.ReadAsync(folder, cancellation).ConfigureAwait(false), diagnostics);
        if (package is not null)
        {
            // As publishing does, the duty list is proved for the date on which the package would come into force.
            DutyCheck.Check(package, package.DateOf(TimeProvider.System.GetUtcNow()), diagnostics);
            StartCheck.Check(package, TimeProvider.System.GetUtcNow(), diagnostics);
            package = diagnostics.HasErrors ? null : package;
        }

        foreach (var found in diagnostics.ToImmutable())
        {
            Console.WriteLine(found.Format(culture));
        }

        Console.WriteLine(package is null
            ? Texts.Get("check-failed", culture, folder, diagnostics.Count)
            : Texts.Get("check-passed", culture, folder, package.Manifest.Name, package.Id));
        return package is not null;
    }
}
