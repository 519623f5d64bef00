using System.Net;
using System.Text;
using Newtonsoft.Json;
using Xiezhi.Delivery.Network;
using Xiezhi.Delivery.Webhooks;
using Xiezhi.Foundation.Json;
using Xiezhi.Foundation.Values;
using Xiezhi.Runtime.Outbox;

namespace Xiezhi.Delivery.Services;

/// <summary>Carries out service tasks with the implementation <c>http:NAME</c>: the inputs go out as JSON, the answer comes back as variables.</summary>
/// <remarks>
/// A success with a JSON object gives the variables. 400, 409 or 422 with <c>{"error": "CODE", "message": "…"}</c> is the BPMN error of that code.
/// Any other refusal is final: the message is set aside and the case shows an incident. What may pass is tried again by the outbox.
/// </remarks>
internal sealed class ServiceCallHandler(DeliveryOptions options, GuardedHttp http, TimeProvider time) : IOutboxHandler
{
    public const string Prefix = "http:";
    private const string KeyHeader = "Idempotency-Key";

    public bool Handles(string kind) => kind.StartsWith(Prefix, StringComparison.Ordinal);

    public async Task<OutboxAnswer> DeliverAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var name = message.Kind[Prefix.Length..];
        if (!options.Services.TryGetValue(name, out var service))
        {
            throw new OutboxRefusedException($"No service \"{name}\" is configured: name it under Services, then try the incident again.");
        }

        var body = Encoding.UTF8.GetBytes(ValueJson.ToText(message.Payload));
        var answer = await http.SendAsync(message.Kind, () => Request(service, message, body), cancellationToken).ConfigureAwait(false);
        if (answer.IsSuccess)
        {
            return answer.Body.IsEmpty ? OutboxAnswer.Done : new OutboxAnswer(ReadObject(message.Kind, answer));
        }

        if (answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity && TryRead(answer) is { } problem
            && problem["error"].AsString is { Length: > 0 } code)
        {
            return new OutboxAnswer(ValueContext.Empty, code, problem["message"].AsString ?? "");
        }

        throw new OutboxRefusedException($"{message.Kind} answered {(int)answer.Status}: {answer.Beginning}");
    }

    private HttpRequestMessage Request(ServiceEndpoint service, OutboxMessage message, byte[] body)
    {
        var request = SignedRequest.Make(new HttpMethod(service.Method), service.Url, service.Secrets, message.Id, body, time.GetUtcNow());
        request.Headers.Add(KeyHeader, message.Id);
        foreach (var (name, value) in service.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private static ValueContext ReadObject(string kind, HttpAnswer answer) =>
        TryRead(answer) ?? throw new OutboxRefusedException($"{kind} answered {(int)answer.Status}, but not with a JSON object: {answer.Beginning}");

    private static ValueContext? TryRead(HttpAnswer answer)
    {
        try
        {
            return ValueJson.FromText(Encoding.UTF8.GetString(answer.Body.Span)).AsContext;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
