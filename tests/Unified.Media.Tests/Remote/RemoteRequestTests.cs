using System.Diagnostics;
using System.Net;

namespace Unified.Media.Tests;

[Collection(nameof(RemoteRequestTests))]
[CollectionDefinition(nameof(RemoteRequestTests), DisableParallelization = true)]
public sealed class RemoteRequestTests
{
    private const string Whole = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    [Fact]
    public async Task The_request_says_nothing_but_what_it_wants()
    {
        await using var server = ScriptedHttpServer.Answering(Whole);
        using var activity = new Activity("caller").SetBaggage("user", "42").Start();

        await FetchSetup.For(server).ReadAsync(server.Uri("/a.png?x=1#part"));

        var lines = Assert.Single(server.Requests).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("GET /a.png?x=1 HTTP/1.1", lines[0]);
        Assert.Equal(
            [
                "Accept-Encoding: identity",
                "Accept: */*",
                "Connection: close",
                $"Host: {server.HostAndPort}",
                "User-Agent: Unified.Media",
            ],
            lines.Skip(1).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Cookies_are_not_sent_back()
    {
        const string Redirect = "HTTP/1.1 302 Found\r\nSet-Cookie: a=b; Path=/\r\nLocation: /final\r\nContent-Length: 0\r\n\r\n";
        await using var server = new ScriptedHttpServer(exchange => exchange.WriteAsync(exchange.Path == "/start" ? Redirect : Whole));
        var setup = FetchSetup.For(server);

        await setup.ReadAsync(server.Uri("/start"));
        await setup.ReadAsync(server.Uri("/start"));

        Assert.Equal(4, server.Requests.Count);
        Assert.All(server.Requests, request => Assert.DoesNotContain("Cookie", request, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_challenge_is_not_answered()
    {
        await using var server = ScriptedHttpServer.Answering(
            "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Negotiate\r\nWWW-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n");

        await FetchSetup.For(server).AssertEndsAsync(server.Uri(), RejectionCode.RemoteUnavailable, "status");

        Assert.DoesNotContain("Authorization", Assert.Single(server.Requests), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Every_request_has_a_connection_of_its_own()
    {
        await using var server = ScriptedHttpServer.Answering("HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok");
        var internet = new PretendInternet().Name("dev.test", "127.0.0.1").Server("127.0.0.1", server);
        var setup = new FetchSetup { Network = internet.Network() };
        setup.Options.AllowedDevelopmentHosts.Add($"dev.test:{server.Port}");

        await setup.ReadAsync(new Uri($"http://dev.test:{server.Port}/"));
        await setup.ReadAsync(new Uri($"http://dev.test:{server.Port}/"));

        Assert.Equal(2, server.Connections);
        Assert.Equal(["dev.test", "dev.test"], internet.Resolved);
    }

    [Fact]
    public async Task Open_connection_is_not_reused_for_a_redirect()
    {
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            if (exchange.Path == "/final")
            {
                await exchange.WriteAsync(Whole);
                return;
            }

            await exchange.WriteAsync("HTTP/1.1 302 Found\r\nConnection: keep-alive\r\nLocation: /final\r\nContent-Length: 0\r\n\r\n");
            if (await exchange.Stream.ReadAsync(new byte[1000], exchange.Stopped) > 0)
            {
                await exchange.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nreused");
            }
        });

        Assert.Equal("ok", await FetchSetup.For(server).ReadAsync(server.Uri("/start")));
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task A_proxy_of_the_process_is_not_asked()
    {
        await using var proxy = ScriptedHttpServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nproxy");
        await using var server = ScriptedHttpServer.Answering(Whole);
        var before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new WebProxy($"http://{proxy.HostAndPort}") { BypassProxyOnLocal = false };
        try
        {
            Assert.Equal("ok", await FetchSetup.For(server).ReadAsync(server.Uri()));
            Assert.Equal(0, proxy.Connections);

            using var ordinary = new HttpClient();
            Assert.Equal("proxy", await ordinary.GetStringAsync(server.Uri(), TestContext.Current.CancellationToken));
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }
    }
}
