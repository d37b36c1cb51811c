using System.Net;
using CsCheck;

namespace Unified.Media.Tests;

public sealed class RemoteUrlTests
{
    // {0} is the port of a listening loopback server that must not see a connection.
    public static TheoryData<string, string> RefusedByText => new()
    {
        { "http://93.184.216.34/a.png", "scheme" },
        { "http://media.example/a.png", "scheme" },
        { "http://127.0.0.1:{0}/", "scheme" },
        { "http://localhost:{0}/", "scheme" },
        { "file:///etc/passwd", "scheme" },
        { "file://127.0.0.1/share/a.png", "scheme" },
        { "ftp://127.0.0.1:{0}/a.png", "scheme" },
        { "gopher://127.0.0.1:{0}/_GET", "scheme" },
        { "data:image/png;base64,iVBORw0KGgo=", "scheme" },
        { "javascript:alert(1)", "scheme" },
        { "ws://127.0.0.1:{0}/", "scheme" },
        { "ldap://127.0.0.1:{0}/", "scheme" },
        { "jar:http://127.0.0.1:{0}/a", "scheme" },
        { "net.tcp://127.0.0.1:{0}/", "scheme" },
        { "https://user@media.example/", "user_info" },
        { "https://user:word@media.example/", "user_info" },
        { "https://media.example@127.0.0.1/", "user_info" },
        { "https://media.example%40127.0.0.1:{0}@media.example/", "user_info" },
        { "https://127.0.0.1:{0}/", "port" },
        { "https://localhost:{0}/", "port" },
        { "https://media.example:80/", "port" },
        { "https://media.example:8443/", "port" },
        { "https://media.example:22/", "port" },
        { "https://media.example:0/", "port" },
        { "https://[::1]:{0}/", "port" },
        { "https://2130706433:{0}/", "port" },
        { "https://0x7f000001:{0}/", "port" },
        { "https://0177.0.0.1:{0}/", "port" },
        { "https://-ß/", "uri" },
    };

    public static TheoryData<string> SpellingsOfForbiddenAddresses =>
    [
        "https://127.0.0.1/", "https://127.1/", "https://127.0.1/", "https://2130706433/", "https://017700000001/", "https://0x7f000001/",
        "https://0x7f.1/", "https://0177.0.0.1/", "https://00000177.0.0.1/", "https://0x7F.0x0.0x0.0x1/", "https://0/", "https://0.0.0.0/",
        "https://127。0。0。1/", "https://127．0．0．1/", "https://127｡0｡0｡1/", "https://127.255.255.254/",
        "https://[::1]/", "https://[::]/", "https://[0:0:0:0:0:0:0:1]/", "https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]/",
        "https://[::127.0.0.1]/", "https://[64:ff9b::7f00:1]/", "https://[2002:7f00:1::]/", "https://[fe80::1%25lo]/",
        "https://[fe80::1%lo]/", "https://[::ffff:10.0.0.1]/",
        "https://[fd00:ec2::254]/", "https://169.254.169.254/latest/meta-data/", "https://2852039166/", "https://0xa9fea9fe/",
        "https://0251.0376.0251.0376/", "https://10.0.0.1/", "https://172.16.0.1/", "https://192.168.1.1/", "https://100.100.100.200/",
        "https://168.63.129.16/", "https://224.0.0.1/", "https://255.255.255.255/", "https://198.51.100.7/",
        "https://①②⑦.⓪.⓪.①/", "https://１２７.0.0.1/", "https://localhost/", "https://LOCALHOST/", "https://localhost./",
        "https://127.0.0.1./", "https://127.0.0.1.nip.example/", "https://metadata.google.internal/", "https://4294967296/",
        "https://media.example#@127.0.0.1/", "https://xn--bcher-kva.example/", "https://a_b.example/",
    ];

    private static readonly Gen<string>[] Schemes =
        [Gen.Const("https://"), Gen.Const("HTTPS:\\\\"), Gen.Const("http://"), Gen.Const("//"), Gen.Const("https:/")];

