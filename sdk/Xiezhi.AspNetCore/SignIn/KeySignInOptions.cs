using Microsoft.AspNetCore.Authentication;

namespace Xiezhi.AspNetCore.SignIn;

/// <summary>The keys that sign in, and who signs in without one on a developer's own machine.</summary>
public sealed class KeySignInOptions : AuthenticationSchemeOptions
{
    /// <summary>The fewest characters of a key.</summary>
    public const int ShortestKey = 24;

    /// <summary>The keys. Default: none.</summary>
    public IList<KeyEntry> Keys { get; } = [];

    /// <summary>Who is signed in without a key, from the machine itself only; <see langword="null"/>, the default, for nobody. Never set it outside development.</summary>
    public ActorEntry? Development { get; set; }
}

/// <summary>An actor as the configuration names it.</summary>
public class ActorEntry
{
    /// <summary>Whose cases.</summary>
    public string Tenant { get; set; } = "";

    /// <summary>The kind of the party: <c>agency</c>, <c>department</c>, <c>street-office</c>, <c>company</c>, <c>social-organisation</c>, <c>citizen</c> or <c>system</c>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>The id of the party.</summary>
    public string Party { get; set; } = "";

    /// <summary>The person who acts for the party, if it is always the same.</summary>
    public string? Person { get; set; }
}

/// <summary>A key and who signs in with it.</summary>
public sealed class KeyEntry : ActorEntry
{
    /// <summary>The key: a secret of at least <see cref="KeySignInOptions.ShortestKey"/> random characters.</summary>
    public string Key { get; set; } = "";
}
