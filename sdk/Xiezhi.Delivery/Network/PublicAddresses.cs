using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace Xiezhi.Delivery.Network;

/// <summary>Tells addresses of the public internet from those that reach into somebody's own network.</summary>
/// <remarks>Source: the special-purpose address registries that RFC 6890 set up, for IPv4 and IPv6, and multicast (RFC 5771, RFC 4291).</remarks>
internal static class PublicAddresses
{
    private static readonly ImmutableArray<IPNetwork> NotPublic = [.. new[]
    {
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
        "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",

        // Of IPv6 only 2000::/3 is given out for the internet (RFC 4291, section 2.4).
        "::/3", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "4000::/2", "8000::/1",
    }.Select(IPNetwork.Parse)];

    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>Whether an address is of the public internet; one that stands for an IPv4 address is judged as that.</summary>
    public static bool Contains(IPAddress address)
    {
        var meant = Meant(address);
        return !NotPublic.Any(network => network.Contains(meant));
    }

    /// <summary>The IPv4 address that an IPv6 address stands for, where it does; else the address itself.</summary>
    public static IPAddress Meant(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
        : address.AddressFamily == AddressFamily.InterNetworkV6 && Translated.Contains(address) ? new IPAddress(address.GetAddressBytes()[^4..])
        : address;
}
