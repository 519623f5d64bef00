using System.CommandLine;
using System.Globalization;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Runtime.Packages;
using Xiezhi.Testing.Scenarios;

namespace Xiezhi.Cli.Test;

/// <summary><c>xiezhi test PACKAGE</c>: runs the scenarios of a package on a virtual clock and tells what differs and what none touches.</summary>
internal static class TestCommand
{
    // Ranges, or flows, of one line.
    private const int MostNamed = 24;

    public static Command Create()
    {
        var package = new Argument<string>("package") { Description = Texts.Get("argument-package") };
        var all = new Option<bool>("--all") { Description = Texts.Get("option-test-all") };
        var language = LanguageOption.Create();
        var command = new Command("test", Texts.Get("command-test")) { package, all, language };
        command.SetAction((parsed, cancellation) =>
            RunAsync(parsed.GetRequiredValue(package), parsed.GetValue(all), LanguageOption.Culture(parsed.GetValue(language)), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string folder, bool all, CultureInfo culture, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder))
        {
            await Console.Error.WriteLineAsync(Texts.Get("no-folder", culture, folder)).ConfigureAwait(false);
            return ExitStatus.WrongUsage;
        }

        var diagnostics = new DiagnosticBag();
        var report = ScenarioRunner.Run(await PackageFolder.ReadAsync(folder, cancellation).ConfigureAwait(false), diagnostics);
        foreach (var found in diagnostics.ToImmutable())
        {
            await Console.Error.WriteLineAsync(found.Format(culture)).ConfigureAwait(false);
        }

        if (report is null)
        {
            return ExitStatus.Problems;
        }

        foreach (var result in report.Results)
        {
            Print(result, culture);
        }

        Print("rules", report.Coverage.Rules, all, culture);
        Print("flows", report.Coverage.Flows, all, culture);
        Print("milestones", report.Coverage.Milestones, all, culture);
        var failed = report.Results.Count(result => !result.Passed);
        Console.WriteLine(Texts.Get("test-summary", culture, report.Results.Length - failed, failed));
        return failed == 0 ? ExitStatus.Success : ExitStatus.Problems;
    }

    private static void Print(ScenarioResult result, CultureInfo culture)
    {
        Console.WriteLine(Texts.Get(result.Passed ? "test-passed" : "test-failed", culture, result.Scenario.File, result.Scenario.Title));
        foreach (var difference in result.Differences)
        {
            var where = difference.Step switch
            {
                null => Texts.Get("test-end", culture),
                0 => Texts.Get("test-opening", culture),
                { } step => Texts.Get("test-step", culture, step),
            };
            Console.WriteLine("  " + Texts.Get("test-difference", culture, where, difference.What, difference.Expected, difference.Actual));
        }
    }

    private static void Print(string kind, Coverage coverage, bool all, CultureInfo culture)
    {
        Console.WriteLine(Texts.Get("test-" + kind, culture, coverage.Touched, coverage.Total));
        if (all)
        {
            foreach (var missed in coverage.Missed)
            {
                Console.WriteLine("  " + missed);
            }

            return;
        }

        foreach (var group in coverage.Groups.Where(group => group.MissedCount > 0))
        {
            var missed = Texts.Get("test-missed", culture, string.Join(", ", group.Missed.Take(MostNamed)) + (group.Missed.Length > MostNamed ? ", …" : ""));
            Console.WriteLine("  " + (group.Name.Length == 0 ? missed : Texts.Get("test-group", culture, group.Name, group.Touched, group.Total, missed)));
        }
    }
}
