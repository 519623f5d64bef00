using System.Collections.Immutable;
using Xiezhi.Governance.Cases;
using Xiezhi.Runtime.Packages;
using Xiezhi.Runtime.Proofs;
using Xiezhi.Runtime.Snapshots;

namespace Xiezhi.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    private static readonly CaseId Snapped = CaseId.For(Tenant, "1");

    private ISnapshotStore Snapshots => Get<ISnapshotStore>();

    [Fact]
    public async Task A_snapshot_is_found_as_it_was_saved_by_its_tenant_case_and_format()
    {
        byte[] content = [0, 255, 1, 0];
        await Snapshots.SaveAsync(new StoredSnapshot(Tenant, Snapped, 200, "f1", content), Cancelled);

        var found = await Snapshots.FindAsync(Tenant, Snapped, "f1", Cancelled);

        Assert.Equal((Tenant, Snapped, 200, "f1"), (found!.Tenant, found.Case, found.Version, found.Format));
        Assert.Equal(content, found.Content.ToArray());
        Assert.Null(await Snapshots.FindAsync(Tenant, Snapped, "f2", Cancelled));
        Assert.Null(await Snapshots.FindAsync("town", Snapped, "f1", Cancelled));
        Assert.Null(await Snapshots.FindAsync(Tenant, CaseId.For(Tenant, "2"), "f1", Cancelled));
    }

    [Fact]
    public async Task A_later_snapshot_stays_and_one_of_another_format_goes()
    {
        await Snapshots.SaveAsync(new StoredSnapshot(Tenant, Snapped, 400, "f1", new byte[] { 4 }), Cancelled);
        await Snapshots.SaveAsync(new StoredSnapshot(Tenant, Snapped, 200, "f1", new byte[] { 2 }), Cancelled);
        Assert.Equal(400, (await Snapshots.FindAsync(Tenant, Snapped, "f1", Cancelled))?.Version);

        // The same once more mends one that can't be read.
        await Snapshots.SaveAsync(new StoredSnapshot(Tenant, Snapped, 400, "f1", new byte[] { 5 }), Cancelled);
        Assert.Equal(new byte[] { 5 }, (await Snapshots.FindAsync(Tenant, Snapped, "f1", Cancelled))?.Content.ToArray());

        await Snapshots.SaveAsync(new StoredSnapshot(Tenant, Snapped, 200, "f2", new byte[] { 2 }), Cancelled);
        Assert.Null(await Snapshots.FindAsync(Tenant, Snapped, "f1", Cancelled));
        Assert.Equal(200, (await Snapshots.FindAsync(Tenant, Snapped, "f2", Cancelled))?.Version);
    }

    [Fact]
    public async Task An_audit_sees_snapshots_packages_and_the_log_of_one_case_as_they_stand()
    {
        var (one, two) = (new Book(Tenant, "1"), new Book(Tenant, "2"));
        await Cases.CommitAsync([one.Next(0), two.Next(0), one.Next(1)], Cancelled);
        await Snapshots.SaveAsync(new StoredSnapshot(Tenant, one.Id, 2, "f1", new byte[] { 0, 255 }), Cancelled);
        var publication = new PackagePublication(Tenant, "测试", "package", Book.Minute(1), Book.Minute(2), "publisher");
        await Get<IPackageStore>().AddAsync(
            publication, ImmutableSortedDictionary.CreateRange<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal, [new("a.json", new byte[] { 1 })]), Cancelled);

        using var audit = await Get<IProofStore>().OpenAsync(Cancelled);

        Assert.Equal([(one.Id.ToString(), 1L), (one.Id.ToString(), 2L)], audit.Events(Tenant, one.Id.ToString()).Select(row => (row.Case, row.Sequence)));
        Assert.Empty(audit.Events("town", one.Id.ToString()));
        Assert.Equal(publication, Assert.Single(audit.Publications(Tenant)));
        Assert.Equal(new byte[] { 1 }, Assert.Single(audit.PackageFiles(Tenant, "package"), file => file.Key == "a.json").Value.ToArray());
        Assert.Empty(audit.PackageFiles("town", "package"));
        Assert.Equal(new SnapshotHead(one.Id.ToString(), 2, "f1"), Assert.Single(audit.Snapshots(Tenant)));
        Assert.Equal(new byte[] { 0, 255 }, audit.SnapshotContent(Tenant, one.Id.ToString()).ToArray());
        Assert.True(audit.SnapshotContent(Tenant, two.Id.ToString()).IsEmpty);
    }
}
