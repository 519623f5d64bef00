using Hangfire;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Scalar.AspNetCore;
using Xiezhi;
using Xiezhi.AspNetCore;
using Xiezhi.AspNetCore.SignIn;
using Xiezhi.Delivery;
using Xiezhi.Hangfire;
using Xiezhi.Hangfire.Shared;
using Xiezhi.Runtime;
using Xiezhi.Server;
using Xiezhi.Server.Access;
using Xiezhi.Server.Packages;
using Xiezhi.Server.Pages;
using Xiezhi.Storage;

const string Jobs = "/hangfire";
const string Reference = "/scalar";

// Started from elsewhere, the program brings its settings with it.
var bringsSettings = !File.Exists("appsettings.json") && !args.Any(arg => arg.StartsWith("--contentRoot", StringComparison.OrdinalIgnoreCase));
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = bringsSettings ? AppContext.BaseDirectory : null });
var section = builder.Configuration.GetSection(ServerSettings.Section);
if (HostSettings.Problem(section) is { } misspelled)
{
    await Console.Error.WriteLineAsync("Xiezhi does not start. " + misspelled);
    return 1;
}

var settings = section.Get<ServerSettings>() ?? new ServerSettings();

builder.Services.Configure<ServerSettings>(section);
builder.Services.AddXiezhiKeys(section, builder.Environment);

try
{
    var engine = builder.Services.AddXiezhi(options =>
    {
        section.GetSection("Engine").Bind(options);
        section.GetSection("Retention").Bind(options.Retention);
    });
    _ = string.IsNullOrEmpty(settings.PostgreSql)
        ? engine.UseSqlite(Path.Combine(builder.Environment.ContentRootPath, settings.Database), storage => storage.MigrateAtStart = settings.MigrateAtStart)
        : engine.UsePostgreSql(settings.PostgreSql, storage => storage.MigrateAtStart = settings.MigrateAtStart);
    builder.Services.AddHostedService<PackagesAtStart>();
    engine.UseHangfireJobs(jobs => (jobs.PostgreSql, jobs.MigrateAtStart) = (settings.PostgreSql, settings.MigrateAtStart ?? false))
        .UseDelivery(options => section.GetSection("Delivery").Bind(options));
    if (engine.UseCheckpoints(section.GetSection("Checkpoints"), builder.Environment.ContentRootPath) is { } unfit)
    {
        throw new StartRefusedException(unfit);
    }

    builder.Services.AddXiezhiApi();
    builder.Services.AddHostedService<StartMessage>();

    var app = builder.Build();
    app.UseExceptionHandler();
    SecurityHeaders.Use(app, Jobs, Reference);
    app.UseStatusCodePages();
    app.UseAuthentication();
    app.UseAuthorization();
    app.MapXiezhi();
    app.MapOpenApi();
    app.MapScalarApiReference(Reference, options => options
        .WithTitle("Xiezhi").DisableDefaultFonts().DisableAgent().DisableMcp().DisableTelemetry().HideDeveloperTools().HideClientButton());
    app.MapHangfireDashboard(Jobs, new DashboardOptions { Authorization = [new DashboardAccess()], IsReadOnlyFunc = static _ => true, DisplayStorageConnectionString = false })
        .RequireAuthorization(XiezhiPolicies.System);
    app.MapPages();
    await app.RunAsync();
    return 0;
}
catch (IOException taken) when (taken.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync($"Xiezhi does not start. {taken.Message} Stop what listens there, or give --urls http://localhost:PORT.");
    return 1;
}
catch (Exception refusal) when (refusal is OptionsValidationException or StartRefusedException or StoreRefusedException or JobsRefusedException or ArgumentException { Source: "Npgsql" })
{
    await Console.Error.WriteLineAsync("Xiezhi does not start. " + refusal.Message);
    return 1;
}
