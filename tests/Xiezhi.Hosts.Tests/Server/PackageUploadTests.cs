using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Xiezhi.Hosts.Tests.Server;

[Trait("Needs", "Server")]
public sealed class PackageUploadTests(RunningServer running) : IClassFixture<RunningServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private ServerUnderTest Server => running.Server;

    [Theory]
    [InlineData("")]
    [InlineData("Tiny/")]
    public async Task A_package_is_published_from_a_zip_with_its_files_at_the_top_or_in_one_folder(string folder)
    {
        var answer = await UploadAsync(TinyPackage.Files("PT7M").ToDictionary(file => folder + file.Key, file => Encoding.UTF8.GetBytes(file.Value)));

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var published = await answer.ReadAsync();
        var package = await (await Server.As(ServerUnderTest.OfficeKey).GetAsync($"/api/packages/{published["id"]}", Stop)).ReadAsync();
        Assert.Contains("tiny.bpmn", package["files"]!.AsArray().Select(file => file!.GetValue<string>()));
        Assert.Contains("desk", package["organization"]!["parties"]!.AsArray().Select(party => party!["id"]!.GetValue<string>()));
        Assert.Equal("noise", Assert.Single(package["matters"]!.AsArray())!["id"]!.GetValue<string>());
        Assert.Equal("quick", Assert.Single(package["serviceLevels"]!.AsArray())!["id"]!.GetValue<string>());
        Assert.Equal("Urgency", Assert.Single(package["decisions"]!.AsArray())!.GetValue<string>());
    }

    [Fact]
    public async Task A_package_that_takes_effect_later_is_not_in_force_yet()
    {
        var files = TinyPackage.Files("PT8M");
        files["package.json"] = files["package.json"].Replace("\"name\": \"tiny\"", "\"name\": \"later\"", StringComparison.Ordinal);
        var body = new { files = files.Select(file => new { path = file.Key, base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(file.Value)) }) };

        var answer = await Server.As(ServerUnderTest.SystemKey).PostAsJsonAsync("/api/packages?effectiveFrom=2099-01-01T00:00:00%2B08:00", body, Stop);
        var opened = await Server.As(ServerUnderTest.CitizenKey).PostAsJsonAsync("/api/cases", new { package = "later", key = "k" }, Stop);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, opened.StatusCode);
        Assert.Equal("XZ6001", (await opened.ReadAsync())["code"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("../package.json")]
    [InlineData("calendars/../../package.json")]
    [InlineData("/package.json")]
    [InlineData("C:package.json")]
    [InlineData("calendars\\city.json")]
    [InlineData("./package.json")]
    [InlineData("calendars//city.json")]
    public async Task A_path_that_leads_out_of_the_package_is_refused(string path)
    {
        var answer = await UploadAsync(new() { [path] = "{}"u8.ToArray() });

        await AssertRefusedAsync(answer, HttpStatusCode.BadRequest, "XZ7022");
    }

    [Fact]
    public async Task Two_files_that_differ_in_case_only_are_refused() =>
        await AssertRefusedAsync(await UploadAsync(new() { ["package.json"] = [1], ["Package.json"] = [2] }), HttpStatusCode.BadRequest, "XZ7022");

    [Fact]
    public async Task A_symbolic_link_is_refused()
    {
        var answer = await UploadAsync(new() { ["package.json"] = "/etc/passwd"u8.ToArray() }, entry => entry.ExternalAttributes = unchecked((int)0xA1FF0000));

        await AssertRefusedAsync(answer, HttpStatusCode.BadRequest, "XZ7022");
    }

    [Fact]
    public async Task A_bomb_is_refused() =>
        await AssertRefusedAsync(await UploadAsync(new() { ["package.json"] = new byte[20 << 20] }), HttpStatusCode.BadRequest, "XZ7025");

    [Fact]
    public async Task More_files_than_any_package_has_are_refused() => await AssertRefusedAsync(
        await UploadAsync(Enumerable.Range(0, 1001).ToDictionary(i => $"forms/{i}.json", _ => "{}"u8.ToArray())), HttpStatusCode.BadRequest, "XZ7023");

    [Fact]
    public async Task What_is_no_archive_is_refused()
    {
        using var content = new ByteArrayContent("PK not really"u8.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");

        var answer = await Server.As(ServerUnderTest.SystemKey).PostAsync("/api/packages", content, Stop);

        await AssertRefusedAsync(answer, HttpStatusCode.BadRequest, "XZ7021");
    }

    [Fact]
    public async Task Archives_of_noise_never_break_the_server()
    {
        var random = new Random(20_261_123);
        var good = Pack(TinyPackage.Files().ToDictionary(file => file.Key, file => Encoding.UTF8.GetBytes(file.Value)), _ => { });
        for (var round = 0; round < 60; round++)
        {
            var bytes = (byte[])good.Clone();
            for (var hit = random.Next(1, 20); hit > 0; hit--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var answer = await SendAsync(bytes);

            Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Created, HttpStatusCode.BadRequest, HttpStatusCode.UnprocessableEntity });
        }
    }

    [Fact]
    public async Task A_package_with_mistakes_is_refused_whole_with_all_of_them_listed()
    {
        var files = TinyPackage.Files();
        files["organization.json"] = files["organization.json"].Replace("\"superior\": \"office\"", "\"superior\": \"ofice\"", StringComparison.Ordinal);
        files["matters.json"] = "{ \"matters\": [ { \"id\": \"noise\", \"titel\": {} } ] }";

        var answer = await UploadAsync(files.ToDictionary(file => file.Key, file => Encoding.UTF8.GetBytes(file.Value)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var diagnostics = (await answer.ReadAsync())["diagnostics"]!.AsArray();
        Assert.Contains(diagnostics, found => Says(found, "XZ5002", "organization.json"));
        Assert.Contains(diagnostics, found => Says(found, "XZ1008", "matters.json"));
    }

    [Theory]
    [InlineData(ServerUnderTest.OfficeKey)]
    [InlineData(ServerUnderTest.CitizenKey)]
    public async Task Only_systems_publish(string key)
    {
        var answer = await Server.As(key).PostAsJsonAsync("/api/packages", new { files = Array.Empty<object>() }, Stop);

        await AssertRefusedAsync(answer, HttpStatusCode.Forbidden, "XZ7002");
    }

    [Fact]
    public async Task A_package_may_be_larger_than_other_bodies_are()
    {
        var files = TinyPackage.Files("PT9M").ToDictionary(file => file.Key, file => Encoding.UTF8.GetBytes(file.Value));
        var noise = new byte[2 << 20];
        new Random(1).NextBytes(noise);
        files["README.md"] = noise;

        Assert.Equal(HttpStatusCode.Created, (await UploadAsync(files)).StatusCode);
    }

    private static bool Says(JsonNode? found, string code, string file) =>
        found!["code"]!.GetValue<string>() == code && found["file"]!.GetValue<string>() == file && found["line"]!.GetValue<int>() > 0;

    private static async Task AssertRefusedAsync(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(code, (await answer.ReadAsync())["code"]!.GetValue<string>());
    }

    private async Task<HttpResponseMessage> UploadAsync(Dictionary<string, byte[]> files, Action<ZipArchiveEntry>? mark = null) =>
        await SendAsync(Pack(files, mark ?? (_ => { })));

    private async Task<HttpResponseMessage> SendAsync(byte[] archive)
    {
        using var content = new ByteArrayContent(archive);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        return await Server.As(ServerUnderTest.SystemKey).PostAsync("/api/packages", content, Stop);
    }

    private static byte[] Pack(Dictionary<string, byte[]> files, Action<ZipArchiveEntry> mark)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, content) in files)
            {
                var entry = archive.CreateEntry(path);
                mark(entry);
                using var stream = entry.Open();
                stream.Write(content);
            }
        }

        return bytes.ToArray();
    }
}
