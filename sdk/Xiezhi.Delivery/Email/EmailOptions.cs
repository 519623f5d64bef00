namespace Xiezhi.Delivery.Email;

/// <summary>The mail server, and how mails look.</summary>
public sealed class EmailOptions
{
    /// <summary>The server; empty, the default, to send no mail.</summary>
    public string Host { get; set; } = "";

    /// <summary>Its port. Default: 587, the port of submission (RFC 6409).</summary>
    public int Port { get; set; } = 587;

    /// <summary>Whether the connection must be encrypted, which it is by STARTTLS, or from the beginning on port 465. Default: yes.</summary>
    public bool Encrypted { get; set; } = true;

    /// <summary>The user name, where the server asks for one.</summary>
    public string UserName { get; set; } = "";

    /// <summary>The password of the user.</summary>
    public string Password { get; set; } = "";

    /// <summary>The address that mails come from.</summary>
    public string From { get; set; } = "";

    /// <summary>The name beside it. Default: Xiezhi.</summary>
    public string FromName { get; set; } = "Xiezhi";

    /// <summary>The language of mails to those whose language is not known: <c>en</c> or <c>zh-CN</c>. Default: <c>zh-CN</c>.</summary>
    public string Language { get; set; } = "zh-CN";

    /// <summary>Where a reader finds a case: <c>{case}</c> stands for its id. Default: none, mails have no link.</summary>
    public string CaseUrl { get; set; } = "";
}
