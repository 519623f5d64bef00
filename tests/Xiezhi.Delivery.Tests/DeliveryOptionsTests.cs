using Microsoft.Extensions.Options;
using Xiezhi.Delivery.Webhooks;
using Xiezhi.Runtime.Outbox;

namespace Xiezhi.Delivery.Tests;

public sealed class DeliveryOptionsTests
{
    [Fact]
    public async Task Options_that_can_not_work_are_refused_with_each_reason()
    {
        await using var sender = new Sender(options =>
        {
            options.Webhooks["hall"] = new WebhookSubscription { Url = "ftp://hall.example.org" };
            options.Webhooks["大厅"] = new WebhookSubscription { Url = "https://hall.example.org", Secrets = { Sender.Secret } };
            options.Services["permits"] = new() { Url = "https://user:password@permits.example.org", Method = "GET", Secrets = { "whsec_c2hvcnQ=" } };
            options.Services["land"] = new() { Url = "https://land.example.org", Headers = { ["Content-Type"] = "text/plain", ["X-Office"] = "大厅", ["X-Two"] = "a\r\nb", ["X-Fits"] = "a b" } };
            options.AllowedNetworks.Add("10.0.0.0/8/8");
            options.Email.Host = "mail.example.org";
            options.Timeout = TimeSpan.FromHours(1);
        });

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(sender.WorkAsync);

        Assert.Equal(
            [
                "Webhooks:hall:Url is \"ftp://hall.example.org\": give a whole http or https address.",
                "Webhooks:hall:Secrets is empty: give at least one secret, so that the receiver can tell who sent it.",
                "Webhooks has the name \"大厅\", which can't stand in a header: give letters a to z, digits, hyphens, underscores and full stops.",
                "Services:permits:Url has a user name in it: give the address without, and whatever signs in as a header or a secret.",
                "Services:permits:Secrets:0 can't be used: give whsec_ and the Base64 of 24 to 64 random bytes.",
                "Services:permits:Method is \"GET\": give POST, PUT or PATCH.",
                "Services:land:Headers:Content-Type can't be sent: give the name of a header of a request and a value in ASCII on one line.",
                "Services:land:Headers:X-Office can't be sent: give the name of a header of a request and a value in ASCII on one line.",
                "Services:land:Headers:X-Two can't be sent: give the name of a header of a request and a value in ASCII on one line.",
                "AllowedNetworks has \"10.0.0.0/8/8\", which is no network: give an address and the length of its prefix, such as 10.20.0.0/16.",
                "Email:From is \"\", which is no address: give the address that mails come from.",
                "Timeout is 01:00:00: give 00:00:01 to 00:02:00.",
            ],
            refusal.Failures);
    }

    [Fact]
    public async Task Without_options_notifications_stand_in_the_inbox_and_go_nowhere_else()
    {
        await using var sender = new Sender(_ => { });
        await sender.PutAsync(sender.Message("m1", NotificationKinds.Party, "office"));

        await sender.WorkAsync();

        Assert.Single(await sender.Inbox.ListAsync("default", "office", 0, 10, default));
        Assert.Null(await sender.Outbox.NextAttemptAsync(default));
    }
}
