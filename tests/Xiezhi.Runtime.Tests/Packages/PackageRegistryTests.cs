using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Packages;
using Xiezhi.Governance.Tests;
using Xiezhi.Runtime.Due;
using Xiezhi.Runtime.Packages;

namespace Xiezhi.Runtime.Tests.Packages;

public sealed class PackageRegistryTests
{
    [Fact]
    public async Task A_case_keeps_the_package_it_began_with()
    {
        await using var engine = await Engine.StartAsync();
        var before = await engine.OpenAsync("before");

        engine.Time.Advance(TimeSpan.FromMinutes(1));
        var stricter = TestPackage.ServiceLevels.Replace("PT4H", "PT1H", StringComparison.Ordinal);
        await engine.Packages.PublishAsync(Engine.Tenant, TestPackage.Files(("service-levels.json", stricter)), null, Engine.Publisher);
        var after = await engine.OpenAsync("after");
        await engine.RestartAsync();
        await engine.CompleteAsync(before.Case, "Handle", Engine.Office);

        Assert.NotEqual(before.State!.PackageId, after.State!.PackageId);
        Assert.Equal(before.State.PackageId, (await engine.Cases.FindAsync(Engine.Tenant, before.Case))!.PackageId);
        Assert.Equal(TimeSpan.FromHours(4), before.State.Clocks[0].Due - before.State.OpenedAt);
        Assert.Equal(TimeSpan.FromHours(1), after.State.Clocks[0].Due - after.State.OpenedAt);
    }

    [Fact]
    public async Task A_package_published_for_later_is_not_in_force_yet()
    {
        await using var engine = await Engine.StartAsync();
        var current = await engine.Packages.InForceAsync(Engine.Tenant, "test", engine.Time.GetUtcNow());
        var later = TestPackage.ServiceLevels.Replace("PT4H", "PT1H", StringComparison.Ordinal);

        var published = await engine.Packages.PublishAsync(Engine.Tenant, TestPackage.Files(("service-levels.json", later)), Engine.Start.AddDays(1), Engine.Publisher);

        Assert.Equal(current!.Id, (await engine.Packages.InForceAsync(Engine.Tenant, "test", Engine.Start.AddHours(23)))!.Id);
        Assert.Equal(published.Publication!.PackageId, (await engine.Packages.InForceAsync(Engine.Tenant, "test", Engine.Start.AddDays(1)))!.Id);
    }

    [Fact]
    public async Task Only_those_who_may_publish_publish()
    {
        await using var engine = await Engine.StartAsync();

        var published = await engine.Packages.PublishAsync(Engine.Tenant, TestPackage.Files(), null, Engine.Office);

        Assert.False(published.Published);
        Assert.Equal("XZ5101", Assert.Single(published.Diagnostics).Code);
    }

    [Fact]
    public async Task Who_gives_up_waiting_for_a_package_takes_it_from_nobody_else()
    {
        await using var engine = await Engine.StartAsync();
        var store = new SlowStore(engine.Get<IPackageStore>());
        var id = Assert.Single(await engine.Packages.ListAsync(Engine.Tenant)).PackageId;
        var registry = new PackageRegistry(store, engine.Get<DueSignal>(), engine.Time, Options.Create(new XiezhiOptions()));
        using var givingUp = new CancellationTokenSource();

        var first = registry.GetAsync(Engine.Tenant, id, givingUp.Token);
        var second = registry.GetAsync(Engine.Tenant, id);
        await givingUp.CancelAsync();
        store.Answers.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(id, (await second)!.Id);
        Assert.Equal(1, store.Reads);
    }

    [Fact]
    public async Task A_package_that_another_process_publishes_is_found_although_it_was_asked_for_before()
    {
        await using var engine = await Engine.StartAsync();
        await using var another = engine.Another();
        var stricter = TestPackage.Files(("service-levels.json", TestPackage.ServiceLevels.Replace("PT4H", "PT1H", StringComparison.Ordinal)));
        var id = PackageReader.Read(stricter, new DiagnosticBag())!.Id;

        Assert.Null(await engine.Packages.GetAsync(Engine.Tenant, id));
        await another.Packages.PublishAsync(Engine.Tenant, stricter, null, Engine.Publisher);

        Assert.Equal(id, (await engine.Packages.GetAsync(Engine.Tenant, id))!.Id);
    }

    /// <summary>A store that reads packages only once it is told to, and gives up where whoever asks does.</summary>
    private sealed class SlowStore(IPackageStore inner) : IPackageStore
    {
        public TaskCompletionSource Answers { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Reads { get; private set; }

        public Task AddAsync(PackagePublication publication, ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> files, CancellationToken cancellationToken) =>
            inner.AddAsync(publication, files, cancellationToken);

        public Task<ImmutableArray<PackagePublication>> ListAsync(string tenant, CancellationToken cancellationToken) => inner.ListAsync(tenant, cancellationToken);

        public Task<ImmutableArray<string>> ListTenantsAsync(CancellationToken cancellationToken) => inner.ListTenantsAsync(cancellationToken);

        public async Task<ImmutableSortedDictionary<string, ReadOnlyMemory<byte>>?> ReadAsync(string tenant, string packageId, CancellationToken cancellationToken)
        {
            Reads++;
            await Answers.Task.WaitAsync(cancellationToken);
            return await inner.ReadAsync(tenant, packageId, cancellationToken);
        }
    }
}
