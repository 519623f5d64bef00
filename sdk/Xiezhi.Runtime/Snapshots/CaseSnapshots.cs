using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Cases.Snapshots;
using Xiezhi.Runtime.Cases;

namespace Xiezhi.Runtime.Snapshots;

/// <summary>Reads snapshots of cases, and writes them behind the commands' backs.</summary>
/// <remarks>Thread-safe. Whatever goes wrong here costs time and nothing else, so it is logged and passed over.</remarks>
internal sealed partial class CaseSnapshots : IAsyncDisposable
{
    // What waits is kept in memory, and under load what is not written now is written a little later.
    private const int MostWaiting = 32;

    // The larger a snapshot, the more events lie between two, so that all of them together write two or three times what the log itself takes, at most.
    public const int BytesAnEvent = 2_000;

    private readonly Channel<(CaseState State, SnapshotSize Size)> _waiting = Channel.CreateBounded<(CaseState State, SnapshotSize Size)>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly ISnapshotStore? _store;
    private readonly ILogger<CaseSnapshots> _log;
    private readonly int _every;
    private readonly Task _writer;

    public CaseSnapshots(ISnapshotStore? store, IOptions<XiezhiOptions> options, ILogger<CaseSnapshots> log)
    {
        _every = options.Value.SnapshotEvery;
        _store = _every > 0 ? store : null;
        _log = log;
        _writer = _store is null ? Task.CompletedTask : Task.Run(() => WriteAsync(_store));
    }

    /// <summary>How the case once stood, or <see langword="null"/>; whether its log says so too is for the caller to see.</summary>
    public async Task<(CaseState State, SnapshotSize Size)?> FindAsync(string tenant, CaseId id, CancellationToken cancellationToken)
    {
        if (_store is null)
        {
            return null;
        }

        try
        {
            return await _store.FindAsync(tenant, id, CaseSnapshot.Format, cancellationToken).ConfigureAwait(false) is { } stored
                && CaseSnapshot.Read(stored.Content) is { } state && state.Tenant == tenant && state.Id == id && state.Exists
                ? (state, new SnapshotSize(stored.Content.Length))
                : null;
        }
#pragma warning disable CA1031 // The log says the same.
        catch (Exception problem) when (problem is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogNotRead(problem, id);
            return null;
        }
    }

    /// <summary>The same case; where its last snapshot lies far enough behind, a new one will be written.</summary>
    public LoadedCase Keep(LoadedCase loaded)
    {
        if (_store is null || loaded.State.Version - loaded.SnapshotVersion < Math.Max(_every, loaded.SnapshotBytes / BytesAnEvent))
        {
            return loaded;
        }

        var size = new SnapshotSize(0);
        return _waiting.Writer.TryWrite((loaded.State, size)) ? loaded.WithSnapshot(loaded.State.Version, size) : loaded;
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writer.ConfigureAwait(false);
    }

    private async Task WriteAsync(ISnapshotStore store)
    {
        await foreach (var (state, size) in _waiting.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                var content = CaseSnapshot.Write(state);
                size.Bytes = content.Length;
                await store.SaveAsync(new StoredSnapshot(state.Tenant, state.Id, state.Version, CaseSnapshot.Format, content), CancellationToken.None).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // The next one may be written.
            catch (Exception problem)
#pragma warning restore CA1031
            {
                LogNotWritten(problem, state.Id);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The snapshot of case {Case} can't be read; its log is folded.")]
    private partial void LogNotRead(Exception problem, CaseId @case);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A snapshot of case {Case} can't be written; opening it will take longer.")]
    private partial void LogNotWritten(Exception problem, CaseId @case);
}
