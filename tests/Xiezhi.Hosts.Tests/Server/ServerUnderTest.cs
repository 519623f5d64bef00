using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Xiezhi.Hosts.Tests.Server;

/// <summary>The real server on a port and a database of its own.</summary>
internal sealed class ServerUnderTest : WebApplicationFactory<Program>
{
    public const string SystemKey = "a-key-for-the-system-in-tests";
    public const string DeskKey = "a-key-for-the-desk-in-tests-";
    public const string DeputyKey = "a-key-for-a-deputy-in-tests-";
    public const string OfficeKey = "a-key-for-the-office-in-tests";
    public const string StrangerKey = "a-key-for-a-stranger-in-tests";
    public const string CitizenKey = "a-key-for-a-citizen-in-tests";
    public const string NeighbourKey = "a-key-for-a-neighbour-in-tests";
    public const string OtherTenantKey = "a-key-of-another-tenant-in-tests";

    private static readonly (string Key, string Tenant, string Kind, string Party, string? Person)[] Keys =
    [
        (SystemKey, "city", "system", "console", null),
        (DeskKey, "city", "department", "desk", null),
        (DeputyKey, "city", "department", "desk", "li"),
        (OfficeKey, "city", "agency", "office", null),
        (StrangerKey, "city", "department", "stranger", null),
        (CitizenKey, "city", "citizen", "zhang", null),
        (NeighbourKey, "city", "citizen", "desk", null),
        (OtherTenantKey, "town", "system", "console", null),
    ];

    private readonly string _folder;
    private readonly string _environment;
    private readonly (string Name, string Value)[] _settings;

    private ServerUnderTest(string folder, string environment, (string Name, string Value)[] settings)
    {
        _settings = settings;
        _folder = folder;
        _environment = environment;
        UseKestrel(0);
    }

    /// <summary>Starts the server in production, on the database of <paramref name="folder"/>.</summary>
    public static ServerUnderTest Start(TemporaryFolder folder, string environment = "Production", params (string Name, string Value)[] settings)
    {
        var server = new ServerUnderTest(folder.Path, environment, settings);
        server.StartServer();
        return server;
    }

    public HttpClient As(string? key)
    {
        var client = CreateClient(new WebApplicationFactoryClientOptions { BaseAddress = ClientOptions.BaseAddress, AllowAutoRedirect = false, HandleCookies = false });
        client.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>Publishes the tiny package.</summary>
    public async Task PublishAsync(string target = "PT2S")
    {
        var files = TinyPackage.Files(target).Select(file => new { path = file.Key, text = file.Value });
        var answer = await As(SystemKey).PostAsJsonAsync("/api/packages", new { files }, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Opens a case of the tiny package.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> OpenAsync(string key = "one", string topic = "noise at night")
    {
        var answer = await As(CitizenKey).PostAsJsonAsync(
            "/api/cases", new { package = TinyPackage.Name, key, variables = new { topic } }, TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.Created, answer.StatusCode);
        return (await answer.ReadAsync())["summary"]!["id"]!.GetValue<string>();
    }

    /// <summary>The log of a case.</summary>
    public async Task<JsonArray> LogAsync(string id) =>
        (JsonArray)(await (await As(OfficeKey).GetAsync($"/api/cases/{id}/log", TestContext.Current.CancellationToken)).ReadAsync());

    /// <summary>The log of a case once it is as wanted; looking at it changes nothing.</summary>
    public async Task<JsonArray> LogWhenAsync(string id, Func<JsonArray, bool> wanted, TimeSpan deadline)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(deadline);
        var log = await LogAsync(id);
        while (!wanted(log) && !late.IsCancellationRequested)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            log = await LogAsync(id);
        }

        return log;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(_environment);
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        builder.UseSetting("Xiezhi:Database", Path.Combine(_folder, "xiezhi.db"));
        foreach (var (name, value) in _settings)
        {
            builder.UseSetting(name, value);
        }

        for (var i = 0; i < Keys.Length; i++)
        {
            builder.UseSetting($"Xiezhi:Keys:{i}:Key", Keys[i].Key);
            builder.UseSetting($"Xiezhi:Keys:{i}:Tenant", Keys[i].Tenant);
            builder.UseSetting($"Xiezhi:Keys:{i}:Kind", Keys[i].Kind);
            builder.UseSetting($"Xiezhi:Keys:{i}:Party", Keys[i].Party);
            if (Keys[i].Person is { } person)
            {
                builder.UseSetting($"Xiezhi:Keys:{i}:Person", person);
            }
        }
    }
}

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("xiezhi-").FullName;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Path, recursive: true);
    }
}

internal static class Answers
{
    /// <summary>The body as JSON.</summary>
    public static async Task<JsonNode> ReadAsync(this HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return JsonNode.Parse(text) ?? throw new Xunit.Sdk.XunitException($"{(int)answer.StatusCode} without a body");
    }

    /// <summary>The types of the events of a log.</summary>
    public static IReadOnlyList<string> Types(this JsonArray log) => [.. log.Select(entry => entry!["type"]!.GetValue<string>())];
}
