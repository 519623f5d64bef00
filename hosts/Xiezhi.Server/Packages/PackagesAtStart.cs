using System.Globalization;
using Microsoft.Extensions.Options;
using Xiezhi.Foundation.Diagnostics;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Packages;
using Xiezhi.Runtime.Packages;

namespace Xiezhi.Server.Packages;

/// <summary>Publishes the configured packages before the first request is taken. One whose content is in force already is left as it is, so that a restart changes nothing.</summary>
internal sealed partial class PackagesAtStart(
    IOptions<ServerSettings> settings, PackageRegistry packages, TimeProvider time, IHostEnvironment environment, ILogger<PackagesAtStart> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var package in settings.Value.Packages)
        {
            await PublishAsync(package, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task PublishAsync(PackageAtStart asked, CancellationToken cancellationToken)
    {
        var folder = Find(asked.Folder)
            ?? throw new StartRefusedException($"Xiezhi:Packages names the folder \"{asked.Folder}\", which is neither at {environment.ContentRootPath} nor above it.");
        var files = await PackageFolder.ReadAsync(folder, cancellationToken);
        var found = new DiagnosticBag();
        if (PackageReader.Read(files, found) is not { } package)
        {
            throw Refusal(folder, found.ToImmutable());
        }

        var inForce = await packages.InForceAsync(asked.Tenant, package.Manifest.Name, time.GetUtcNow(), cancellationToken);
        if (inForce?.Id == package.Id)
        {
            LogInForce(package.Manifest.Name, package.Id, asked.Tenant);
            return;
        }

        var result = await packages.PublishAsync(asked.Tenant, files, null, Actor.Engine, cancellationToken);
        if (!result.Published)
        {
            throw Refusal(folder, result.Diagnostics);
        }

        LogPublished(package.Manifest.Name, package.Id, asked.Tenant);
    }

    private string? Find(string folder)
    {
        if (Path.IsPathRooted(folder))
        {
            return Directory.Exists(folder) ? folder : null;
        }

        return Above(environment.ContentRootPath).Concat(Above(AppContext.BaseDirectory))
            .Select(above => Path.Combine(above, folder))
            .FirstOrDefault(Directory.Exists);
    }

    private static IEnumerable<string> Above(string path)
    {
        for (var folder = new DirectoryInfo(path); folder is not null; folder = folder.Parent)
        {
            yield return folder.FullName;
        }
    }

    private static StartRefusedException Refusal(string folder, IEnumerable<Diagnostic> diagnostics)
    {
        var errors = diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error).Select(diagnostic => diagnostic.Format(CultureInfo.InvariantCulture));
        return new StartRefusedException($"The package in {folder} can't be published:\n{string.Join('\n', errors)}");
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Package {Name} {Id} is published for tenant {Tenant}.")]
    private partial void LogPublished(string name, string id, string tenant);

    [LoggerMessage(Level = LogLevel.Information, Message = "Package {Name} {Id} is in force for tenant {Tenant} already.")]
    private partial void LogInForce(string name, string id, string tenant);
}
