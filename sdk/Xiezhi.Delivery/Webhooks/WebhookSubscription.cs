namespace Xiezhi.Delivery.Webhooks;

/// <summary>Another system that is told of notifications by signed HTTP requests.</summary>
public sealed class WebhookSubscription
{
    /// <summary>Where it listens.</summary>
    public string Url { get; set; } = "";

    /// <summary>The secrets that sign, the newest first; two of them while the receiver changes over. <c>whsec_</c> and the Base64 of 24 to 64 random bytes.</summary>
    public IList<string> Secrets { get; } = [];

    /// <summary>Whose cases it is told of. Default: <c>default</c>.</summary>
    public string Tenant { get; set; } = "default";

    /// <summary>The parties whose notifications it takes, by their ids; none, the default, for all parties.</summary>
    public IList<string> Recipients { get; } = [];

    /// <summary>Whether it also takes what citizens are told. Default: no.</summary>
    public bool Citizens { get; set; }
}
