using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Xiezhi.AspNetCore.Accountability;
using Xiezhi.AspNetCore.Cases;
using Xiezhi.AspNetCore.Decisions;
using Xiezhi.AspNetCore.Health;
using Xiezhi.AspNetCore.Notifications;
using Xiezhi.AspNetCore.OpenApi;
using Xiezhi.AspNetCore.Outbox;
using Xiezhi.AspNetCore.Packages;
using Xiezhi.AspNetCore.Receipts;
using Xiezhi.AspNetCore.Requests;
using Xiezhi.AspNetCore.SignIn;
using Xiezhi.AspNetCore.Tasks;
using Xiezhi.AspNetCore.Variables;

namespace Xiezhi.AspNetCore;

/// <summary>The engine over HTTP.</summary>
public static class XiezhiApi
{
    private const int DeepestAnswer = 1_000;

    /// <summary>Adds what the endpoints need, and their description by OpenAPI under the name <c>v1</c>.</summary>
    /// <param name="services">The application's services; the engine is added to them by <c>AddXiezhi</c>.</param>
    /// <param name="configure">Changes the options.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range; thrown when the endpoints are mapped.</exception>
    public static IServiceCollection AddXiezhiApi(this IServiceCollection services, Action<XiezhiApiOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<XiezhiApiOptions>().Configure(options => configure?.Invoke(options)).PostConfigure(options => options.Validate());
        services.AddProblemDetails();
        services.AddAuthorization();
        services.AddOpenApi("v1", ApiDescription.Configure);
        services.ConfigureHttpJsonOptions(static options =>
        {
            options.SerializerOptions.Converters.Add(new ValueConverter());
            options.SerializerOptions.Converters.Add(new ValueContextConverter());

            // An explanation is as deep as the decisions and expressions that it explains.
            options.SerializerOptions.MaxDepth = Math.Max(options.SerializerOptions.MaxDepth, DeepestAnswer);

            // Chinese as it is written, and still no character that means anything in HTML.
            options.SerializerOptions.Encoder ??= JavaScriptEncoder.Create(UnicodeRanges.All);
        });
        services.TryAddSingleton<RequestBody>();
        services.TryAddSingleton<CaseReading>();
        services.TryAddSingleton<ReceiptTurns>();
        return services;
    }

    /// <summary>Maps the endpoints under <paramref name="prefix"/>. Each asks for an actor (<see cref="XiezhiPolicies.Actor"/>), however the application signs in.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="prefix">What their paths begin with.</param>
    /// <returns>The group of all of them, for what else the application asks of them.</returns>
    public static RouteGroupBuilder MapXiezhi(this IEndpointRouteBuilder endpoints, string prefix = "/api")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        var options = endpoints.ServiceProvider.GetRequiredService<IOptions<XiezhiApiOptions>>().Value;
        var group = endpoints.MapGroup(prefix)
            .RequireAuthorization(XiezhiPolicies.Actor)
            .WithMetadata(new RequestSizeLimitAttribute(options.MostBodyBytes))
            .ProducesProblem(StatusCodes.Status401Unauthorized);
        PackageEndpoints.Map(group, options);
        CaseEndpoints.Map(group);
        LedgerEndpoints.Map(group);
        TaskEndpoints.Map(group);
        DecisionEndpoints.Map(group);
        NotificationEndpoints.Map(group);
        OutboxEndpoints.Map(group);
        HealthEndpoints.Map(group);
        return group;
    }
}
