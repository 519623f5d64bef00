namespace Xiezhi.Delivery.Contacts;

/// <summary>How somebody is reached.</summary>
/// <param name="Email">The address of their mailbox.</param>
/// <param name="Language">The language that they read, such as <c>zh-CN</c>; <see langword="null"/> for the one of the options.</param>
public sealed record Contact(string Email, string? Language = null);

/// <summary>How a party is reached, as the configuration says it.</summary>
public sealed class ContactEntry
{
    /// <summary>The address of its mailbox.</summary>
    public string Email { get; set; } = "";

    /// <summary>Whose party it is: a party of the same id of another tenant is another. Default: <c>default</c>.</summary>
    public string Tenant { get; set; } = "default";

    /// <summary>The language that it reads; none for the one of the mail options.</summary>
    public string? Language { get; set; }
}
