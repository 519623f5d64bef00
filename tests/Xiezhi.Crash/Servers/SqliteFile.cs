using Xiezhi.Runtime;
using Xiezhi.Storage;

namespace Xiezhi.Crash.Servers;

/// <summary>A SQLite file: it lives in the server's own process.</summary>
internal sealed class SqliteFile(string folder) : IDatabase
{
    private readonly string _file = Path.Combine(folder, "crash.db");

    public bool CanBeKilled => false;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(_file))
        {
            throw new InvalidOperationException($"{_file} is there already: give a folder without it.");
        }

        Directory.CreateDirectory(folder);
        return Task.CompletedTask;
    }

    public IEnumerable<string> ServerSettings() => ["--Xiezhi:Database=" + _file];

    public void Use(XiezhiBuilder builder) => builder.UseSqlite(_file);

    public Task KillAndRestartAsync(CancellationToken cancellationToken) => throw new NotSupportedException("It has no process of its own.");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
