using System.Text;
using Newtonsoft.Json.Linq;
using Xiezhi.Delivery.Webhooks;
using Xiezhi.Foundation.Values;
using Xiezhi.Runtime.Outbox;

namespace Xiezhi.Delivery.Tests.Webhooks;

public sealed class WebhookTests
{
    [Fact]
    public async Task A_subscriber_gets_a_notification_signed_and_the_inbox_keeps_it_too()
    {
        using var receiver = new Receiver();
        await using var sender = Subscribed(receiver);
        await sender.PutAsync(sender.Message("m1", NotificationKinds.Party, "office"));

        await sender.WorkAsync();
        await sender.WorkAsync();

        Assert.Equal("m1", Assert.Single(await sender.Inbox.ListAsync("default", "office", 0, 10, default)).Id);
        var request = Assert.Single(receiver.Requests);
        Assert.Equal("m1/webhook/hall", request.Headers[WebhookSignature.IdHeader]);
        Assert.True(WebhookSignature.Holds(
            Sender.Secret, request.Headers[WebhookSignature.IdHeader], request.Headers[WebhookSignature.TimestampHeader], request.Headers[WebhookSignature.SignatureHeader],
            request.Body, sender.Time.GetUtcNow(), TimeSpan.FromMinutes(5)));
        var body = JObject.Parse(Encoding.UTF8.GetString(request.Body));
        Assert.Equal(("notification", "office", "remind"), ((string?)body["type"], (string?)body["recipient"], (string?)body["content"]!["about"]));
    }

    [Fact]
    public async Task Nobody_else_is_told_and_citizens_only_where_the_subscriber_asked_for_them()
    {
        using var receiver = new Receiver();
        await using var sender = Subscribed(receiver, webhook => webhook.Recipients.Add("police"));
        await sender.PutAsync(sender.Message("m1", NotificationKinds.Party, "office"));
        await sender.PutAsync(sender.Message("m2", NotificationKinds.Citizen, "Li"));

        await sender.WorkAsync();
        await sender.WorkAsync();

        Assert.Empty(receiver.Requests);
        Assert.Single(await sender.Inbox.ListAsync("default", "Li", 0, 10, default));
    }

