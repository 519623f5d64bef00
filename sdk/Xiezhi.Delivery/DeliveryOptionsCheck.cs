using System.Net;
using System.Net.Mail;
using Microsoft.Extensions.Options;
using Xiezhi.Delivery.Webhooks;

namespace Xiezhi.Delivery;

/// <summary>Refuses options that could not work or would not be safe, and says which and how to mend them.</summary>
internal sealed class DeliveryOptionsCheck : IValidateOptions<DeliveryOptions>
{
    public ValidateOptionsResult Validate(string? name, DeliveryOptions options)
    {
        var problems = new List<string>();
        foreach (var (id, webhook) in options.Webhooks)
        {
            if (!id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.'))
            {
                problems.Add($"Webhooks has the name \"{id}\", which can't stand in a header: give letters a to z, digits, hyphens, underscores and full stops.");
            }

            CheckUrl(problems, $"Webhooks:{id}:Url", webhook.Url);
            CheckSecrets(problems, $"Webhooks:{id}:Secrets", webhook.Secrets, isRequired: true);
        }

        foreach (var (id, service) in options.Services)
        {
            CheckUrl(problems, $"Services:{id}:Url", service.Url);
            CheckSecrets(problems, $"Services:{id}:Secrets", service.Secrets, isRequired: false);
            CheckHeaders(problems, $"Services:{id}:Headers", service.Headers);
            if (service.Method is not ("POST" or "PUT" or "PATCH"))
            {
                problems.Add($"Services:{id}:Method is \"{service.Method}\": give POST, PUT or PATCH.");
            }
        }

        foreach (var network in options.AllowedNetworks.Where(network => !IPNetwork.TryParse(network, out _)))
        {
            problems.Add($"AllowedNetworks has \"{network}\", which is no network: give an address and the length of its prefix, such as 10.20.0.0/16.");
        }

        if (options.Email.Host.Length > 0 && !MailAddress.TryCreate(options.Email.From, out _))
        {
            problems.Add($"Email:From is \"{options.Email.From}\", which is no address: give the address that mails come from.");
        }

        CheckSpan(problems, "Timeout", options.Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2));
        CheckSpan(problems, "BreakDuration", options.BreakDuration, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void CheckUrl(List<string> problems, string option, string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("https" or "http"))
        {
            problems.Add($"{option} is \"{url}\": give a whole http or https address.");
        }
        else if (parsed.UserInfo.Length > 0)
        {
            problems.Add($"{option} has a user name in it: give the address without, and whatever signs in as a header or a secret.");
        }
    }

    private static void CheckHeaders(List<string> problems, string option, IDictionary<string, string> headers)
    {
        foreach (var (name, value) in headers)
        {
            using var request = new HttpRequestMessage();
            var fits = value.All(letter => letter is >= ' ' and <= '~' or '\t');
            try
            {
                fits &= request.Headers.TryAddWithoutValidation(name, value);
            }
            catch (FormatException)
            {
                fits = false;
            }

            if (!fits)
            {
                problems.Add($"{option}:{name} can't be sent: give the name of a header of a request and a value in ASCII on one line.");
            }
        }
    }

    private static void CheckSecrets(List<string> problems, string option, IList<string> secrets, bool isRequired)
    {
        if (isRequired && secrets.Count == 0)
        {
            problems.Add($"{option} is empty: give at least one secret, so that the receiver can tell who sent it.");
        }

        for (var i = 0; i < secrets.Count; i++)
        {
            if (!WebhookSignature.IsUsable(secrets[i]))
            {
                problems.Add($"{option}:{i} can't be used: give whsec_ and the Base64 of {WebhookSignature.ShortestKey} to {WebhookSignature.LongestKey} random bytes.");
            }
        }
    }

    private static void CheckSpan(List<string> problems, string option, TimeSpan given, TimeSpan least, TimeSpan most)
    {
        if (given < least || given > most)
        {
            problems.Add($"{option} is {given}: give {least} to {most}.");
        }
    }
}
