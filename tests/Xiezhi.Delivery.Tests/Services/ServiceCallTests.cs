using System.Text;
using Xiezhi.Delivery.Network;
using Xiezhi.Delivery.Services;
using Xiezhi.Foundation.Values;
using Xiezhi.Governance.Cases;
using Xiezhi.Runtime.Outbox;

namespace Xiezhi.Delivery.Tests.Services;

public sealed class ServiceCallTests
{
    [Fact]
    public async Task The_inputs_go_out_and_the_answer_comes_back_as_variables()
    {
        using var receiver = new Receiver(_ => (200, """{"permit": "P-1", "fee": 12.50}""", null));

        var answer = await CallAsync(receiver.Url, ValueContext.Of(("applicant", "Li"), ("area", 80)));

        Assert.Equal(("P-1", "12.5", null), (answer.Variables["permit"].AsString, answer.Variables["fee"].ToString(), answer.ErrorCode));
        var request = Assert.Single(receiver.Requests);
        Assert.Equal("""{"applicant":"Li","area":80}""", Encoding.UTF8.GetString(request.Body));
        Assert.Equal(("POST", "job-1", "token of the agency"), (request.Method, request.Headers["Idempotency-Key"], request.Headers["X-Agency"]));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(409)]
    [InlineData(422)]
    public async Task A_refusal_with_a_code_is_the_bpmn_error_of_that_code(int status)
    {
        using var receiver = new Receiver(_ => (status, """{"error": "NO_PERMIT", "message": "There is none."}""", null));

        var answer = await CallAsync(receiver.Url, ValueContext.Empty);

        Assert.Equal(("NO_PERMIT", "There is none."), (answer.ErrorCode, answer.Message));
    }

    [Theory]
    [InlineData(403, "")]
    [InlineData(422, "no JSON")]
    [InlineData(422, """{"message": "no code"}""")]
    [InlineData(200, "[1, 2]")]
    [InlineData(200, """{"half": """)]
    public async Task Any_other_answer_is_final(int status, string body)
    {
        using var receiver = new Receiver(_ => (status, body, null));

        await Assert.ThrowsAsync<OutboxRefusedException>(() => CallAsync(receiver.Url, ValueContext.Empty));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(408)]
    [InlineData(429)]
    public async Task What_may_pass_is_tried_again(int status)
    {
        using var receiver = new Receiver(_ => (status, "", null));

        await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync(receiver.Url, ValueContext.Empty));
    }

    [Fact]
    public async Task Nobody_listening_is_tried_again() =>
        await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync($"http://127.0.0.1:{FreePort.Next()}/", ValueContext.Empty));

    [Fact]
    public async Task An_answer_that_never_ends_is_cut_off()
    {
        using var receiver = new Receiver(_ => (200, new string(' ', 2 << 20) + "{}", null));

        await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync(receiver.Url, ValueContext.Empty));
    }

    [Fact]
    public async Task A_service_that_nobody_configured_is_refused_with_how_to_mend_it()
    {
        using var http = new GuardedHttp(new DeliveryOptions(), TimeProvider.System);
        var handler = new ServiceCallHandler(new DeliveryOptions(), http, TimeProvider.System);

        var refusal = await Assert.ThrowsAsync<OutboxRefusedException>(() => handler.DeliverAsync(Job("http:permits", ValueContext.Empty), default));

        Assert.Equal("No service \"permits\" is configured: name it under Services, then try the incident again.", refusal.Message);
    }

    private static async Task<OutboxAnswer> CallAsync(string url, ValueContext inputs)
    {
        var options = new DeliveryOptions { Timeout = TimeSpan.FromSeconds(20) };
        options.AllowedNetworks.Add("127.0.0.0/8");
        options.Services["permits"] = new ServiceEndpoint { Url = url, Headers = { ["X-Agency"] = "token of the agency" } };
        using var http = new GuardedHttp(options, TimeProvider.System);
        return await new ServiceCallHandler(options, http, TimeProvider.System).DeliverAsync(Job("http:permits", inputs), default);
    }

    private static OutboxMessage Job(string kind, ValueContext inputs) =>
        new("job-1", "default", CaseId.For("default", "1"), 3, kind, null, inputs, DateTimeOffset.UnixEpoch);
}
