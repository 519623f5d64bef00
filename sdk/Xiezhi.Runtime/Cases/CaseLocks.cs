using Xiezhi.Governance.Cases;

namespace Xiezhi.Runtime.Cases;

/// <summary>Lets one command at a time work on a case within this process, in the order in which they came.</summary>
/// <param name="resume">How those who waited go on: elsewhere, so that whoever let go is not held up; at once in a simulation, which has one thread.</param>
internal sealed class CaseLocks(TaskCreationOptions resume = TaskCreationOptions.RunContinuationsAsynchronously)
{
    private readonly Lock _turn = new();

    // Who waits for each case that is held; nobody has a queue before somebody waits.
    private readonly Dictionary<CaseId, Queue<TaskCompletionSource>?> _held = [];

    public async ValueTask<Held> HoldAsync(CaseId id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TaskCompletionSource? waiting = null;
        lock (_turn)
        {
            if (!_held.TryAdd(id, null))
            {
                waiting = new TaskCompletionSource(resume);
                (_held[id] ??= new Queue<TaskCompletionSource>()).Enqueue(waiting);
            }
        }

        if (waiting is not null)
        {
            using var givingUp = cancellationToken.Register(() => waiting.TrySetCanceled(cancellationToken));
            await waiting.Task.ConfigureAwait(false);
        }

        return new Held(this, id);
    }

    private void LetGo(CaseId id)
    {
        while (true)
        {
            TaskCompletionSource? next;
            lock (_turn)
            {
                if (_held[id] is not { Count: > 0 } queue)
                {
                    _held.Remove(id);
                    return;
                }

                next = queue.Dequeue();
            }

            // Whoever gave up meanwhile is passed over.
            if (next.TrySetResult())
            {
                return;
            }
        }
    }

    public readonly struct Held(CaseLocks locks, CaseId id) : IDisposable
    {
        public void Dispose() => locks.LetGo(id);
    }
}
