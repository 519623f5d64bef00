using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xiezhi;
using Xiezhi.Delivery;
using Xiezhi.Hangfire;
using Xiezhi.Hangfire.Shared;
using Xiezhi.Runtime;
using Xiezhi.Storage;

// Started from elsewhere, the program brings its settings with it.
var root = File.Exists("appsettings.json") ? Environment.CurrentDirectory : AppContext.BaseDirectory;
var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = root });
if (HostSettings.Problem(builder.Configuration.GetSection("Xiezhi")) is { } misspelled)
{
    await Console.Error.WriteLineAsync("Xiezhi.Worker does not start. " + misspelled);
    return 1;
}

var database = Path.GetFullPath(Path.Combine(root, builder.Configuration["Xiezhi:Database"] ?? ""));
var server = builder.Configuration["Xiezhi:PostgreSql"];

// A worker has no packages of its own: on an empty database it would keep time for nobody, and nobody would notice.
if (string.IsNullOrEmpty(server) && !File.Exists(database))
{
    await Console.Error.WriteLineAsync(
        $"Xiezhi.Worker does not start. There is no database {database}: start the server once, or give --Xiezhi:Database PATH or --Xiezhi:PostgreSql CONNECTION.");
    return 1;
}

try
{
    var engine = builder.Services.AddXiezhi(options =>
    {
        builder.Configuration.GetSection("Xiezhi:Engine").Bind(options);
        builder.Configuration.GetSection("Xiezhi:Retention").Bind(options.Retention);
    });
    var migrate = builder.Configuration.GetValue<bool?>("Xiezhi:MigrateAtStart") ?? false;
    _ = string.IsNullOrEmpty(server)
        ? engine.UseSqlite(database, storage => storage.MigrateAtStart = migrate)
        : engine.UsePostgreSql(server, storage => storage.MigrateAtStart = migrate);
    engine.UseHangfireJobs(jobs => (jobs.PostgreSql, jobs.MigrateAtStart) = (server, migrate)).UseDelivery(options => builder.Configuration.GetSection("Xiezhi:Delivery").Bind(options));
    if (engine.UseCheckpoints(builder.Configuration.GetSection("Xiezhi:Checkpoints"), root) is { } unfit)
    {
        await Console.Error.WriteLineAsync("Xiezhi.Worker does not start. " + unfit);
        return 1;
    }

    await builder.Build().RunAsync();
    return 0;
}
catch (Exception refusal) when (refusal is OptionsValidationException or StoreRefusedException or JobsRefusedException or ArgumentException { Source: "Npgsql" })
{
    await Console.Error.WriteLineAsync("Xiezhi.Worker does not start. " + refusal.Message);
    return 1;
}
