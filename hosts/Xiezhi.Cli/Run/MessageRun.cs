using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Parties;
using Xiezhi.Insight.Reports;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Due;
using Xiezhi.Runtime.Packages;
using Xiezhi.Testing;

namespace Xiezhi.Cli.Run;

/// <summary>Lives through a file of messages: whatever the file tells happens at its time, and between these the engine does what is due.</summary>
/// <remarks>
/// Every step is a command of the engine with a key of its own, so a run that was killed is taken up again by the same command line:
/// what is durable is not done twice, and the rest happens as it would have.
/// </remarks>
internal sealed class MessageRun(RunOptions options)
{
    private const string Tenant = "default";
    private const int RejectedRowsShown = 20;

    private static readonly Actor Publisher = new(PartyKind.System, "xiezhi-cli");

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var package = await ReadPackageAsync(cancellation).ConfigureAwait(false);
        if (package is null)
        {
            return ExitStatus.Problems;
        }

        var manifest = package.Manifest;
        var intake = package.Intake ?? throw new InvalidDataException(Texts.Get("no-intake", options.Culture, manifest.Name));
        if (!File.Exists(options.Input))
        {
            throw new FileNotFoundException(Texts.Get("no-file", options.Culture, options.Input));
        }

        var content = await File.ReadAllBytesAsync(options.Input, cancellation).ConfigureAwait(false);
        var messages = new MessageFileReader(intake, manifest.Zone, options.Culture).Read(content);
        Directory.CreateDirectory(options.Output);

        var schedule = Schedule.Of(messages.Rows, intake);
        var clock = new VirtualClock(schedule.Start);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);

        // One process alone works on the database, so nothing has to be kept from others; after a kill the next run takes everything up at once.
        options.Database.Use(services.AddXiezhi(engine => (engine.OutboxHold, engine.DueHold) = (TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1))));
        var provider = services.BuildServiceProvider();
        await using var closing = provider.ConfigureAwait(false);

        var published = await provider.GetRequiredService<PackageRegistry>()
            .PublishAsync(Tenant, package.Files, DateTimeOffset.UnixEpoch, Publisher, cancellation).ConfigureAwait(false);
        if (!published.Published)
        {
            Print(published.Diagnostics);
            return ExitStatus.Problems;
        }

        var problems = await LiveAsync(provider, package, intake, schedule, clock, cancellation).ConfigureAwait(false);
        var addsUp = await ReportAsync(provider, messages, cancellation).ConfigureAwait(false);
        PrintRows(messages.Rejected, problems);
        return addsUp && messages.Rejected.IsEmpty && problems.Count == 0 ? ExitStatus.Success : ExitStatus.Problems;
    }

    private async Task<GovernancePackage?> ReadPackageAsync(CancellationToken cancellation)
    {
        if (!Directory.Exists(options.Package))
        {
            throw new DirectoryNotFoundException(Texts.Get("no-folder", options.Culture, options.Package));
        }

        var diagnostics = new DiagnosticBag();
        var package = PackageReader.Read(await PackageFolder.ReadAsync(options.Package, cancellation).ConfigureAwait(false), diagnostics);
        Print(diagnostics.ToImmutable());
        return package;
    }

    private async Task<List<string>> LiveAsync(
        ServiceProvider provider, GovernancePackage package, Intake intake, Schedule schedule, VirtualClock clock, CancellationToken cancellation)
    {
        var work = provider.GetRequiredService<DueWork>();
        var commands = new RowCommands(provider, package, intake, Tenant, options.Culture);
        await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new SpinnerColumn())
            .StartAsync(async progress =>
            {
                var bar = progress.AddTask(Texts.Get("progress", options.Culture, schedule.Rows), maxValue: Math.Max(1, schedule.Entries.Length));
                foreach (var entry in schedule.Entries)
                {
                    await PassTimeAsync(work, clock, entry.At, cancellation).ConfigureAwait(false);
                    clock.AdvanceTo(entry.At);
                    await commands.CarryOutAsync(entry, cancellation).ConfigureAwait(false);
                    await work.RunAsync(cancellation).ConfigureAwait(false);
                    bar.Increment(1);
                }

                await PassTimeAsync(work, clock, schedule.End + options.After, cancellation).ConfigureAwait(false);
            }).ConfigureAwait(false);
        if (commands.OpenedBefore > 0)
        {
            Console.WriteLine(Texts.Get("resumed", options.Culture, commands.OpenedBefore, schedule.Rows));
        }

        return commands.Problems;
    }

    /// <summary>Lets everything fall due, each at its own time, until <paramref name="until"/>.</summary>
    private static async Task PassTimeAsync(DueWork work, VirtualClock clock, DateTimeOffset until, CancellationToken cancellation)
    {
        while (await work.NextAsync(cancellation).ConfigureAwait(false) is { } due && due <= until)
        {
            clock.AdvanceTo(due);
            if (await work.RunAsync(cancellation).ConfigureAwait(false) == 0)
            {
                // Whatever could not be done now stays due; standing still here would be for ever.
                return;
            }
        }
    }

    private async Task<bool> ReportAsync(ServiceProvider provider, MessageFile messages, CancellationToken cancellation)
    {
        var rejected = messages.Rejected.Select(row => new Insight.Reports.RejectedRow(row.Line, row.Reason)).ToImmutableArray();
        var report = await ReportBuilder.BuildAsync(
            provider.GetRequiredService<ILogReader>(),
            provider.GetRequiredService<PackageRegistry>(),
            Tenant,
            new ReportOptions { Culture = options.Culture, RejectedRows = rejected },
            cancellation).ConfigureAwait(false);
        await ReportWriter.WriteAsync(report, options.Output, cancellation).ConfigureAwait(false);

        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumn("").AddColumn(new TableColumn("").RightAligned());
        foreach (var line in report.Summary.Lines)
        {
            table.AddRow(Markup.Escape(line.Label), Markup.Escape(line.Value));
        }

        AnsiConsole.Write(table);
        foreach (var check in report.Summary.Checks)
        {
            Console.WriteLine((check.Holds ? "✓ " : "✗ ") + check.Text);
        }

        Console.WriteLine(Texts.Get("report-written", options.Culture, Path.Combine(options.Output, "report.html")));
        return report.Summary.AddsUp;
    }

    private void PrintRows(IReadOnlyCollection<RejectedRow> rejected, List<string> problems)
    {
        if (rejected.Count > 0)
        {
            Console.Error.WriteLine(Texts.Get("rows-rejected", options.Culture, rejected.Count));
            foreach (var row in rejected.Take(RejectedRowsShown))
            {
                Console.Error.WriteLine("  " + Texts.Get("row-rejected", options.Culture, row.Line, row.Reason));
            }

            if (rejected.Count > RejectedRowsShown)
            {
                Console.Error.WriteLine("  " + Texts.Get("rows-more", options.Culture, rejected.Count - RejectedRowsShown));
            }
        }

        foreach (var problem in problems)
        {
            Console.Error.WriteLine(problem);
        }
    }

    private void Print(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var found in diagnostics)
        {
            Console.Error.WriteLine(found.Format(options.Culture));
        }
    }
}
