using System.Diagnostics;
using System.Globalization;
using Xiezhi.Runtime;
using Xiezhi.Storage;

namespace Xiezhi.Crash.Servers;

/// <summary>A PostgreSQL server of its own, on a socket in its folder, with fsync as it comes: a process that can be killed too.</summary>
internal sealed class PostgreSqlServer(string folder) : IDatabase
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(3);

    private readonly string _data = Path.Combine(folder, "db");
    private readonly string _programs = Programs() ?? throw new InvalidOperationException("PostgreSQL is not installed: install the package postgresql.");

    public bool CanBeKilled => true;

    private string Connection => $"Host={folder};Username=xiezhi;Database=postgres;Maximum Pool Size=40";

    /// <summary>The folder of the newest server's programs; <see langword="null"/> where there is none.</summary>
    public static string? Programs() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb")))
                .OrderBy(bin => bin.Length).ThenBy(bin => bin, StringComparer.Ordinal).LastOrDefault()
            : null;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        if (Environment.UserName == "root")
        {
            // The server refuses to run as root; the package made a user for it, who has to reach the folder.
            await RunAsync("chown", ["postgres", folder], false, cancellationToken);
            await RunAsync("chmod", ["go+x", folder, Path.GetDirectoryName(Path.GetFullPath(folder))!], false, cancellationToken);
        }

        await RunAsync(Path.Combine(_programs, "initdb"), ["-D", _data, "-U", "xiezhi", "-A", "trust", "-E", "UTF8", "--no-locale"], true, cancellationToken);
        await BeginAsync(cancellationToken);
    }

    public IEnumerable<string> ServerSettings() => ["--Xiezhi:PostgreSql=" + Connection, "--Xiezhi:MigrateAtStart=true"];

    public void Use(XiezhiBuilder builder) => builder.UsePostgreSql(Connection);

    public async Task KillAndRestartAsync(CancellationToken cancellationToken)
    {
        var pid = int.Parse((await File.ReadAllLinesAsync(Path.Combine(_data, "postmaster.pid"), cancellationToken))[0], CultureInfo.InvariantCulture);
        using (var postmaster = Process.GetProcessById(pid))
        {
            postmaster.Kill();
        }

        await BeginAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync() =>
        await RunAsync(Path.Combine(_programs, "pg_ctl"), ["-D", _data, "-m", "immediate", "-w", "stop"], true, CancellationToken.None);

    // The processes of one that was killed take a moment to notice; until then its memory is in use and the next does not start.
    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        string[] arguments =
        [
            "-D", _data, "-w", "-t", "60", "-l", Path.Combine(folder, "postgresql.log"),
            "-o", $"-c listen_addresses= -c unix_socket_directories={folder} -c max_connections=200", "start",
        ];
        while (true)
        {
            try
            {
                await RunAsync(Path.Combine(_programs, "pg_ctl"), arguments, true, cancellationToken);
                return;
            }
            catch (InvalidOperationException) when (TimeProvider.System.GetElapsedTime(began) < LongestStart)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
            }
        }
    }

    private async Task RunAsync(string program, string[] arguments, bool asServer, CancellationToken cancellationToken)
    {
        string[] all = asServer && Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--", program, .. arguments] : [program, .. arguments];

        // What it says goes nowhere: a server that is started keeps the pipe, and reading to its end would never end.
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = folder };
        foreach (var argument in (string[])["-c", "exec \"$@\" > /dev/null 2>&1 < /dev/null", "sh", .. all])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{Path.GetFileName(program)} ended with {process.ExitCode}.");
        }
    }
}
