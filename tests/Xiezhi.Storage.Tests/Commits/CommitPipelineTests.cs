using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using Xiezhi.Runtime.Commits;
using Xiezhi.Storage.Tests.Contract;

namespace Xiezhi.Storage.Tests.Commits;

public sealed class CommitPipelineTests
{
    [Fact]
    public async Task A_store_that_is_away_fails_all_who_wait_at_once()
    {
        var (store, failing) = FailingStore.Create(() => new StoreNotReachedException("away"));
        var answers = await CommitTogetherAsync(store, failing);

        Assert.All(answers, answer => Assert.IsType<StoreNotReachedException>(answer));
        Assert.Equal([1, 99], failing.Batches);
    }

    [Fact]
    public async Task After_any_other_failure_each_is_tried_alone()
    {
        var (store, failing) = FailingStore.Create(() => new InvalidOperationException("a bad row"));
        var answers = await CommitTogetherAsync(store, failing);

        Assert.All(answers, answer => Assert.IsType<InvalidOperationException>(answer));
        Assert.Equal([1, 99, .. Enumerable.Repeat(1, 99)], failing.Batches);
    }

    // The first is a batch of its own: it is held at the store until all the others wait.
    private static async Task<ImmutableArray<Exception?>> CommitTogetherAsync(ICaseStore store, FailingStore failing)
    {
        await using var pipeline = new CommitPipeline(store, NullLogger<CommitPipeline>.Instance);
        var first = pipeline.CommitAsync(new Book("city", "0").Next(0));
        await failing.Begun;
        var others = Enumerable.Range(1, 99).Select(number => pipeline.CommitAsync(new Book("city", $"{number}").Next(0))).ToList();
        failing.Go();
        return [await Record.ExceptionAsync(() => first), .. await Task.WhenAll(others.Select(other => Record.ExceptionAsync(() => other).AsTask()))];
    }

    /// <summary>A store that is at work on the first commit until it is told to go on, and fails each.</summary>
    public class FailingStore : DispatchProxy
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Func<Exception> _failure = null!;

        public List<int> Batches { get; } = [];

        public Task Begun => _begun.Task;

        public static (ICaseStore Store, FailingStore Failing) Create(Func<Exception> failure)
        {
            var store = Create<ICaseStore, FailingStore>();
            var failing = (FailingStore)(object)store;
            failing._failure = failure;
            return (store, failing);
        }

        public void Go() => _go.SetResult();

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => FailAsync((IReadOnlyList<CaseCommit>)args![0]!);

        private async Task<ImmutableArray<CommitOutcome>> FailAsync(IReadOnlyList<CaseCommit> commits)
        {
            Batches.Add(commits.Count);
            _begun.TrySetResult();
            await _go.Task;
            throw _failure();
        }
    }
}
