namespace Xiezhi.Crash.Servers;

/// <summary>The power of the machine under a LazyFS mount: when it goes, what was not synced is gone.</summary>
internal sealed class Power(string commands, string? answers) : IDisposable
{
    private static readonly TimeSpan WithoutAnswer = TimeSpan.FromMilliseconds(300);

    private StreamReader? _answers;

    /// <summary>Why no power can be lost there, or <see langword="null"/>: a loss that loses nothing would prove nothing.</summary>
    public static string? Objection(string store, string? directory, string commands, string? answers)
    {
        if (store != "sqlite" || directory is null)
        {
            return "--power-loss goes with sqlite and a --directory on a LazyFS mount.";
        }

        if (new[] { commands, answers }.OfType<string>().FirstOrDefault(pipe => !File.Exists(pipe)) is { } missing)
        {
            return $"{missing} is not there: it is made by LazyFS when it starts, under the name that its configuration says.";
        }

        // Where each mount is listed: what, where, of which kind.
        const string Mounts = "/proc/mounts";
        var place = Path.GetFullPath(directory) + "/";
        var mount = File.Exists(Mounts)
            ? File.ReadLines(Mounts).Select(line => line.Split(' ')).Where(parts => place.StartsWith(parts[1].TrimEnd('/') + "/", StringComparison.Ordinal)).MaxBy(parts => parts[1].Length)
            : null;
        return mount is null || mount[2].Contains("lazyfs", StringComparison.Ordinal) ? null : $"{directory} lies on {mount[1]}, which is {mount[2]} and no LazyFS: nothing would be lost there.";
    }

    /// <summary>Has the file system forget what was not synced; done once it has.</summary>
    public async Task LoseAsync(CancellationToken cancellationToken)
    {
        // The file system answers only those who listen already.
        if (answers is not null)
        {
            _answers ??= new StreamReader(new FileStream(answers, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0));
        }

        var pipe = new FileStream(commands, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        await using (pipe)
        {
            await pipe.WriteAsync("lazyfs::clear-cache\n"u8.ToArray(), cancellationToken);
        }

        if (_answers is null)
        {
            await Task.Delay(WithoutAnswer, cancellationToken);
        }
        else
        {
            await _answers.ReadLineAsync(cancellationToken);
        }
    }

    public void Dispose() => _answers?.Dispose();
}