    private static readonly Gen<char> HostileCharacters = Gen.OneOf(
        Gen.Char["0123456789abcdefx.:@[]%/\\?#-_ "], Gen.Char["①②⑦⓪。．｡１２７\u200b\u00ad\ud800\udc00\0\r\n\tß"]);

    [Theory]
    [MemberData(nameof(RefusedByText))]
    public async Task A_forbidden_URL_is_refused_without_a_connection_or_a_lookup(string template, string word)
    {
        await using var server = ScriptedHttpServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx");
        var internet = new PretendInternet()
            .Name("media.example", "93.184.216.34").Server("93.184.216.34", server).Server("127.0.0.1", server);
        var setup = new FetchSetup { Network = internet.Network() };
        var uri = new Uri(template.Replace("{0}", $"{server.Port}", StringComparison.Ordinal));

        await setup.AssertEndsAsync(uri, RejectionCode.RemoteRefused, word);

        Assert.Empty(internet.Resolved);
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task A_relative_URL_is_refused()
    {
        var setup = new FetchSetup();

        await setup.AssertEndsAsync(new Uri("/a.png", UriKind.Relative), RejectionCode.RemoteRefused, "uri");
    }

    [Theory]
    [MemberData(nameof(SpellingsOfForbiddenAddresses))]
    public async Task A_spelling_of_a_forbidden_address_is_refused_without_a_connection(string uri)
    {
        var connections = 0;
        var network = new RemoteNetwork(
            (host, _) => Task.FromResult<IPAddress[]>(
                [IPAddress.TryParse(host, out var literal) ? literal : IPAddress.Loopback]),
            (_, _) => throw new InvalidOperationException($"Connection {++connections}."));
        var setup = new FetchSetup { Network = network };

        await setup.AssertEndsAsync(new Uri(uri), RejectionCode.RemoteRefused, "address_not_public");

        Assert.Equal(0, connections);
    }

    [Theory]
    [InlineData("https://localhost/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://127。0。0。1/")]
    [InlineData("https://0.0.0.0/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::]/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[fe80::1%25lo]/")]
    [InlineData("https://169.254.169.254/")]
    public async Task The_machines_own_resolver_changes_nothing(string uri)
    {
        var connections = 0;
        var network = RemoteNetwork.Default with
        {
            ConnectAsync = (_, _) => throw new InvalidOperationException($"Connection {++connections}."),
        };
        var setup = new FetchSetup { Network = network };

        var rejected = await Assert.ThrowsAsync<MediaRejectedException>(() => setup.ReadAsync(new Uri(uri)));

        Assert.Equal(RejectionCode.RemoteRefused, Assert.Single(rejected.Reasons).Code);
        Assert.Equal(0, connections);
    }

    [Fact]
    public Task No_text_of_a_URL_leads_to_a_connection_or_another_error() =>
        Gen.Select(Gen.OneOf(Schemes), Gen.String[HostileCharacters, 1, 24]).SampleAsync(
            async (scheme, rest) =>
            {
                if (!Uri.TryCreate(scheme + rest, UriKind.RelativeOrAbsolute, out var uri))
                {
                    return;
                }

                var network = new RemoteNetwork(
                    (host, _) => Task.FromResult<IPAddress[]>([IPAddress.TryParse(host, out var at) ? Inward(at) : IPAddress.Loopback]),
                    (endPoint, _) => throw new InvalidOperationException($"Connected to {endPoint}."));

                var rejected = await Assert.ThrowsAsync<MediaRejectedException>(() => new FetchSetup { Network = network }.OpenAsync(uri));

                Assert.Equal(RejectionCode.RemoteRefused, Assert.Single(rejected.Reasons).Code);
            },
            iter: 3000);

    [Fact]
    public async Task The_log_names_the_host_and_never_the_path_or_query()
    {
        var setup = new FetchSetup();

        await setup.AssertEndsAsync(
            new Uri("https://user:word@media.example/private/name.png?token=secret#part"), RejectionCode.RemoteRefused, "user_info");

        Assert.Equal(["Warning: A remote source was refused: user_info, host media.example."], setup.Log.Lines);
    }

    private static IPAddress Inward(IPAddress address) => PublicAddress.IsGlobalUnicast(address) ? IPAddress.Loopback : address;
}
