using Xiezhi.Governance.Tests;

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
}
