using System.Text;
using Xiezhi.Delivery.Webhooks;

namespace Xiezhi.Delivery.Tests.Webhooks;

public sealed class WebhookSignatureTests
{
    // Computed apart, with openssl: printf '%s' 'msg_1.1700000000.{"a":1}' | openssl dgst -sha256 -mac HMAC -macopt hexkey:KEY -binary | base64
    private const string Expected = "v1,GOfFG0xGxEl1KdcfV09I6seduuEYXIC2oO6A4GLFOe8=";
    private static readonly DateTimeOffset SentAt = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"a":1}""");

    [Fact]
    public void A_signature_is_the_one_that_the_specification_gives() => Assert.Equal(Expected, WebhookSignature.Sign([Sender.Secret], "msg_1", SentAt, Body));

    [Fact]
    public void While_secrets_change_over_either_of_them_verifies()
    {
        var other = "whsec_" + Convert.ToBase64String(Encoding.UTF8.GetBytes("another secret of 27 letters"));
        var signatures = WebhookSignature.Sign([Sender.Secret, other], "msg_1", SentAt, Body);

        Assert.True(Holds(Sender.Secret, signatures));
        Assert.True(Holds(other, signatures));
        Assert.False(Holds("whsec_" + Convert.ToBase64String(new byte[24]), signatures));
    }

    [Theory]
    [InlineData("msg_2", "1700000000", """{"a":1}""")]
    [InlineData("msg_1", "1700000001", """{"a":1}""")]
    [InlineData("msg_1", "1700000000", """{"a":2}""")]
    [InlineData("msg_1", "soon", """{"a":1}""")]
    [InlineData("msg_1", "99999999999999999999", """{"a":1}""")]
    public void What_was_changed_on_the_way_does_not_hold(string id, string timestamp, string body) => Assert.False(
        WebhookSignature.Holds(Sender.Secret, id, timestamp, Expected, Encoding.UTF8.GetBytes(body), SentAt, TimeSpan.FromMinutes(5)));

    [Theory]
    [InlineData(300, true)]
    [InlineData(301, false)]
    [InlineData(-300, true)]
    [InlineData(-301, false)]
    public void An_old_request_can_not_be_sent_again(int seconds, bool holds) => Assert.Equal(
        holds, WebhookSignature.Holds(Sender.Secret, "msg_1", "1700000000", Expected, Body, SentAt.AddSeconds(seconds), TimeSpan.FromMinutes(5)));

    [Theory]
    [InlineData("")]
    [InlineData("v1,")]
    [InlineData("v1,AAAA v2,AAAA")]
    [InlineData("v1,!!!! \0")]
    public void Rubbish_in_place_of_a_signature_does_not_hold(string signatures) => Assert.False(Holds(Sender.Secret, signatures));

    private static bool Holds(string secret, string signatures) =>
        WebhookSignature.Holds(secret, "msg_1", "1700000000", signatures, Body, SentAt, TimeSpan.FromMinutes(5));
}
