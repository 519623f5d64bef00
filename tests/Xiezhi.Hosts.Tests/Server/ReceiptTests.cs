using System.Net;
using System.Security.Cryptography;
using System.Text;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Log;

namespace Xiezhi.Hosts.Tests.Server;

[Trait("Needs", "Server")]
public sealed class ReceiptTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_petitioner_takes_home_a_receipt_that_proves_their_case_once_a_checkpoint_covers_it()
    {
        using var folder = new TemporaryFolder();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string id;
        await using (var unsigned = ServerUnderTest.Start(folder))
        {
            await unsigned.PublishAsync("PT1H");
            id = await unsigned.OpenAsync();
            await AssertProblemAsync(await unsigned.As(ServerUnderTest.CitizenKey).GetAsync($"/api/cases/{id}/receipt", Stop), HttpStatusCode.Conflict, "XZ6402");
        }

        var file = Path.Combine(folder.Path, "private.pem");
        await File.WriteAllTextAsync(file, key.ExportPkcs8PrivateKeyPem(), Stop);
        await using var server = ServerUnderTest.Start(folder, settings: ("Xiezhi:Checkpoints:Key", file));
        var answer = await WhenCoveredAsync(server, id);

        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        var problems = new DiagnosticBag();
        var receipt = ReceiptText.Read(Encoding.UTF8.GetBytes(await answer.Content.ReadAsStringAsync(Stop)), "receipt.json", problems);
        Assert.Empty(problems.ToImmutable());
        Assert.Equal((id, 1L), (receipt!.Case.ToString(), receipt.Sequence));
        Assert.Empty(receipt.Verify(CheckpointPublicKey.Read(key.ExportSubjectPublicKeyInfoPem())!));
        Assert.NotEmpty((receipt with { Text = receipt.Text.Replace("noise", "peace", StringComparison.Ordinal) }).Verify(CheckpointPublicKey.Read(key.ExportSubjectPublicKeyInfoPem())!));
        await AssertProblemAsync(await server.As(ServerUnderTest.NeighbourKey).GetAsync($"/api/cases/{id}/receipt", Stop), HttpStatusCode.NotFound, "XZ6002");
        await AssertProblemAsync(await server.As(ServerUnderTest.CitizenKey).GetAsync($"/api/cases/{id}/receipt?event=99", Stop), HttpStatusCode.NotFound, "XZ6401");
        Assert.Equal(HttpStatusCode.OK, (await server.As(ServerUnderTest.OfficeKey).GetAsync($"/api/cases/{id}/receipt?event=2", Stop)).StatusCode);
    }

    private static async Task<HttpResponseMessage> WhenCoveredAsync(ServerUnderTest server, string id)
    {
        var client = server.As(ServerUnderTest.CitizenKey);
        var answer = await client.GetAsync($"/api/cases/{id}/receipt", Stop);
        for (var until = DateTime.UtcNow.AddSeconds(40); answer.StatusCode == HttpStatusCode.Conflict && DateTime.UtcNow < until; answer = await client.GetAsync($"/api/cases/{id}/receipt", Stop))
        {
            await Task.Delay(200, Stop);
        }

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return answer;
    }

    private static async Task AssertProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string code) =>
        Assert.Equal((status, code), (answer.StatusCode, (await answer.ReadAsync())["code"]!.GetValue<string>()));
}
