using System.Globalization;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Xiezhi.Foundation.Values;
using Xiezhi.Runtime.Outbox;

namespace Xiezhi.Delivery.Email;

/// <summary>Sends messages of kind <c>email</c>. The Message-ID follows from the message's id, so that a repetition can be told from a second mail.</summary>
internal sealed class EmailHandler(DeliveryOptions options) : IOutboxHandler
{
    public const string Kind = "email";

    public bool Handles(string kind) => kind == Kind;

    public async Task<OutboxAnswer> DeliverAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var email = options.Email;
        if (email.Host.Length == 0)
        {
            throw new OutboxRefusedException("No mail server is configured any more: name it under Email and replay the message, or leave it.");
        }

        if (!MailboxAddress.TryParse(message.Recipient, out var recipient))
        {
            throw new OutboxRefusedException($"\"{message.Recipient}\" is no address of a mailbox: mend the contact.");
        }

        using var mail = Write(message, recipient);
        using var client = new SmtpClient { Timeout = (int)options.Timeout.TotalMilliseconds };

        // The client's own time-out begins anew with each byte.
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(options.Timeout);
        try
        {
            await client.ConnectAsync(email.Host, email.Port, Security(email), bounded.Token).ConfigureAwait(false);
            if (email.UserName.Length > 0)
            {
                await client.AuthenticateAsync(email.UserName, email.Password, bounded.Token).ConfigureAwait(false);
            }

            await client.SendAsync(mail, bounded.Token).ConfigureAwait(false);
        }
        catch (SmtpCommandException refusal) when (refusal.ErrorCode == SmtpErrorCode.RecipientNotAccepted && (int)refusal.StatusCode >= 550)
        {
            throw new OutboxRefusedException($"The mail server does not take mail for {recipient.Address}: {refusal.Message}", refusal);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The mail server did not take the mail within {options.Timeout}.");
        }

        await SayGoodbyeAsync(client, bounded.Token).ConfigureAwait(false);
        return OutboxAnswer.Done;
    }

    private static async Task SayGoodbyeAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The server has taken the mail; however it ends the conversation, it must not be sent again.
        catch (Exception)
#pragma warning restore CA1031
        {
            // The connection goes with the client.
        }
    }

    private MimeMessage Write(OutboxMessage message, MailboxAddress recipient)
    {
        var email = options.Email;
        var culture = CultureInfo.GetCultureInfo(message.Payload["language"].AsString is "en" ? "en" : "zh-CN");
        var content = message.Payload["content"].AsContext ?? ValueContext.Empty;
        var sender = MailboxAddress.Parse(email.From);
        var mail = new MimeMessage
        {
            Subject = EmailText.Subject(content, culture),
            Date = message.CreatedAt,
            MessageId = $"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(message.Id)))[..40]}@{sender.Domain}",
            Body = new TextPart("plain") { Text = EmailText.Body(content, email.CaseUrl, culture) },
        };
        mail.From.Add(new MailboxAddress(email.FromName, sender.Address));
        mail.To.Add(recipient);
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }

    private static SecureSocketOptions Security(EmailOptions email) =>
        !email.Encrypted ? SecureSocketOptions.None : email.Port == 465 ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTls;
}
