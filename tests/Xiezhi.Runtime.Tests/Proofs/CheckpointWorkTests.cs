using System.Security.Cryptography;
using Xiezhi.Runtime.Proofs;

namespace Xiezhi.Runtime.Tests.Proofs;

public sealed class CheckpointWorkTests : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly CheckpointSigner _signer;

    public CheckpointWorkTests()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _signer = CheckpointSigner.Read(key.ExportPkcs8PrivateKeyPem())!;
    }

    public void Dispose() => _signer.Dispose();

    [Fact]
    public async Task A_checkpoint_is_made_once_an_interval_however_often_it_is_asked_for()
    {
        await using var engine = await Engine.StartAsync();
        await engine.OpenAsync("1");

        Assert.Equal(1, await RunAsync(engine));
        await engine.OpenAsync("2");
        engine.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(0, await RunAsync(engine));
        engine.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await RunAsync(engine));
        engine.Time.Advance(Hour);
        Assert.Equal(0, await RunAsync(engine));
    }

    [Fact]
    public async Task The_interval_holds_over_restarts()
    {
        await using var engine = await Engine.StartAsync();
        await engine.OpenAsync("1");
        await RunAsync(engine);
        await engine.OpenAsync("2");
        await engine.RestartAsync();

        engine.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(0, await RunAsync(engine));
        engine.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(1, await RunAsync(engine));
    }

    private Task<int> RunAsync(Engine engine) => engine.Get<CheckpointWork>().RunAsync(_signer, Hour);
}
