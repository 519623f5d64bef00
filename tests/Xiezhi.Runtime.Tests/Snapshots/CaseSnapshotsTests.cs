using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Cases.Snapshots;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Snapshots;

namespace Xiezhi.Runtime.Tests.Snapshots;

public sealed class CaseSnapshotsTests
{
    [Fact]
    public async Task A_case_is_loaded_from_its_snapshot_and_what_came_after_it()
    {
        await using var engine = await StartAsync(every: 5);
        var id = (await engine.OpenAsync("1")).Case;
        await engine.RestartAsync();
        var version = (await LoadAsync(engine, id)).SnapshotVersion;
        Assert.True(version >= 5);

        // Too few events for another snapshot.
        await engine.Cases.ExecuteAsync(Engine.Tenant, id, new CancelCase("twice"), Engine.Office);
        await engine.RestartAsync();
        var loaded = await LoadAsync(engine, id);

        Assert.Equal(version, loaded.SnapshotVersion);
        Assert.True(loaded.State.Version > version);
        await AssertFoldedAsync(engine, loaded);
    }

    [Fact]
    public async Task A_case_that_has_no_snapshot_yet_gets_one_when_it_is_loaded()
    {
        await using var engine = await StartAsync(every: 0);
        var id = (await engine.OpenAsync("1")).Case;
        await engine.RestartAsync();
        Assert.Equal(0, (await LoadAsync(engine, id)).SnapshotVersion);

        await using (var other = engine.Another(services => services.Configure<XiezhiOptions>(options => options.SnapshotEvery = 1)))
        {
            await other.Cases.FindAsync(Engine.Tenant, id);
        }

        await using var third = engine.Another(services => services.Configure<XiezhiOptions>(options => options.SnapshotEvery = 1));
        Assert.Equal((await engine.LogAsync(id)).Count, (await LoadAsync(third, id)).SnapshotVersion);
    }

    [Fact]
    public async Task A_snapshot_of_another_log_of_the_same_case_is_not_believed()
    {
        await using var other = await StartAsync(every: 1);
        var id = (await other.Cases.OpenAsync(Engine.Tenant, "test", "1", ValueContext.Of(("topic", "Forged"), ("lead", "office")), Engine.Citizen)).Case;
        await other.RestartAsync();
        var foreign = await other.Get<ISnapshotStore>().FindAsync(Engine.Tenant, id, CaseSnapshot.Format, default);

        await using var engine = await StartAsync(every: 1);
        Assert.Equal(id, (await engine.OpenAsync("1")).Case);
        await engine.RestartAsync();
        await engine.Get<ISnapshotStore>().SaveAsync(foreign!, default);
        var loaded = await LoadAsync(engine, id);

        Assert.Equal((0, "Noise at night"), (loaded.SnapshotVersion, loaded.State.Facts.Title));
        await AssertFoldedAsync(engine, loaded);
    }

    [Fact]
    public async Task A_snapshot_that_is_ahead_of_its_log_is_not_believed()
    {
        await using var engine = await StartAsync(every: 1);
        var id = (await engine.OpenAsync("1")).Case;
        var store = new FixedSnapshots(CaseSnapshot.Write((await engine.CompleteAsync(id, "Handle", Engine.Office)).State!));

        await using var fresh = await StartAsync(every: 1);
        await fresh.OpenAsync("1");

        Assert.Equal(0, (await LoadAsync(fresh, id, store)).SnapshotVersion);
    }

    [Fact]
    public async Task A_changed_byte_never_changes_what_is_loaded()
    {
        await using var engine = await StartAsync(every: 1);
        var id = (await engine.OpenAsync("1")).Case;
        await engine.RestartAsync();
        var content = (await engine.Get<ISnapshotStore>().FindAsync(Engine.Tenant, id, CaseSnapshot.Format, default))!.Content.ToArray();

        for (var at = 0; at < content.Length; at += 37)
        {
            content[at] ^= 0x10;
            var loaded = await LoadAsync(engine, id, new FixedSnapshots(content));
            Assert.Equal(0, loaded.SnapshotVersion);
            await AssertFoldedAsync(engine, loaded);
            content[at] ^= 0x10;
        }
    }

