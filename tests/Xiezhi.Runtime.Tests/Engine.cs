using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Governance.Parties;
using Xiezhi.Governance.Tests;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Due;
using Xiezhi.Runtime.Packages;
using Xiezhi.Storage;

namespace Xiezhi.Runtime.Tests;

/// <summary>An engine on a real SQLite file, with the test package in force and a clock that stands until it is moved.</summary>
internal sealed class Engine : IAsyncDisposable
{
    public const string Tenant = "default";

    public static readonly Actor Publisher = new(PartyKind.System, "publisher");
    public static readonly Actor Citizen = Actor.Citizen("Li");
    public static readonly Actor Office = new(PartyKind.StreetOffice, "office");
    public static readonly Actor City = new(PartyKind.Agency, "city");
    public static readonly DateTimeOffset Start = new(2024, 9, 12, 1, 0, 0, TimeSpan.Zero);

    private readonly string _file;
    private readonly Action<IServiceCollection>? _configure;
    private readonly string? _server;
    private bool _keepsFile;
    private ServiceProvider _provider;

    private Engine(string file, Action<IServiceCollection>? configure, string? server = null)
    {
        _file = file;
        _server = server;
        _configure = configure;
        _provider = Build();
    }

    public FakeTimeProvider Time { get; private set; } = new(Start);

    public CaseEngine Cases => _provider.GetRequiredService<CaseEngine>();

    public PackageRegistry Packages => _provider.GetRequiredService<PackageRegistry>();

    public ICaseStore Store => _provider.GetRequiredService<ICaseStore>();

    public ICaseQueries Queries => _provider.GetRequiredService<ICaseQueries>();

    public DueWork Work => _provider.GetRequiredService<DueWork>();

    public T Get<T>()
        where T : notnull => _provider.GetRequiredService<T>();

    public static async Task<Engine> StartAsync(Action<IServiceCollection>? configure = null, params (string Path, string? Content)[] changes)
    {
        var engine = new Engine(Path.Combine(Path.GetTempPath(), "xiezhi-" + Path.GetRandomFileName() + ".db"), configure);
        var published = await engine.Packages.PublishAsync(Tenant, TestPackage.Files(changes), null, Publisher);
        Assert.True(published.Published, string.Join("\n", published.Diagnostics));
        return engine;
    }

    /// <summary>An engine on a PostgreSQL database.</summary>
    public static async Task<Engine> StartOnAsync(string connectionString)
    {
        var engine = new Engine("", null, connectionString) { _keepsFile = true };
        Assert.True((await engine.Packages.PublishAsync(Tenant, TestPackage.Files(), null, Publisher)).Published);
        return engine;
    }

    /// <summary>A second engine on the same database, as another process would be.</summary>
    public Engine Another(Action<IServiceCollection>? configure = null) => new(_file, configure ?? _configure, _server) { Time = Time, _keepsFile = true };

    /// <summary>The engine after the process ended and began again.</summary>
    public async Task RestartAsync()
    {
        await _provider.DisposeAsync();
        _provider = Build();
    }

    public Task<CommandResult> OpenAsync(string key) =>
        Cases.OpenAsync(Tenant, "test", key, ValueContext.Of(("topic", "Noise at night"), ("lead", "office")), Citizen);

    public async Task<CommandResult> CompleteAsync(CaseId id, string element, Actor actor, string? key = null)
    {
        var state = await Cases.FindAsync(Tenant, id);
        var task = state!.Workflow.Tasks.Single(task => task.Element == element);
        return await Cases.ExecuteAsync(Tenant, id, new CompleteTask(task.Id, ValueContext.Empty), actor, key);
    }

    public async Task<IReadOnlyList<RecordedEvent>> LogAsync(CaseId id) => await Store.ReadLogAsync(Tenant, id, 0, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        if (_keepsFile)
        {
            return;
        }

        SqliteConnection.ClearAllPools();
        foreach (var suffix in new[] { "", "-wal", "-shm" })
        {
            File.Delete(_file + suffix);
        }
    }

    private ServiceProvider Build()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_ => Time);
        _configure?.Invoke(services);
        _ = _server is null ? services.AddXiezhi().UseSqlite(_file) : services.AddXiezhi().UsePostgreSql(_server);
        return services.BuildServiceProvider();
    }
}
