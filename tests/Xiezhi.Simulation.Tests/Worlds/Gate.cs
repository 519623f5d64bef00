using Xiezhi.Runtime.Commits;

namespace Xiezhi.Simulation.Tests.Worlds;

/// <summary>What becomes of an operation on the store, or on the world outside.</summary>
internal enum Fate
{
    /// <summary>It is done and answered.</summary>
    Done,

    /// <summary>It is not done, and whoever asked is told so.</summary>
    Failed,

    /// <summary>It is done, but the answer is lost.</summary>
    DoneUnknown,

    /// <summary>It is not done, and no answer comes either.</summary>
    FailedUnknown,
}

/// <summary>An operation that waits until the simulation lets it through.</summary>
/// <param name="Host">Whose it is.</param>
/// <param name="Commits">Whether it changes something.</param>
/// <param name="Open">Lets it through; whoever waits goes on at once, on this thread.</param>
/// <param name="Abandon">Does it, or not, for a host that is gone and waits for nothing.</param>
internal sealed record Gate(SimulatedHost Host, bool Commits, Action<Fate> Open, Action<Fate> Abandon);

/// <summary>The gates of one host.</summary>
internal sealed class Gates(World world, SimulatedHost host)
{
    public World World => world;

    public SimulatedHost Host => host;

    /// <summary>Does an operation once the simulation lets it through.</summary>
    /// <param name="commits">Whether it changes something.</param>
    /// <param name="operation">What is done: at once, or by a real store, which is waited for.</param>
    public Task<T> PassAsync<T>(bool commits, Func<Task<T>> operation)
    {
        world.RequireOwnThread();

        // Whoever waits goes on inside SetResult, so that one thread does everything, in an order that the seed decides.
        var answer = new TaskCompletionSource<T>();
        world.Wait(new Gate(host, commits, Open, Abandon));
        return answer.Task;

        T? Act(Fate fate) => fate is Fate.Done or Fate.DoneUnknown ? operation().GetAwaiter().GetResult() : default;

        void Abandon(Fate fate)
        {
            try
            {
                Act(fate);
            }
            catch (IOException)
            {
                // Nobody is left to be told that it was refused.
            }
        }

        void Open(Fate fate)
        {
            T? result;
            try
            {
                result = Act(fate);
            }
            catch (IOException refused)
            {
                answer.SetException(refused);
                return;
            }

            switch (fate)
            {
                case Fate.Done:
                    answer.SetResult(result!);
                    break;
                case Fate.Failed:
                    answer.SetException(new IOException("The store says no."));
                    break;
                default:
                    answer.SetException(commits ? new CommitOutcomeUnknownException("The connection was cut.") : new IOException("The connection was cut."));
                    break;
            }
        }
    }

    /// <summary>Does an operation that answers nothing.</summary>
    public Task PassAsync(bool commits, Func<Task> operation) => PassAsync(commits, async () =>
    {
        await operation();
        return true;
    });
}
