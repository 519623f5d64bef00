using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Xiezhi.Governance.Cases;
using Xiezhi.Governance.Parties;

namespace Xiezhi.AspNetCore.SignIn;

/// <summary>The configured keys as hashes, and who each signs in.</summary>
/// <remarks>Immutable and thread-safe. How long a search takes tells nothing about the keys.</remarks>
internal sealed class KeyRing
{
    private readonly ImmutableArray<(byte[] Hash, SignedIn Who)> _keys;

    private KeyRing(ImmutableArray<(byte[] Hash, SignedIn Who)> keys, SignedIn? development)
    {
        _keys = keys;
        Development = development;
    }

    /// <summary>Who is signed in without a key from the machine itself, or <see langword="null"/>.</summary>
    public SignedIn? Development { get; }

    /// <summary>Whether nobody can ever sign in.</summary>
    public bool IsEmpty => _keys.IsEmpty && Development is null;

    /// <summary>Reads the options; what is wrong with them is put into <paramref name="mistakes"/>.</summary>
    public static KeyRing From(KeySignInOptions options, ICollection<string> mistakes)
    {
        var keys = ImmutableArray.CreateBuilder<(byte[] Hash, SignedIn Who)>();
        for (var i = 0; i < options.Keys.Count; i++)
        {
            var entry = options.Keys[i];
            var name = $"Xiezhi:Keys:{i}";
            if (entry.Key.Length < KeySignInOptions.ShortestKey)
            {
                mistakes.Add($"{name}:key has {entry.Key.Length} characters; give it at least {KeySignInOptions.ShortestKey}, at random.");
            }

            var hash = Hash(entry.Key);
            if (keys.Any(other => other.Hash.AsSpan().SequenceEqual(hash)))
            {
                mistakes.Add($"{name}:key occurs twice; give each actor a key of its own.");
            }

            if (Read(entry, name, mistakes) is { } who)
            {
                keys.Add((hash, who));
            }
        }

        return new KeyRing(keys.ToImmutable(), options.Development is { } development ? Read(development, "Xiezhi:Development", mistakes) : null);
    }

    /// <summary>Who signs in with <paramref name="key"/>, or <see langword="null"/>.</summary>
    public SignedIn? Find(string key)
    {
        var hash = Hash(key);
        SignedIn? found = null;
        foreach (var (known, who) in _keys)
        {
            // All are compared, whether or not one has matched.
            found = CryptographicOperations.FixedTimeEquals(hash, known) ? who : found;
        }

        return found;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static SignedIn? Read(ActorEntry entry, string name, ICollection<string> mistakes)
    {
        var before = mistakes.Count;
        Check(entry.Tenant, name + ":tenant", mistakes);
        Check(entry.Party, name + ":party", mistakes);
        if (entry.Person is { } person)
        {
            Check(person, name + ":person", mistakes);
        }

        if (entry.Party == Actor.Engine.Party)
        {
            mistakes.Add($"{name}:party is \"{entry.Party}\", which is the engine itself; nobody signs in as it.");
        }

        if (!PartyKinds.TryParse(entry.Kind, out var kind))
        {
            mistakes.Add($"{name}:kind is \"{entry.Kind}\"; write one of {string.Join(", ", PartyKinds.Words)}.");
        }

        return mistakes.Count == before ? new SignedIn(entry.Tenant, new Actor(kind, entry.Party, entry.Person)) : null;
    }

    private static void Check(string id, string name, ICollection<string> mistakes)
    {
        if (!SignedIn.IsId(id))
        {
            mistakes.Add($"{name} is missing, or longer than {SignedIn.LongestId} characters.");
        }
    }
}
