using Xiezhi.Delivery.Contacts;
using Xiezhi.Foundation.Values;
using Xiezhi.Runtime.Outbox;

namespace Xiezhi.Delivery.Tests.Email;

public sealed class EmailTests
{
    [Fact]
    public async Task A_party_gets_a_mail_in_its_language_that_says_what_to_do_and_where()
    {
        using var mailbox = new Mailbox();
        await using var sender = Mailing(mailbox, "zh-CN");
        await sender.PutAsync(sender.Message("m1", NotificationKinds.Party, "office", Sender.Content("remind", "半夜施工噪声")));

        await sender.WorkAsync();
        await sender.WorkAsync();

        var mail = Assert.Single(mailbox.Mails);
        Assert.Equal(("请处理案件：半夜施工噪声", "office@example.org"), (mail.Subject, mail.To.Mailboxes.Single().Address));
        Assert.Contains("案件: 半夜施工噪声 (K-7)", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("https://cases.example.org/c7", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_break_in_a_title_adds_no_header()
    {
        using var mailbox = new Mailbox();
        await using var sender = Mailing(mailbox, "en");
        await sender.PutAsync(sender.Message("m1", NotificationKinds.Party, "office", Sender.Content("remind", "Noise\r\nBcc: all@example.org")));

        await sender.WorkAsync();
        await sender.WorkAsync();

        var mail = Assert.Single(mailbox.Mails);
        Assert.Equal("Please act on a case: Noise Bcc: all@example.org", mail.Subject);
        Assert.Empty(mail.Bcc);
    }

    [Fact]
    public async Task What_has_no_text_of_its_own_is_still_said()
    {
        using var mailbox = new Mailbox();
        await using var sender = Mailing(mailbox, "en");
        await sender.PutAsync(sender.Message("m1", NotificationKinds.Party, "office", Sender.Content("moon-eclipse")));

        await sender.WorkAsync();
        await sender.WorkAsync();

        Assert.Equal("A notice (moon-eclipse): Noise at night", Assert.Single(mailbox.Mails).Subject);
    }

    [Fact]
    public async Task A_mailbox_that_does_not_exist_is_set_aside_at_once()
    {
        using var mailbox = new Mailbox();
        await using var sender = Mailing(mailbox, "en", "nobody@example.org");
        await sender.PutAsync(sender.Message("m1", NotificationKinds.Party, "office"));

        await sender.WorkAsync();
        await sender.WorkAsync();

        var aside = Assert.Single(await sender.Outbox.SetAsideAsync("default", 0, 10, default));
        Assert.StartsWith("The mail server does not take mail for nobody@example.org", aside.Reason, StringComparison.Ordinal);

        // Ids are logged.
        Assert.Matches("^m1/email/[0-9a-f]{16}$", aside.Message.Id);
    }

    [Fact]
    public async Task A_party_of_another_tenant_with_the_same_id_is_another_and_gets_no_mail()
    {
        using var mailbox = new Mailbox();
        await using var sender = Mailing(mailbox, "en");
        await sender.PutAsync(sender.Message("m1", NotificationKinds.Party, "office") with { Tenant = "another" });

        await sender.WorkAsync();
        await sender.WorkAsync();

        Assert.Empty(mailbox.Mails);
        Assert.Single(await sender.Inbox.ListAsync("another", "office", 0, 10, default));
    }

    [Fact]
    public async Task A_mail_that_was_taken_is_not_sent_again_where_the_server_says_no_goodbye()
    {
        using var mailbox = new Mailbox { SaysGoodbye = false };
        await using var sender = Mailing(mailbox, "en", change: options => options.Timeout = TimeSpan.FromSeconds(1));
        await sender.PutAsync(sender.Message("m1", NotificationKinds.Party, "office"));

        for (var i = 0; i < 4; i++)
        {
            await sender.WorkAsync();
            sender.Time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Single(mailbox.Mails);
        Assert.Null(await sender.Outbox.NextAttemptAsync(default));
    }

    [Fact]
    public async Task A_server_that_says_a_little_again_and_again_is_given_up_in_time()
    {
        using var mailbox = new Mailbox { Drips = true };
        await using var sender = Mailing(
            mailbox, "en", change: options => options.Timeout = TimeSpan.FromSeconds(1), engine: options => options.OutboxAttempts = 1);
        await sender.PutAsync(sender.Message("m1", NotificationKinds.Party, "office"));

        await sender.WorkAsync();
        await sender.WorkAsync().WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal("The mail server did not take the mail within 00:00:01.", Assert.Single(await sender.Outbox.SetAsideAsync("default", 0, 10, default)).Reason);
    }

    [Fact]
    public async Task A_digest_lists_each_of_its_cases()
    {
        using var mailbox = new Mailbox();
        await using var sender = Mailing(mailbox, "en");
        var digest = ValueContext.Of(
            ("about", "digest"), ("count", 2),
            ("reminders", new ValueList([Value.From(Sender.Content("remind", "Noise")), Value.From(Sender.Content("remind-superior", "A hole"))])));
        await sender.PutAsync(sender.Message("m1", NotificationKinds.Party, "office", digest));

        await sender.WorkAsync();
        await sender.WorkAsync();

        var mail = Assert.Single(mailbox.Mails);
        Assert.Equal("Several cases wait for you", mail.Subject);
        Assert.Contains("- Please act on a case: Noise (K-7)", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("- A case in your line is about to be late or is late: A hole (K-7)", mail.TextBody, StringComparison.Ordinal);
    }

    private static Sender Mailing(
        Mailbox mailbox, string language, string address = "office@example.org", Action<DeliveryOptions>? change = null, Action<Runtime.XiezhiOptions>? engine = null) => new(
        options =>
    {
        options.Email.Host = "127.0.0.1";
        options.Email.Port = mailbox.Port;
        options.Email.Encrypted = false;
        options.Email.From = "hall@example.org";
        options.Email.CaseUrl = "https://cases.example.org/{case}";
        options.Contacts["office"] = new ContactEntry { Email = address, Language = language };
        change?.Invoke(options);
    },
    engine);
}