    [Fact]
    public async Task A_receiver_that_fails_is_tried_again_and_the_inbox_is_not_filled_twice()
    {
        using var receiver = new Receiver(before => before < 2 ? (500, "", null) : (204, "", null));
        await using var sender = Subscribed(receiver);
        await sender.PutAsync(sender.Message("m1", NotificationKinds.Party, "office"));

        for (var i = 0; i < 5; i++)
        {
            await sender.WorkAsync();
            sender.Time.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.Equal(3, receiver.Requests.Count);
        Assert.Single(await sender.Inbox.ListAsync("default", "office", 0, 10, default));
        Assert.Null(await sender.Outbox.NextAttemptAsync(default));
    }

    [Fact]
    public async Task A_message_that_never_gets_through_is_set_aside_with_the_reason_and_can_be_replayed()
    {
        var broken = true;
        using var receiver = new Receiver(_ => broken ? (401, "who are you?", null) : (204, "", null));
        await using var sender = Subscribed(receiver, engine: options => options.OutboxAttempts = 3);
        await sender.PutAsync(sender.Message("m1", NotificationKinds.Party, "office"));
        for (var i = 0; i < 6; i++)
        {
            await sender.WorkAsync();
            sender.Time.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.Equal("webhook:hall answered 401: who are you?", await sender.ReasonAsync("m1/webhook/hall"));
        Assert.Equal(3, receiver.Requests.Count);

        broken = false;
        Assert.False(await sender.Outbox.ReplayAsync("another", "m1/webhook/hall", sender.Time.GetUtcNow(), default));
        Assert.True(await sender.Outbox.ReplayAsync("default", "m1/webhook/hall", sender.Time.GetUtcNow(), default));
        await sender.WorkAsync();

        Assert.Equal(4, receiver.Requests.Count);
        Assert.Null(await sender.ReasonAsync("m1/webhook/hall"));
        Assert.False(await sender.Outbox.ReplayAsync("default", "m1/webhook/hall", sender.Time.GetUtcNow(), default));
    }

    [Fact]
    public async Task A_receiver_that_is_gone_is_not_asked_again()
    {
        using var receiver = new Receiver(_ => (410, "", null));
        await using var sender = Subscribed(receiver);
        await sender.PutAsync(sender.Message("m1", NotificationKinds.Party, "office"));

        await sender.WorkAsync();
        await sender.WorkAsync();

        Assert.Single(receiver.Requests);
        Assert.Contains("410", await sender.ReasonAsync("m1/webhook/hall"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_that_asks_for_a_pause_gets_it_and_no_attempt_is_counted()
    {
        using var receiver = new Receiver(before => before == 0 ? (429, "", "120") : (204, "", null));
        await using var sender = Subscribed(receiver, engine: options => options.OutboxAttempts = 1);
        await sender.PutAsync(sender.Message("m1", NotificationKinds.Party, "office"));
        await sender.WorkAsync();
        await sender.WorkAsync();

        Assert.Equal(sender.Time.GetUtcNow().AddSeconds(120), await sender.Outbox.NextAttemptAsync(default));
        sender.Time.Advance(TimeSpan.FromSeconds(120));
        await sender.WorkAsync();

        Assert.Equal(2, receiver.Requests.Count);
        Assert.Null(await sender.ReasonAsync("m1/webhook/hall"));
    }

    [Fact]
    public async Task A_receiver_that_keeps_failing_is_left_alone_and_its_messages_wait()
    {
        using var receiver = new Receiver(_ => (503, "", null));
        await using var sender = Subscribed(receiver, engine: options => options.OutboxConcurrency = 1);
        for (var i = 0; i < 30; i++)
        {
            await sender.PutAsync(sender.Message("m" + i, NotificationKinds.Party, "office"));
        }

        await sender.WorkAsync();
        await sender.WorkAsync();

        // Five failures open the circuit; the other messages are put off, and none of them has used an attempt up.
        Assert.Equal(5, receiver.Requests.Count);
        Assert.Empty(await sender.Outbox.SetAsideAsync("default", 0, 100, default));
        Assert.NotNull(await sender.Outbox.NextAttemptAsync(default));
    }

    [Fact]
    public async Task No_package_of_another_tenant_reaches_a_subscriber_by_naming_it()
    {
        using var receiver = new Receiver();
        await using var sender = Subscribed(receiver);
        await sender.PutAsync(sender.Message("m1", "webhook:hall") with { Tenant = "another" });

        await sender.WorkAsync();

        Assert.Empty(receiver.Requests);
        Assert.Equal("The webhook \"hall\" is for tenant \"default\" alone.", Assert.Single(await sender.Outbox.SetAsideAsync("another", 0, 10, default)).Reason);
    }

    [Fact]
    public async Task What_a_message_says_never_takes_the_place_of_whom_it_is_from()
    {
        using var receiver = new Receiver();
        await using var sender = Subscribed(receiver);
        var message = sender.Message("m1", "webhook:hall", null, ValueContext.Of(("tenant", "another"), ("id", "m0"), ("case", "c0"), ("type", "order"), ("words", "hello")));
        await sender.PutAsync(message);

        await sender.WorkAsync();

        var body = JObject.Parse(Encoding.UTF8.GetString(Assert.Single(receiver.Requests).Body));
        Assert.Equal(
            ("default", "m1", message.Case.ToString(), "notification", "hello"),
            ((string?)body["tenant"], (string?)body["id"], (string?)body["case"], (string?)body["type"], (string?)body["words"]));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        using var elsewhere = new Receiver();
        using var receiver = new Receiver(_ => (302, elsewhere.Url, null));
        await using var sender = Subscribed(receiver, engine: options => options.OutboxAttempts = 1);
        await sender.PutAsync(sender.Message("m1", NotificationKinds.Party, "office"));
        await sender.WorkAsync();
        await sender.WorkAsync();

        Assert.Empty(elsewhere.Requests);
        Assert.Contains("302", await sender.ReasonAsync("m1/webhook/hall"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_in_a_network_that_is_not_allowed_is_not_called()
    {
        using var receiver = new Receiver();
        await using var sender = Subscribed(receiver, delivery: options => options.AllowedNetworks.Clear());
        await sender.PutAsync(sender.Message("m1", NotificationKinds.Party, "office"));
        await sender.WorkAsync();
        await sender.WorkAsync();

        Assert.Empty(receiver.Requests);
        Assert.Equal(
            "127.0.0.1 is 127.0.0.1, which is not on the public internet: to call it all the same, add its network to AllowedNetworks.",
            await sender.ReasonAsync("m1/webhook/hall"));
    }

    [Fact]
    public async Task A_name_that_leads_into_the_host_itself_is_not_called()
    {
        using var receiver = new Receiver();
        await using var sender = Subscribed(
            receiver, webhook => webhook.Url = receiver.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal), delivery: options => options.AllowedNetworks.Clear());
        await sender.PutAsync(sender.Message("m1", NotificationKinds.Party, "office"));
        await sender.WorkAsync();
        await sender.WorkAsync();

        Assert.Empty(receiver.Requests);
        Assert.StartsWith("localhost is ", await sender.ReasonAsync("m1/webhook/hall"), StringComparison.Ordinal);
    }

    private static Sender Subscribed(
        Receiver receiver, Action<WebhookSubscription>? change = null, Action<Runtime.XiezhiOptions>? engine = null, Action<DeliveryOptions>? delivery = null) => new(
        options =>
        {
            var webhook = new WebhookSubscription { Url = receiver.Url };
            webhook.Secrets.Add(Sender.Secret);
            change?.Invoke(webhook);
            options.Webhooks["hall"] = webhook;
            delivery?.Invoke(options);
        },
        engine);
}
