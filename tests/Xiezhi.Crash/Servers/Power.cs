namespace Xiezhi.Crash.Servers;

/// <summary>The power of the machine under a LazyFS mount: when it goes, what was not synced is gone.</summary>
internal sealed class Power(string commands, string? answers) : IDisposable
{
    private static readonly TimeSpan WithoutAnswer = TimeSpan.FromMilliseconds(300);

    private StreamReader? _answers;

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
