using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Due;
using Xiezhi.Runtime.Notifications;
using Xiezhi.Runtime.Packages;
using Xiezhi.Runtime.Proofs;
using Xiezhi.Simulation.Tests.Faults;
using Xiezhi.Simulation.Tests.Laws;
using Xiezhi.Simulation.Tests.Worlds;
using Xiezhi.Storage;
using Xiezhi.Storage.Tests.PostgreSql;
using Xiezhi.Testing;
using Xiezhi.Testing.Stores;

namespace Xiezhi.Simulation.Tests.Hosts;

/// <summary>One store, several engines on it, each with its own memory, and a clock that stands until it is moved.</summary>
internal sealed class SharedStore : IAsyncDisposable
{
    private readonly string _own = Directory.CreateTempSubdirectory("xiezhi-shared-").FullName;
    private readonly MemoryTables _tables = new();
    private readonly MemoryPackageStore _packages = new();
    private readonly MemoryNotificationStore _inboxes = new();
    private readonly List<ServiceProvider> _hosts = [];
    private readonly string _folder;
    private readonly string _kind;
    private readonly FaultPlan _plan;
    private PostgreSqlDatabaseUnderTest? _database;

    private SharedStore(string kind, FaultPlan plan, string? folder) => (_kind, _plan, _folder) = (kind, plan, folder ?? _own);

    public int Hosts => _hosts.Count;

    public VirtualClock Clock { get; } = new(Procedure.Start);

    public CaseEngine Engine(int host) => Get<CaseEngine>(host);

    public DueWork Work(int host) => Get<DueWork>(host);

    public T Get<T>(int host)
        where T : notnull => _hosts[host].GetRequiredService<T>();

    /// <summary>Opens a store of that kind with that many engines, which know the package; a file of it lies in a folder of its own, where none is given.</summary>
    public static async Task<SharedStore> OpenAsync(string kind, int hosts, FaultPlan? plan = null, string? folder = null)
    {
        var shared = new SharedStore(kind, plan ?? new FaultPlan(Fault.None, 0), folder);
        shared._database = kind == "postgres" ? await PostgreSqlDatabaseUnderTest.CreateAsync() : null;
        for (var host = 0; host < hosts; host++)
        {
            shared._hosts.Add(shared.Build());
        }

        var published = await shared.Get<PackageRegistry>(0).PublishAsync(Procedure.Tenant, Procedure.Files, null, Procedure.Publisher);
        Assert.True(published.Published, string.Join('\n', published.Diagnostics));
        return shared;
    }

    /// <summary>The laws, read from the store itself.</summary>
    public StoreLaws Laws() => new(Get<ILogReader>(0), Get<IProofStore>(0), Get<ICaseQueries>(0), Get<ICaseStore>(0));

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        SqliteConnection.ClearAllPools();
        Directory.Delete(_own, recursive: true);
    }

    private ServiceProvider Build()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        var builder = services.AddXiezhi();
        if (_kind == "memory")
        {
            builder.UseInMemory();
            services.AddSingleton(_tables).AddSingleton<IPackageStore>(_packages).AddSingleton<INotificationStore>(_inboxes);
        }
        else if (_database is not null)
        {
            builder.UsePostgreSql(_database.ConnectionString);
        }
        else
        {
            builder.UseSqlite(Path.Combine(_folder, "shared.db"));
        }

        var own = services.Last(service => service.ServiceType == typeof(ICaseStore));
        services.AddSingleton<ICaseStore>(provider => new FaultyCaseStore(
            (ICaseStore)(own.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, own.ImplementationType!)), _plan));
        return services.BuildServiceProvider();
    }
}
