using System.Net;
using System.Net.Sockets;

namespace Unified.Media;

/// <summary>
/// Tells public addresses from special ones. IPv4 has no block of public addresses, so that the special blocks are listed. IPv6 has one, and all
/// addresses outside of it (loopback, private, link-local, mapped, NAT64) are excluded.
/// </summary>
internal static class PublicAddress
{
    // The IANA special-purpose registry, including its anycast relays (AS112, AMT, 6to4), which serve no media.
    private static readonly IPNetwork[] SpecialIPv4 =
    [
        IPNetwork.Parse("0.0.0.0/8"),
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.0.0.0/24"),
        IPNetwork.Parse("192.0.2.0/24"),
        IPNetwork.Parse("192.31.196.0/24"),
        IPNetwork.Parse("192.52.193.0/24"),
        IPNetwork.Parse("192.88.99.0/24"),
        IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("192.175.48.0/24"),
        IPNetwork.Parse("198.18.0.0/15"),
        IPNetwork.Parse("198.51.100.0/24"),
        IPNetwork.Parse("203.0.113.0/24"),
        IPNetwork.Parse("224.0.0.0/4"),
        IPNetwork.Parse("240.0.0.0/4"),

        // Not in the registry: the address of the platform services of Azure in every virtual machine.
        IPNetwork.Parse("168.63.129.16/32"),
    ];

    private static readonly IPNetwork GlobalIPv6 = IPNetwork.Parse("2000::/3");

    // The special blocks of the registry inside 2000::/3: protocol assignments with Teredo and ORCHID, documentation, 6to4, AS112.
    private static readonly IPNetwork[] SpecialIPv6 =
    [
        IPNetwork.Parse("2001::/23"),
        IPNetwork.Parse("2001:db8::/32"),
        IPNetwork.Parse("2002::/16"),
        IPNetwork.Parse("2620:4f:8000::/48"),
        IPNetwork.Parse("3fff::/20"),
    ];

    /// <summary>Tells whether an address belongs to the public internet.</summary>
    public static bool IsGlobalUnicast(IPAddress address) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => !IsIn(SpecialIPv4, address),

        // IPNetwork compares a mapped address by its last 32 bits, so that 2000::/3 would contain ::ffff:10.0.0.1.
        AddressFamily.InterNetworkV6 => !address.IsIPv4MappedToIPv6 && address.ScopeId == 0
            && GlobalIPv6.Contains(address) && !IsIn(SpecialIPv6, address),
        _ => false,
    };

    private static bool IsIn(IPNetwork[] networks, IPAddress address)
    {
        foreach (var network in networks)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }
}