    [Fact]
    public async Task A_store_that_can_neither_read_nor_write_snapshots_stops_nothing()
    {
        await using var engine = await StartAsync(every: 1);
        var id = (await engine.OpenAsync("1")).Case;

        var loaded = await LoadAsync(engine, id, new FixedSnapshots(null));

        Assert.Equal(0, loaded.SnapshotVersion);
        await AssertFoldedAsync(engine, loaded);
        await using var snapshots = Snapshots(new FixedSnapshots(null));
        Assert.Equal(loaded.State.Version, snapshots.Keep(loaded).SnapshotVersion);
    }

    [Fact]
    public async Task The_larger_the_last_snapshot_the_more_events_lie_before_the_next()
    {
        await using var engine = await StartAsync(every: 1);
        var loaded = await LoadAsync(engine, (await engine.OpenAsync("1")).Case, new FixedSnapshots(null));
        await using var snapshots = Snapshots(new FixedSnapshots(null));

        var small = snapshots.Keep(loaded.WithSnapshot(loaded.State.Version - 4, new SnapshotSize(4 * CaseSnapshots.BytesAnEvent)));
        var large = snapshots.Keep(loaded.WithSnapshot(loaded.State.Version - 4, new SnapshotSize(5 * CaseSnapshots.BytesAnEvent)));

        Assert.Equal((loaded.State.Version, loaded.State.Version - 4), (small.SnapshotVersion, large.SnapshotVersion));
    }

    [Fact]
    public async Task How_large_a_snapshot_is_is_known_where_it_was_read()
    {
        await using var engine = await StartAsync(every: 1);
        var id = (await engine.OpenAsync("1")).Case;
        await engine.RestartAsync();

        var loaded = await LoadAsync(engine, id);

        var stored = await engine.Get<ISnapshotStore>().FindAsync(Engine.Tenant, id, CaseSnapshot.Format, default);
        Assert.Equal(stored!.Content.Length, loaded.SnapshotBytes);
    }

    private static Task<Engine> StartAsync(int every) =>
        Engine.StartAsync(services => services.Configure<XiezhiOptions>(options => options.SnapshotEvery = every));

    private static async Task<LoadedCase> LoadAsync(Engine engine, CaseId id, ISnapshotStore? store = null)
    {
        await using var snapshots = Snapshots(store ?? engine.Get<ISnapshotStore>());
        return (await new CaseLoader(engine.Packages, engine.Store, snapshots).LoadAsync(Engine.Tenant, id, default))!;
    }

    private static CaseSnapshots Snapshots(ISnapshotStore store) =>
        new(store, Options.Create(new XiezhiOptions { SnapshotEvery = 1 }), NullLogger<CaseSnapshots>.Instance);

    // The fold as it is written down in the law of the log, beside the loader.
    private static async Task AssertFoldedAsync(Engine engine, LoadedCase loaded)
    {
        var state = CaseState.New(Engine.Tenant, loaded.State.Id);
        foreach (var recorded in await engine.LogAsync(loaded.State.Id))
        {
            state = state.Apply(loaded.Package, recorded);
        }

        Assert.Equal(CaseSnapshot.Write(state).ToArray(), CaseSnapshot.Write(loaded.State).ToArray());
    }

    /// <summary>Always the same bytes, whatever is asked for; without any, nothing but failures.</summary>
    private sealed class FixedSnapshots(ReadOnlyMemory<byte>? content) : ISnapshotStore
    {
        public Task<StoredSnapshot?> FindAsync(string tenant, CaseId id, string format, CancellationToken cancellationToken) =>
            content is { } bytes ? Task.FromResult<StoredSnapshot?>(new StoredSnapshot(tenant, id, 1, format, bytes)) : throw new IOException("The disk is gone.");

        public Task SaveAsync(StoredSnapshot snapshot, CancellationToken cancellationToken) => throw new IOException("The disk is gone.");
    }
}
