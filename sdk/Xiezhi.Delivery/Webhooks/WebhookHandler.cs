using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Xiezhi.Delivery.Network;
using Xiezhi.Foundation.Json;
using Xiezhi.Foundation.Values;
using Xiezhi.Runtime.Outbox;

namespace Xiezhi.Delivery.Webhooks;

/// <summary>Posts messages of kind <c>webhook:NAME</c> to the subscriber of that name, signed.</summary>
internal sealed class WebhookHandler(DeliveryOptions options, GuardedHttp http, TimeProvider time) : IOutboxHandler
{
    public const string Prefix = "webhook:";

    public bool Handles(string kind) => kind.StartsWith(Prefix, StringComparison.Ordinal);

    public async Task<OutboxAnswer> DeliverAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var name = message.Kind[Prefix.Length..];
        if (!options.Webhooks.TryGetValue(name, out var webhook))
        {
            throw new OutboxRefusedException($"No webhook \"{name}\" is configured any more: name it again under Webhooks and replay the message, or leave it.");
        }

        // A service task may name any kind of message, and its inputs any member: neither may pose as a notification of somebody else.
        if (webhook.Tenant != message.Tenant)
        {
            throw new OutboxRefusedException($"The webhook \"{name}\" is for tenant \"{webhook.Tenant}\" alone.");
        }

        var body = Encoding.UTF8.GetBytes(ValueJson.ToText(message.Payload.With(ValueContext.Of(
            ("id", message.Id),
            ("type", "notification"),
            ("tenant", message.Tenant),
            ("case", message.Case.ToString())))));
        var answer = await http.SendAsync(message.Kind, () => SignedRequest.Make(HttpMethod.Post, webhook.Url, webhook.Secrets, message.Id, body, time.GetUtcNow()), cancellationToken)
            .ConfigureAwait(false);
        return answer.IsSuccess ? OutboxAnswer.Done
            : answer.Status == HttpStatusCode.Gone ? throw new OutboxRefusedException($"{message.Kind} answered 410: it does not want to be told any more.")
            : throw new HttpRequestException($"{message.Kind} answered {(int)answer.Status}: {answer.Beginning}");
    }
}

/// <summary>A request with a JSON body, signed with what the receiver knows.</summary>
internal static class SignedRequest
{
    public static HttpRequestMessage Make(HttpMethod method, string url, IList<string> secrets, string id, byte[] body, DateTimeOffset now)
    {
        var request = new HttpRequestMessage(method, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        request.Headers.UserAgent.ParseAdd("Xiezhi");
        request.Headers.Add(WebhookSignature.IdHeader, id);
        request.Headers.Add(WebhookSignature.TimestampHeader, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        if (secrets.Count > 0)
        {
            request.Headers.Add(WebhookSignature.SignatureHeader, WebhookSignature.Sign(secrets, id, now, body));
        }

        return request;
    }
}
