using System.Threading.Channels;

namespace Xiezhi.Benchmarks.Durable;

/// <summary>The limit's batching: one writer makes what has arrived durable in one transaction and answers all of it.</summary>
internal sealed class GroupCommit : IAsyncDisposable
{
    private const int Largest = 256;

    private readonly Channel<(Due Due, TaskCompletionSource Answer)> _waiting = Channel.CreateUnbounded<(Due, TaskCompletionSource)>(new() { SingleReader = true });
    private readonly Task _writer;

    public GroupCommit(Func<IReadOnlyList<Due>, Task> write) => _writer = Task.Run(() => WriteAsync(write));

    public Task CommitAsync(Due due)
    {
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _waiting.Writer.TryWrite((due, answer)) ? answer.Task : throw new ObjectDisposedException(nameof(GroupCommit));
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writer.ConfigureAwait(false);
    }

    private async Task WriteAsync(Func<IReadOnlyList<Due>, Task> write)
    {
        var (batch, answers) = (new List<Due>(), new List<TaskCompletionSource>());
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            batch.Clear();
            answers.Clear();
            while (batch.Count < Largest && _waiting.Reader.TryRead(out var next))
            {
                batch.Add(next.Due);
                answers.Add(next.Answer);
            }

            try
            {
                await write(batch).ConfigureAwait(false);
                answers.ForEach(answer => answer.SetResult());
            }
#pragma warning disable CA1031 // It belongs to those who wait.
            catch (Exception problem)
#pragma warning restore CA1031
            {
                answers.ForEach(answer => answer.SetException(problem));
            }
        }
    }
}
