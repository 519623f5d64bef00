namespace Xiezhi.Crash.Servers;

/// <summary>Who signs in at the server, and with what.</summary>
internal static class ServerKeys
{
    public const string Tenant = "crash";
    public const string Citizen = "a-key-for-the-citizen-of-crashes";
    public const string Desk = "a-key-for-the-desk-of-crashes-xx";

    /// <summary>The server's settings for them.</summary>
    public static IEnumerable<string> Settings()
    {
        (string Key, string Kind, string Party)[] keys = [(Citizen, "citizen", "zhang"), (Desk, "department", "desk")];
        return keys.SelectMany((entry, i) => new[]
        {
            $"--Xiezhi:Keys:{i}:Key={entry.Key}", $"--Xiezhi:Keys:{i}:Tenant={Tenant}", $"--Xiezhi:Keys:{i}:Kind={entry.Kind}", $"--Xiezhi:Keys:{i}:Party={entry.Party}",
        });
    }
}
