namespace Xiezhi.Delivery.Services;

/// <summary>What a service task with the implementation <c>http:NAME</c> calls.</summary>
public sealed class ServiceEndpoint
{
    /// <summary>Where it listens.</summary>
    public string Url { get; set; } = "";

    /// <summary>How it is called: <c>POST</c>, the default, <c>PUT</c> or <c>PATCH</c>; the body is the task's inputs as a JSON object.</summary>
    public string Method { get; set; } = "POST";

    /// <summary>The secrets that sign each call, the newest first. Default: none, not signed.</summary>
    public IList<string> Secrets { get; } = [];

    /// <summary>Further headers, such as <c>Authorization</c>.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}
