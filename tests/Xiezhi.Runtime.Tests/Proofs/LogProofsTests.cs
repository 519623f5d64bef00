using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Packages;
using Xiezhi.Runtime.Proofs;
using Xiezhi.Testing;

namespace Xiezhi.Runtime.Tests.Proofs;

public sealed class LogProofsTests : IDisposable
{
    private readonly CheckpointSigner _signer;

    public LogProofsTests()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _signer = CheckpointSigner.Read(key.ExportPkcs8PrivateKeyPem())!;
    }

    public void Dispose() => _signer.Dispose();

    [Fact]
    public async Task Checkpoints_are_kept_and_go_on_from_one_another_over_restarts()
    {
        await using var engine = await Engine.StartAsync();
        await engine.OpenAsync("1");
        var first = await engine.Get<LogProofs>().CheckpointAsync(Engine.Tenant, _signer);
        var id = (await engine.OpenAsync("2")).Case;
        await engine.RestartAsync();
        await engine.CompleteAsync(id, "Handle", Engine.Office);
        var second = await engine.Get<LogProofs>().CheckpointAsync(Engine.Tenant, _signer);
        var third = await engine.Get<LogProofs>().CheckpointAsync(Engine.Tenant, _signer);

        var audit = (await engine.Get<LogProofs>().AuditAsync([first.Made!, second.Made!], _signer.Public))[Engine.Tenant];

        Assert.Equal((1L, 2L, null), (first.Made!.Head.Number, second.Made!.Head.Number, third.Made));
        Assert.Empty(audit.Defects);
        Assert.Equal(audit.Events, audit.Covered);
        Assert.Empty(CheckpointChain.Verify(Engine.Tenant, [first.Made, second.Made], _signer.Public));
        using var snapshot = await engine.Get<IProofStore>().OpenAsync(CancellationToken.None);
        Assert.Equal([CheckpointText.Write(first.Made), CheckpointText.Write(second.Made)], snapshot.Checkpoints(Engine.Tenant).Select(CheckpointText.Write));
    }

    [Fact]
    public async Task A_receipt_is_issued_for_what_a_checkpoint_covers_and_not_for_what_comes_after()
    {
        await using var engine = await Engine.StartAsync();
        var id = (await engine.OpenAsync("1")).Case;
        await engine.Get<LogProofs>().CheckpointAsync(Engine.Tenant, _signer);
        var covered = (await engine.LogAsync(id)).Count;
        await engine.CompleteAsync(id, "Handle", Engine.Office);
        var proofs = engine.Get<LogProofs>();

        var opening = await proofs.ReceiptAsync(Engine.Tenant, id, 1);

        Assert.Empty(opening.Receipt!.Verify(_signer.Public));
        Assert.NotNull((await proofs.ReceiptAsync(Engine.Tenant, id, covered)).Receipt);
        Assert.Equal("XZ6402", (await proofs.ReceiptAsync(Engine.Tenant, id, covered + 1)).Problem?.Code);
        Assert.Equal("XZ6401", (await proofs.ReceiptAsync(Engine.Tenant, id, 99)).Problem?.Code);
        Assert.Equal("XZ6401", (await proofs.ReceiptAsync(Engine.Tenant, CaseId.For("default", "another"), 1)).Problem?.Code);
    }

    [Fact]
    public async Task Logs_in_memory_are_proven_alike()
    {
        var services = new ServiceCollection();
        services.AddXiezhi().UseInMemory();
        await using var provider = services.BuildServiceProvider();
        var published = await provider.GetRequiredService<PackageRegistry>().PublishAsync(Engine.Tenant, Governance.Tests.TestPackage.Files(), null, Engine.Publisher);
        Assert.True(published.Published);
        await provider.GetRequiredService<CaseEngine>().OpenAsync(
            Engine.Tenant, "test", "1", Foundation.Values.ValueContext.Of(("topic", "Noise"), ("lead", "office")), Engine.Citizen);
        var proofs = provider.GetRequiredService<LogProofs>();

        Assert.Equal(1, (await proofs.CheckpointAsync(Engine.Tenant, _signer)).Made?.Head.Number);
        var audit = (await proofs.AuditAsync([], _signer.Public))[Engine.Tenant];

        Assert.Empty(audit.Defects);
        Assert.Equal((1, 1), (audit.Cases, audit.Checkpoints));
    }

    [Fact]
    public void A_key_that_can_not_sign_is_no_signer()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var large = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Assert.Null(CheckpointSigner.Read(key.ExportSubjectPublicKeyInfoPem()));
        Assert.Null(CheckpointSigner.Read(large.ExportPkcs8PrivateKeyPem()));
        Assert.Null(CheckpointSigner.Read("not a key"));
        Assert.Null(CheckpointPublicKey.Read(large.ExportSubjectPublicKeyInfoPem()));
    }
}
