using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Options;

namespace Xiezhi.Hosts.Tests.Server;

[Trait("Needs", "Server")]
public sealed class SignInTests(RunningServer running) : IClassFixture<RunningServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private ServerUnderTest Server => running.Server;

    [Theory]
    [InlineData("/")]
    [InlineData("/page.css")]
    [InlineData("/cases/0123456789abcdefghjkmnpq")]
    [InlineData("/api/health")]
    [InlineData("/api/packages")]
    [InlineData("/api/cases")]
    [InlineData("/api/tasks")]
    [InlineData("/api/notifications")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/scalar/")]
    [InlineData("/hangfire")]
    public async Task Nothing_is_shown_in_production_without_a_key(string address)
    {
        var answer = await Server.As(null).GetAsync(address, Stop);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("XZ7001", (await answer.ReadAsync())["code"]!.GetValue<string>());
        Assert.Contains(answer.Headers.WwwAuthenticate, challenge => challenge.Scheme == "Bearer");
    }

    [Fact]
    public async Task A_key_that_is_not_known_signs_nobody_in_and_a_named_actor_is_not_heeded()
    {
        var wrong = Server.As("a-key-that-nobody-was-given");
        var named = Server.As(null);
        named.DefaultRequestHeaders.Add("X-Xiezhi-Actor", "office");

        Assert.Equal(HttpStatusCode.Unauthorized, (await wrong.GetAsync("/api/cases", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await named.GetAsync("/api/cases", Stop)).StatusCode);
    }

    [Fact]
    public async Task A_browser_signs_in_with_the_key_as_its_password()
    {
        var client = Server.As(null);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("anything:" + ServerUnderTest.OfficeKey)));

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/", Stop)).StatusCode);
    }

    [Fact]
    public async Task The_jobs_are_shown_to_systems_only_and_can_only_be_looked_at()
    {
        var shown = await Server.As(ServerUnderTest.SystemKey).GetAsync("/hangfire", Stop);
        using var nothing = new StringContent("");
        var trigger = await Server.As(ServerUnderTest.SystemKey).PostAsync("/hangfire/recurring/trigger?jobs[]=xiezhi-sweep", nothing, Stop);

        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, trigger.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Server.As(ServerUnderTest.OfficeKey).GetAsync("/hangfire", Stop)).StatusCode);
    }

    [Fact]
    public async Task In_development_the_machine_itself_needs_no_key_and_may_name_who_acts()
    {
        using var folder = new TemporaryFolder();
        await using var server = ServerUnderTest.Start(folder, "Development");
        await server.PublishAsync();
        var citizen = server.As(null);
        citizen.DefaultRequestHeaders.Add("X-Xiezhi-Actor", "wang");
        citizen.DefaultRequestHeaders.Add("X-Xiezhi-Actor-Kind", "citizen");

        var health = await server.As(null).GetAsync("/api/health", Stop);
        var packages = await (await server.As(null).GetAsync("/api/packages", Stop)).ReadAsync();

        // The developer belongs to the tenant "default", where the sample was published at start; the keys' tenant has the tiny one.
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.Equal("hotline", Assert.Single(packages.AsArray())!["name"]!.GetValue<string>());
        var opened = await citizen.PostAsJsonAsync("/api/cases", new { package = "hotline", key = "k", variables = new { topic = "路灯不亮", sender = "wang" } }, Stop);
        Assert.Equal(HttpStatusCode.Created, opened.StatusCode);
        Assert.Equal("wang", (await opened.ReadAsync())["openedBy"]!["party"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("X-Xiezhi-Actor", "xiezhi")]
    public async Task Even_in_development_nobody_gets_in_from_elsewhere_or_as_the_engine(string header, string value)
    {
        using var folder = new TemporaryFolder();
        await using var server = ServerUnderTest.Start(folder, "Development");
        var client = server.As(null);
        client.DefaultRequestHeaders.TryAddWithoutValidation(header, value);

        var answer = await client.GetAsync("/api/cases", Stop);

        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden });
    }

    [Fact]
    public async Task A_restart_publishes_the_same_package_no_second_time()
    {
        using var folder = new TemporaryFolder();
        string before;
        await using (var server = ServerUnderTest.Start(folder, "Development"))
        {
            before = (await (await server.As(null).GetAsync("/api/packages", Stop)).ReadAsync()).ToJsonString();
        }

        await using var again = ServerUnderTest.Start(folder, "Development");

        Assert.Equal(before, (await (await again.As(null).GetAsync("/api/packages", Stop)).ReadAsync()).ToJsonString());
    }
}
