using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Log;
using Xiezhi.Hangfire;
using Xiezhi.Hosts.Tests.Server;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Cases;
using Xiezhi.Runtime.Commits;
using Xiezhi.Runtime.Packages;

namespace Xiezhi.Hosts.Tests.Hangfire;

/// <summary>The engine with its jobs, as an application has them, in this process.</summary>
internal sealed class HostUnderTest : IAsyncDisposable
{
    private const string Tenant = "city";

    private readonly IHost _host;

    private HostUnderTest(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<HostUnderTest> StartAsync(Action<XiezhiBuilder> use, Action<HangfireJobsOptions>? jobs = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        var engine = builder.Services.AddXiezhi();
        use(engine);
        engine.UseHangfireJobs(jobs);
        var host = builder.Build();
        try
        {
            await host.StartAsync(Stop);
            return new HostUnderTest(host);
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    public async Task PublishAsync(string target)
    {
        var files = TinyPackage.Files(target).Select(file => KeyValuePair.Create(file.Key, (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(file.Value)));
        Assert.True((await Services.GetRequiredService<PackageRegistry>().PublishAsync(Tenant, files, null, Actor.Engine, Stop)).Published);
    }

    public async Task<CaseId> OpenAsync(string key) =>
        (await Services.GetRequiredService<CaseEngine>().OpenAsync(Tenant, TinyPackage.Name, key, ValueContext.Of(("topic", "noise")), Actor.Citizen("zhang"), Stop)).Case;

    public Task<ImmutableArray<RecordedEvent>> LogAsync(CaseId id) => Services.GetRequiredService<ICaseStore>().ReadLogAsync(Tenant, id, 0, Stop);

    /// <summary>How often the promise was found broken, once it has been.</summary>
    public async Task<int> FindingsAsync(CaseId id)
    {
        var findings = 0;
        await UntilAsync(async () => (findings = (await LogAsync(id)).Count(recorded => recorded.Event is FindingProposed)) > 0);
        return findings;
    }

    public static async Task UntilAsync(Func<Task<bool>> done)
    {
        for (var watch = Stopwatch.StartNew(); !await done();)
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), "It did not come to this within a minute.");
            await Task.Delay(100, Stop);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }
}
