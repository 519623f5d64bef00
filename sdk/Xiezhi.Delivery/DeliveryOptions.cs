using Xiezhi.Delivery.Contacts;
using Xiezhi.Delivery.Email;
using Xiezhi.Delivery.Services;
using Xiezhi.Delivery.Webhooks;

namespace Xiezhi.Delivery;

/// <summary>Where the engine may send what, and how.</summary>
/// <remarks>Shaped so that a section of a configuration binds to it. Secrets belong into a secret store or the environment, not into a file.</remarks>
public sealed class DeliveryOptions
{
    /// <summary>Who is told of notifications by webhook, by name. Default: nobody.</summary>
    public IDictionary<string, WebhookSubscription> Webhooks { get; } = new Dictionary<string, WebhookSubscription>(StringComparer.Ordinal);

    /// <summary>What service tasks with the implementation <c>http:NAME</c> call, by name. Default: nothing.</summary>
    public IDictionary<string, ServiceEndpoint> Services { get; } = new Dictionary<string, ServiceEndpoint>(StringComparer.Ordinal);

    /// <summary>The mail server; without a host, no mail is sent.</summary>
    public EmailOptions Email { get; set; } = new();

    /// <summary>How parties are reached, by their ids; used where the application brings no directory of its own.</summary>
    public IDictionary<string, ContactEntry> Contacts { get; } = new Dictionary<string, ContactEntry>(StringComparer.Ordinal);

    /// <summary>
    /// Networks within the organisation that may be called although they are not public, such as <c>10.20.0.0/16</c> or <c>127.0.0.1/32</c>.
    /// Default: none, so that nobody who may name an address can reach into the network of the host.
    /// </summary>
    public IList<string> AllowedNetworks { get; } = [];

    /// <summary>How long one call may take; 1 second to 2 minutes. Default: 10 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>For how long a receiver that keeps failing is left alone; 1 second to 1 hour. Default: 30 seconds.</summary>
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(30);
}
