using System.Globalization;
using System.Runtime.InteropServices;
using Xiezhi.Crash;

if (CrashOptions.Read(args, out var reason) is not { } options)
{
    await Console.Error.WriteLineAsync(reason);
    await Console.Error.WriteLineAsync(CrashOptions.Usage);
    return 2;
}

// Whoever stops the run is not left with a server, a PostgreSQL and a folder of it.
using var stop = new CancellationTokenSource();
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}

using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var hungUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
var run = new CrashRun(options);
try
{
    var result = await run.RunAsync(stop.Token);
    foreach (var finding in result.Findings.Take(50))
    {
        Console.WriteLine(finding);
    }

    if (!result.Holds)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {options.Seed}; what is left of it: {run.Folder}"));
    }

    Console.WriteLine(result.Line(options.Kills));
    return result.Holds ? 0 : 1;
}
catch (Exception) when (stop.IsCancellationRequested)
{
    // A terminal interrupts the server too, which then ends by itself.
    Directory.Delete(run.Folder, recursive: true);
    await Console.Error.WriteLineAsync("Stopped. Nothing was compared.");
    return 130;
}
catch (Exception problem) when (problem is InvalidOperationException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync(problem.Message);
    await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"seed {options.Seed}; what is left of it, with the servers' output in server.log: {run.Folder}"));
    return 2;
}
