using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Unified.Media.Tests;

public sealed class RemoteTlsTests
{
    private const string Address = "93.184.216.34";
    private const string Other = "151.101.1.69";
    private const string Whole = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private static readonly TestCertificates Certificates = new();

    private static readonly Uri Source = new("https://media.example/start");

    [Fact]
    public async Task A_public_https_source_is_read()
    {
        await using var server = ScriptedHttpServer.Answering(Whole, Certificates.ServerFor("media.example"));

        Assert.Equal("ok", await Reaching(server).ReadAsync(Source));
        Assert.StartsWith("GET /start HTTP/1.1\r\nHost: media.example\r\n", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_to_another_public_host_is_followed_and_resolved_anew()
    {
        await using var first = ScriptedHttpServer.Answering(Redirect("https://cdn.example/a"), Certificates.ServerFor("media.example"));
        await using var second = ScriptedHttpServer.Answering(Whole, Certificates.ServerFor("cdn.example"));
        var internet = new PretendInternet()
            .Name("media.example", Address).Name("cdn.example", Other).Server(Address, first).Server(Other, second);
        var setup = new FetchSetup { Network = internet.Network(Certificates.Root) };

        Assert.Equal("ok", await setup.ReadAsync(Source));
        Assert.Equal(["media.example", "cdn.example"], internet.Resolved);
    }

    [Fact]
    public async Task A_name_that_turns_private_between_two_hops_is_refused()
    {
        await using var server = ScriptedHttpServer.Answering(Redirect("/again"), Certificates.ServerFor("media.example"));
        var internet = new PretendInternet()
            .Name("media.example", Address, "127.0.0.1").Server(Address, server).Server("127.0.0.1", server);
        var setup = new FetchSetup { Network = internet.Network(Certificates.Root) };

        await setup.AssertEndsAsync(Source, RejectionCode.RemoteRefused, "address_not_public");

        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Redirect_from_https_to_http_is_rejected_for_a_development_host()
    {
        await using var plain = ScriptedHttpServer.Answering(Whole);
        await using var server = ScriptedHttpServer.Answering(
            Redirect(plain.Uri().AbsoluteUri), Certificates.ServerFor("media.example"));
        var setup = Reaching(server);
        setup.Allow(plain);

        await setup.AssertEndsAsync(Source, RejectionCode.RemoteRefused, "downgrade");

        Assert.Equal(0, plain.Connections);
    }

    [Theory]
    [InlineData("http://media.example/", "downgrade")]
    [InlineData("http://media.example:443/", "downgrade")]
    [InlineData("https://media.example:8443/", "port")]
    [InlineData("https://user@media.example/", "user_info")]
    public async Task A_public_server_cannot_redirect_past_the_rules(string location, string word)
    {
        await using var server = ScriptedHttpServer.Answering(Redirect(location), Certificates.ServerFor("media.example"));

        await Reaching(server).AssertEndsAsync(Source, RejectionCode.RemoteRefused, word);

        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_certificate_for_another_host_makes_the_source_unavailable()
    {
        await using var server = ScriptedHttpServer.Answering(Whole, Certificates.ServerFor("other.example"));

        await Reaching(server).AssertEndsAsync(Source, RejectionCode.RemoteUnavailable, "unreachable");

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_authority_makes_the_source_unavailable()
    {
        await using var server = ScriptedHttpServer.Answering(Whole, Certificates.ServerFor("media.example"));
        var internet = new PretendInternet().Name("media.example", Address).Server(Address, server);
        var setup = new FetchSetup { Network = internet.Network() };

        await setup.AssertEndsAsync(Source, RejectionCode.RemoteUnavailable, "unreachable");
    }

    [Fact]
    public async Task A_certificate_that_is_not_for_servers_makes_the_source_unavailable()
    {
        await using var server = ScriptedHttpServer.Answering(Whole, Certificates.ClientOnlyFor("media.example"));

        await Reaching(server).AssertEndsAsync(Source, RejectionCode.RemoteUnavailable, "unreachable");
    }

    [Fact]
    public async Task Unanswered_handshake_ends_at_the_idle_timeout()
    {
        await using var server = ScriptedHttpServer.Answering(Whole);
        var setup = Reaching(server);
        setup.Options.IdleTimeout = TimeSpan.FromMilliseconds(300);

        await setup.AssertEndsAsync(Source, RejectionCode.RemoteUnavailable, "idle_time");
    }

    [Fact]
    public async Task A_URL_inside_the_servers_certificate_is_not_fetched()
    {
        await using var hidden = ScriptedHttpServer.Answering("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        await using var server = ScriptedHttpServer.Answering(Whole, Certificates.WithIssuerAt(hidden.Uri("/issuer"), "media.example"));

        await Reaching(server).AssertEndsAsync(Source, RejectionCode.RemoteUnavailable, "unreachable");
        Assert.Equal(0, hidden.Connections);

        await HandshakeWithDefaultsAsync(server.Port);
        Assert.NotEqual(0, hidden.Connections);
    }

    private static async Task HandshakeWithDefaultsAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, TestContext.Current.CancellationToken);
        await using var secure = new SslStream(client.GetStream());
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(Certificates.Root);

        await Assert.ThrowsAsync<System.Security.Authentication.AuthenticationException>(() => secure.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = "media.example", CertificateChainPolicy = policy },
            TestContext.Current.CancellationToken));
    }

    private static FetchSetup Reaching(ScriptedHttpServer server) => new()
    {
        Network = new PretendInternet().Name("media.example", Address).Server(Address, server).Network(Certificates.Root),
    };

    private static string Redirect(string location) => $"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n";
}
