using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Xiezhi.Delivery.Contacts;
using Xiezhi.Delivery.Email;
using Xiezhi.Delivery.Network;
using Xiezhi.Delivery.Services;
using Xiezhi.Delivery.Webhooks;
using Xiezhi.Runtime;
using Xiezhi.Runtime.Notifications;
using Xiezhi.Runtime.Outbox;

namespace Xiezhi.Delivery;

/// <summary>Sends what the engine has to tell or ask: webhooks, e-mail, HTTP service tasks.</summary>
public static class XiezhiDelivery
{
    /// <summary>
    /// Adds the channels. Nothing is sent anywhere that the options do not name: without them, notifications stand in inboxes only, and a service
    /// task <c>http:NAME</c> ends in an incident.
    /// </summary>
    /// <param name="builder">The engine's registration.</param>
    /// <param name="configure">Sets the options.</param>
    /// <remarks>Register an <see cref="IContacts"/> of your own before it to look addresses up in a directory of users.</remarks>
    /// <exception cref="OptionsValidationException">An option does not hold; thrown when the host starts, or the engine is first used.</exception>
    public static XiezhiBuilder UseDelivery(this XiezhiBuilder builder, Action<DeliveryOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddOptions<DeliveryOptions>().Configure(options => configure?.Invoke(options)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DeliveryOptions>, DeliveryOptionsCheck>());
        services.TryAddSingleton<IContacts>(provider => new ConfiguredContacts(Options(provider)));
        services.TryAddSingleton(provider => new GuardedHttp(Options(provider), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<INotificationChannel>(provider => new WebhookChannel(Options(provider)));
        services.AddSingleton<INotificationChannel>(provider => new EmailChannel(Options(provider), provider.GetRequiredService<IContacts>()));
        services.AddSingleton<IOutboxHandler>(provider => new WebhookHandler(
            Options(provider), provider.GetRequiredService<GuardedHttp>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IOutboxHandler>(provider => new ServiceCallHandler(
            Options(provider), provider.GetRequiredService<GuardedHttp>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IOutboxHandler>(provider => new EmailHandler(Options(provider)));
        return builder;
    }

    private static DeliveryOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<DeliveryOptions>>().Value;
}
