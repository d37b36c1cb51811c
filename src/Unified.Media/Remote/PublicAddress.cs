using System.Net;
using System.Net.Sockets;

namespace Unified.Media;

/// <summary>
/// Determines whether an IP address is public. For IPv4, all addresses outside the listed special-purpose blocks are public. For IPv6, only addresses
/// in 2000::/3 can be public, which excludes loopback, private, link-local, IPv4-mapped and NAT64 addresses.
/// </summary>
internal static class PublicAddress
{
    // The IANA special-purpose registry. This includes anycast blocks (AS112, AMT, 6to4) that are reachable but serve no media.
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

        // Not in the registry: the address of the Azure platform services that every virtual machine can reach.
        IPNetwork.Parse("168.63.129.16/32"),
    ];

    private static readonly IPNetwork GlobalIPv6 = IPNetwork.Parse("2000::/3");

    // The special-purpose blocks inside 2000::/3: protocol assignments (including Teredo and ORCHID), documentation, 6to4, AS112.
    private static readonly IPNetwork[] SpecialIPv6 =
    [
        IPNetwork.Parse("2001::/23"),
        IPNetwork.Parse("2001:db8::/32"),
        IPNetwork.Parse("2002::/16"),
        IPNetwork.Parse("2620:4f:8000::/48"),
        IPNetwork.Parse("3fff::/20"),
    ];

    /// <summary>Determines whether an address is a unicast address of the public internet.</summary>
    public static bool IsGlobalUnicast(IPAddress address) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => !IsIn(SpecialIPv4, address),

        // IPNetwork compares only the last 32 bits of a mapped address, so 2000::/3 would contain ::ffff:10.0.0.1.
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
