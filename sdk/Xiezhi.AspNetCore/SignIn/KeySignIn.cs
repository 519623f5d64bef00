using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Xiezhi.AspNetCore.SignIn;

/// <summary>Signs in by keys from the configuration, and refuses everything to those who are not signed in.</summary>
public static class KeySignIn
{
    /// <summary>The name of the authentication scheme.</summary>
    public const string Scheme = KeyAuthenticationHandler.SchemeName;

    /// <summary>Adds signing in by keys; every endpoint of the application that says nothing else asks for it.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configuration">The section that has <c>Keys</c> and, in development, <c>Development</c>.</param>
    /// <param name="environment">Where the application runs; <c>Development</c> of the configuration counts in development only.</param>
    /// <exception cref="OptionsValidationException">A key or an actor does not fit, or nobody could sign in; thrown when the host starts.</exception>
    public static AuthenticationBuilder AddXiezhiKeys(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(environment);
        services.AddAuthorizationBuilder().SetDefaultPolicy(XiezhiPolicies.Actor).SetFallbackPolicy(XiezhiPolicies.Actor);
        services.AddSingleton<IValidateOptions<KeySignInOptions>, Validation>();
        services.AddOptions<KeySignInOptions>(Scheme).ValidateOnStart();
        services.AddSingleton(provider => KeyRing.From(provider.GetRequiredService<IOptionsMonitor<KeySignInOptions>>().Get(Scheme), []));
        services.AddHostedService<DevelopmentWarning>();

        // The core alone: nothing here is a cookie, so no keys to protect one are made and left on the disk.
        services.AddAuthenticationCore(options => options.DefaultScheme = Scheme);
        services.AddWebEncoders();
        services.TryAddSingleton(TimeProvider.System);
        return new AuthenticationBuilder(services).AddScheme<KeySignInOptions, KeyAuthenticationHandler>(Scheme, options =>
        {
            foreach (var entry in configuration.GetSection("Keys").Get<KeyEntry[]>() ?? [])
            {
                options.Keys.Add(entry);
            }

            options.Development = environment.IsDevelopment() ? configuration.GetSection("Development").Get<ActorEntry>() : null;
        });
    }

    private sealed class Validation : IValidateOptions<KeySignInOptions>
    {
        public ValidateOptionsResult Validate(string? name, KeySignInOptions options)
        {
            var mistakes = new List<string>();
            if (name == Scheme && KeyRing.From(options, mistakes).IsEmpty && mistakes.Count == 0)
            {
                mistakes.Add("Nobody could sign in: Xiezhi:Keys has no entry. Give each actor one, such as "
                    + "{ \"key\": \"…\", \"tenant\": \"default\", \"kind\": \"agency\", \"party\": \"hotline-centre\" }, or start in the environment Development.");
            }

            return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
        }
    }
}

/// <summary>Says loudly at start that no key is needed from this machine.</summary>
internal sealed partial class DevelopmentWarning(KeyRing keys, ILogger<DevelopmentWarning> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (keys.Development is { } developer)
        {
            LogDevelopment(developer.Actor.ToString(), developer.Tenant);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Development: requests from this machine need no key. They act as {Actor} of tenant {Tenant}, or as whomever X-Xiezhi-Actor and X-Xiezhi-Actor-Kind name.")]
    private partial void LogDevelopment(string actor, string tenant);
}
