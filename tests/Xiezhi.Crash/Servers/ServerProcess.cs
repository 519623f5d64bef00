using System.Diagnostics;

namespace Xiezhi.Crash.Servers;

/// <summary>The real server, in a process that can be killed.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(5);

    private readonly Process _process;

    private ServerProcess(Process process) => _process = process;

    /// <summary>Starts the server; it does not answer yet.</summary>
    public static ServerProcess Start(CrashOptions options, IDatabase database, Uri address, string log)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            options.Server,
            "--urls=" + address,
            "--contentRoot=" + Path.GetDirectoryName(Path.GetFullPath(options.Server)),
            "--environment=Production",
            "--Logging:LogLevel:Default=Warning",
            "--Xiezhi:Packages:0:Folder=" + PackagePath,
            "--Xiezhi:Packages:0:Tenant=" + ServerKeys.Tenant,

            // A server that was killed must not keep what it had taken on from the next for minutes.
            "--Xiezhi:Engine:OutboxHold=00:00:03",
            "--Xiezhi:Engine:DueHold=00:00:03",
            .. ServerKeys.Settings(),
            .. database.ServerSettings(),
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Keep(log, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(log, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new ServerProcess(process);
    }

    /// <summary>The package that the cases follow.</summary>
    public static string PackagePath => Path.Combine(AppContext.BaseDirectory, "Package");

    /// <summary>Waits until the server answers.</summary>
    /// <exception cref="InvalidOperationException">It ended, or does not answer.</exception>
    public async Task AnswersAsync(Uri address, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", ServerKeys.Desk);
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < LongestStart && !_process.HasExited)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri("/api/health", UriKind.Relative), cancellationToken);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception early) when (early is HttpRequestException or System.Net.Sockets.SocketException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                // It does not listen yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }

        throw new InvalidOperationException(_process.HasExited ? $"The server ended by itself with {_process.ExitCode}." : "The server does not answer.");
    }

    /// <summary>SIGKILL: the process gets no chance to do anything.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static void Keep(string log, string? line)
    {
        if (line is not null)
        {
            lock (ServerLogTurn.Turn)
            {
                File.AppendAllText(log, line + "\n");
            }
        }
    }

    private static class ServerLogTurn
    {
        public static readonly Lock Turn = new();
    }
}
