using System.Text;

namespace Xiezhi.Crash.Load;

/// <summary>What a client sent and what was acknowledged, on a disk that no crash of the server touches.</summary>
/// <remarks>A line a step, synced before the step counts: what is acknowledged here must be found in the server's log.</remarks>
internal sealed class Journal(string file) : IDisposable
{
    private readonly Lock _turn = new();
    private readonly FileStream _lines = new(file, FileMode.CreateNew, FileAccess.Write, FileShare.Read);

    public void Sent(string key, string @case, string element) => Write($"sent\t{key}\t{@case}\t{element}");

    public void Acknowledged(string key) => Write($"acknowledged\t{key}");

    public void Refused(string key, string answer) => Write($"refused\t{key}\t{answer.ReplaceLineEndings(" ").Replace('\t', ' ')}");

    public void Dispose() => _lines.Dispose();

    /// <summary>What the journals of a folder tell, command by command.</summary>
    public static IReadOnlyList<CommandRecord> ReadAll(string folder)
    {
        var commands = new Dictionary<string, CommandRecord>(StringComparer.Ordinal);
        foreach (var line in Directory.EnumerateFiles(folder, "*.journal").SelectMany(File.ReadLines))
        {
            var parts = line.Split('\t');
            switch (parts[0])
            {
                case "sent":
                    commands.TryAdd(parts[1], new CommandRecord(parts[1], parts[2], parts[3], Standing.Unknown, ""));
                    break;
                case "acknowledged":
                    commands[parts[1]] = commands[parts[1]] with { Standing = Standing.Acknowledged };
                    break;
                default:
                    commands[parts[1]] = commands[parts[1]] with { Standing = Standing.Refused, Answer = parts[2] };
                    break;
            }
        }

        return [.. commands.Values];
    }

    private void Write(string line)
    {
        lock (_turn)
        {
            _lines.Write(Encoding.UTF8.GetBytes(line + "\n"));
            _lines.Flush(flushToDisk: true);
        }
    }
}
