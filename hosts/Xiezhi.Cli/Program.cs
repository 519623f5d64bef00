using System.CommandLine;
using Xiezhi.Cli.Calendars;
using Xiezhi.Cli.Check;
using Xiezhi.Cli.Databases;
using Xiezhi.Cli.Duties;
using Xiezhi.Cli.Proofs;
using Xiezhi.Cli.Run;
using Xiezhi.Cli.Test;
using Xiezhi.Cli.Trace;

namespace Xiezhi.Cli;

/// <summary>The program <c>xiezhi</c>.</summary>
internal static class Program
{
    public static Task<int> Main(string[] arguments)
    {
        Console.OutputEncoding = System.Text.Encoding.UTF8;
        var root = new RootCommand(Texts.Get("program"))
        {
            RunCommand.Create(),
            CheckCommand.Create(),
            RaciCommand.Create(),
            TraceCommand.Create(),
            TestCommand.Create(),
            CalendarCommands.CreateDue(),
            CalendarCommands.CreateElapsed(),
            MigrateCommand.Create(),
            VerifyCommand.Create(),
            CheckpointCommand.Create(),
            ReceiptCommand.Create(),
        };
        var parsed = root.Parse(arguments);

        // The command line's own errors are wrong usage, whatever status its library would give.
        return parsed.Errors.Count > 0 ? WrongUsage(parsed) : parsed.InvokeAsync();
    }

    private static async Task<int> WrongUsage(ParseResult parsed)
    {
        await parsed.InvokeAsync().ConfigureAwait(false);
        return ExitStatus.WrongUsage;
    }
}
