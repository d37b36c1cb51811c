using System.Net;
using CsCheck;

namespace Unified.Media.Tests;

public sealed class PublicAddressTests
{
    // Each block of the IANA special-purpose registries: first, last, and its neighbours where they are public ("-" where they are not).
    [Theory]
    [InlineData("0.0.0.0", "0.255.255.255", "-", "1.0.0.0")]
    [InlineData("10.0.0.0", "10.255.255.255", "9.255.255.255", "11.0.0.0")]
    [InlineData("100.64.0.0", "100.127.255.255", "100.63.255.255", "100.128.0.0")]
    [InlineData("127.0.0.0", "127.255.255.255", "126.255.255.255", "128.0.0.0")]
    [InlineData("169.254.0.0", "169.254.255.255", "169.253.255.255", "169.255.0.0")]
    [InlineData("172.16.0.0", "172.31.255.255", "172.15.255.255", "172.32.0.0")]
    [InlineData("192.0.0.0", "192.0.0.255", "191.255.255.255", "192.0.1.0")]
    [InlineData("192.0.0.0", "192.0.0.7", "-", "-")]
    [InlineData("192.0.0.8", "192.0.0.8", "-", "-")]
    [InlineData("192.0.0.9", "192.0.0.10", "-", "-")]
    [InlineData("192.0.0.170", "192.0.0.171", "-", "-")]
    [InlineData("192.0.2.0", "192.0.2.255", "192.0.1.255", "192.0.3.0")]
    [InlineData("192.31.196.0", "192.31.196.255", "192.31.195.255", "192.31.197.0")]
    [InlineData("192.52.193.0", "192.52.193.255", "192.52.192.255", "192.52.194.0")]
    [InlineData("192.88.99.0", "192.88.99.255", "192.88.98.255", "192.88.100.0")]
    [InlineData("192.168.0.0", "192.168.255.255", "192.167.255.255", "192.169.0.0")]
    [InlineData("192.175.48.0", "192.175.48.255", "192.175.47.255", "192.175.49.0")]
    [InlineData("198.18.0.0", "198.19.255.255", "198.17.255.255", "198.20.0.0")]
    [InlineData("198.51.100.0", "198.51.100.255", "198.51.99.255", "198.51.101.0")]
    [InlineData("203.0.113.0", "203.0.113.255", "203.0.112.255", "203.0.114.0")]
    [InlineData("224.0.0.0", "239.255.255.255", "223.255.255.255", "-")]
    [InlineData("240.0.0.0", "255.255.255.255", "-", "-")]
    [InlineData("168.63.129.16", "168.63.129.16", "168.63.129.15", "168.63.129.17")]
    [InlineData("::", "::", "-", "-")]
    [InlineData("::1", "::1", "-", "-")]
    [InlineData("::", "::ffff:ffff", "-", "-")]
    [InlineData("::ffff:0.0.0.0", "::ffff:255.255.255.255", "-", "-")]
    [InlineData("64:ff9b::", "64:ff9b::ffff:ffff", "-", "-")]
    [InlineData("64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", "-", "-")]
    [InlineData("100::", "100::ffff:ffff:ffff:ffff", "-", "-")]
    [InlineData("100:0:0:1::", "100:0:0:1:ffff:ffff:ffff:ffff", "-", "-")]
    [InlineData("::", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "-", "2000::")]
    [InlineData("2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:200::")]
    [InlineData("2001::", "2001:0:ffff:ffff:ffff:ffff:ffff:ffff", "-", "-")]
    [InlineData("2001:1::1", "2001:1::3", "-", "-")]
    [InlineData("2001:2::", "2001:2:0:ffff:ffff:ffff:ffff:ffff", "-", "-")]
    [InlineData("2001:3::", "2001:3:ffff:ffff:ffff:ffff:ffff:ffff", "-", "-")]
    [InlineData("2001:4:112::", "2001:4:112:ffff:ffff:ffff:ffff:ffff", "-", "-")]
    [InlineData("2001:10::", "2001:1f:ffff:ffff:ffff:ffff:ffff:ffff", "-", "-")]
    [InlineData("2001:20::", "2001:2f:ffff:ffff:ffff:ffff:ffff:ffff", "-", "-")]
    [InlineData("2001:30::", "2001:3f:ffff:ffff:ffff:ffff:ffff:ffff", "-", "-")]
    [InlineData("2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db9::")]
    [InlineData("2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2003::")]
    [InlineData("2620:4f:8000::", "2620:4f:8000:ffff:ffff:ffff:ffff:ffff", "2620:4f:7fff:ffff:ffff:ffff:ffff:ffff", "2620:4f:8001::")]
    [InlineData("3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff:1000::")]
    [InlineData("4000::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "-")]
    [InlineData("5f00::", "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "-", "-")]
    [InlineData("fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "-", "-")]
    [InlineData("fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "-", "-")]
    [InlineData("fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "-", "-")]
    [InlineData("ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "-", "-")]
    public void A_special_block_is_refused_to_its_edges(string first, string last, string before, string after)
    {
        Assert.False(PublicAddress.IsGlobalUnicast(IPAddress.Parse(first)), first);
        Assert.False(PublicAddress.IsGlobalUnicast(IPAddress.Parse(last)), last);
        Assert.All(
            new[] { before, after }.Where(neighbour => neighbour != "-"),
            neighbour => Assert.True(PublicAddress.IsGlobalUnicast(IPAddress.Parse(neighbour)), neighbour));
    }

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("8.8.8.8")]
    [InlineData("93.184.216.34")]
    [InlineData("151.101.1.69")]
    [InlineData("185.199.108.153")]
    [InlineData("2001:4860:4860::8888")]
    [InlineData("2400:cb00:2048:1::6814:155")]
    [InlineData("2606:4700::6810:84e5")]
    [InlineData("2620:fe::fe")]
    [InlineData("2a00:1450:4001:81b::200e")]
    public void An_ordinary_server_is_allowed(string address) => Assert.True(PublicAddress.IsGlobalUnicast(IPAddress.Parse(address)));

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("169.254.170.2")]
    [InlineData("100.100.100.200")]
    [InlineData("192.0.0.192")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fd20:ce::254")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::169.254.169.254")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("2002:a9fe:a9fe::1")]
    [InlineData("2001:0:a9fe:a9fe::1")]
    [InlineData("fe80::1%1")]
    [InlineData("2606:4700::6810:84e5%1")]
    [InlineData("::ffff:8.8.8.8")]
    public void Cloud_metadata_and_disguised_addresses_are_refused(string address) =>
        Assert.False(PublicAddress.IsGlobalUnicast(IPAddress.Parse(address)));

    [Fact]
    public void No_address_outside_2000_to_3fff_is_allowed() =>
        Gen.Byte.Array[16].Sample(bytes =>
        {
            var address = new IPAddress(bytes);
            return (bytes[0] & 0xe0) == 0x20 || !PublicAddress.IsGlobalUnicast(address);
        });

    [Fact]
    public void No_mapped_IPv4_address_is_allowed() =>
        Gen.Byte.Array[4].Sample(bytes => !PublicAddress.IsGlobalUnicast(new IPAddress(bytes).MapToIPv6()));
}
