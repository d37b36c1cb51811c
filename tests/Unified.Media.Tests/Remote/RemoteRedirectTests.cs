namespace Unified.Media.Tests;

public sealed class RemoteRedirectTests
{
    private const string Whole = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_followed(int status)
    {
        await using var server = Redirecting("/final", status);

        Assert.Equal("ok", await FetchSetup.For(server).ReadAsync(server.Uri("/start")));
    }

    [Theory]
    [InlineData("/final")]
    [InlineData("final")]
    [InlineData("//{0}/final")]
    [InlineData("http://{0}/final")]
    [InlineData("../../final#part")]
    public async Task A_location_may_be_absolute_or_relative(string location)
    {
        await using var server = Redirecting(location);

        Assert.Equal("ok", await FetchSetup.For(server).ReadAsync(server.Uri("/start")));
        Assert.Equal("GET /final HTTP/1.1", server.Requests[1].Split("\r\n")[0]);
    }

    [Theory]
    [InlineData("http://{1}/secret", "scheme")]
    [InlineData("//{1}/secret", "scheme")]
    [InlineData("https://{1}/secret", "port")]
    [InlineData("http://user:word@{0}/final", "user_info")]
    [InlineData("http://media.example/final", "scheme")]
    [InlineData("file:///etc/passwd", "scheme")]
    [InlineData("\\\\internal.example\\share", "scheme")]
    [InlineData("ftp://{1}/secret", "scheme")]
    [InlineData("gopher://{1}/_x", "scheme")]
    [InlineData("data:image/png;base64,AAAA", "scheme")]
    [InlineData("javascript:alert(1)", "scheme")]
    [InlineData("https://127.0.0.1/", "address_not_public")]
    [InlineData("https://localhost/", "address_not_public")]
    [InlineData("https://169.254.169.254/latest/meta-data/", "address_not_public")]
    [InlineData("https://[::1]/", "address_not_public")]
    [InlineData("https://[::ffff:127.0.0.1]/", "address_not_public")]
    [InlineData("https://2130706433/", "address_not_public")]
    [InlineData("https://internal.example/", "address_not_public")]
    [InlineData("https://[bad", "redirect_target")]
    [InlineData("http://", "redirect_target")]
    [InlineData("", "redirect_target")]
    public async Task A_hostile_redirect_is_refused_without_a_connection(string location, string word)
    {
        await using var hidden = ScriptedHttpServer.Answering(Whole);
        await using var server = Redirecting(location.Replace("{1}", hidden.HostAndPort, StringComparison.Ordinal));
        var internet = new PretendInternet()
            .Name("internal.example", "10.1.2.3").Name("localhost", "127.0.0.1").Name("media.example", "93.184.216.34")
            .Server("127.0.0.1", server).Server("10.1.2.3", hidden).Server("93.184.216.34", hidden);
        var setup = new FetchSetup { Network = internet.Network() };
        setup.Allow(server);

        await setup.AssertEndsAsync(server.Uri("/start"), RejectionCode.RemoteRefused, word);

        Assert.Equal(0, hidden.Connections);
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: /a\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: /a\r\nLocation: /a\r\nContent-Length: 0\r\n\r\n")]
    public async Task A_redirect_that_does_not_name_one_target_is_refused(string answer)
    {
        await using var server = ScriptedHttpServer.Answering(answer);

        await FetchSetup.For(server).AssertEndsAsync(server.Uri(), RejectionCode.RemoteRefused, "redirect_target");

        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(0, 1, false)]
    [InlineData(3, 3, true)]
    [InlineData(3, 4, false)]
    [InlineData(10, 10, true)]
    [InlineData(10, 11, false)]
    public async Task Redirects_are_followed_up_to_the_limit(int limit, int redirects, bool reached)
    {
        await using var server = new ScriptedHttpServer(exchange =>
        {
            var step = int.Parse(exchange.Path[1..], System.Globalization.CultureInfo.InvariantCulture);
            return exchange.WriteAsync(
                step == redirects ? Whole : $"HTTP/1.1 302 Found\r\nLocation: /{step + 1}\r\nContent-Length: 0\r\n\r\n");
        });
        var setup = FetchSetup.For(server);
        setup.Options.MaxRedirects = limit;

        if (reached)
        {
            Assert.Equal("ok", await setup.ReadAsync(server.Uri("/0")));
        }
        else
        {
            await setup.AssertEndsAsync(server.Uri("/0"), RejectionCode.RemoteRefused, "redirects");
        }

        Assert.Equal(Math.Min(limit, redirects) + 1, server.Connections);
    }

    [Fact]
    public async Task A_redirect_to_itself_ends_at_the_limit()
    {
        await using var server = ScriptedHttpServer.Answering("HTTP/1.1 302 Found\r\nLocation: /image.png\r\nContent-Length: 0\r\n\r\n");

        await FetchSetup.For(server).AssertEndsAsync(server.Uri(), RejectionCode.RemoteRefused, "redirects");

        Assert.Equal(4, server.Connections);
    }

    [Fact]
    public async Task Redirect_closes_the_connection_without_reading_the_body()
    {
        var closed = new TaskCompletionSource();
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            if (exchange.Path == "/final")
            {
                await closed.Task.WaitAsync(exchange.Stopped);
                await exchange.WriteAsync(Whole);
                return;
            }

            await exchange.WriteAsync("HTTP/1.1 302 Found\r\nLocation: /final\r\nTransfer-Encoding: chunked\r\n\r\n");
            try
            {
                while (true)
                {
                    await exchange.WriteAsync("400\r\n" + new string('x', 0x400) + "\r\n");
                }
            }
            finally
            {
                closed.SetResult();
            }
        });

        var setup = FetchSetup.For(server);
        setup.Options.IdleTimeout = TimeSpan.FromSeconds(5);

        Assert.Equal("ok", await setup.ReadAsync(server.Uri("/start")));
    }

    [Theory]
    [InlineData(300)]
    [InlineData(304)]
    [InlineData(305)]
    [InlineData(306)]
    public async Task Other_statuses_of_the_300s_are_no_redirects(int status)
    {
        await using var server = ScriptedHttpServer.Answering($"HTTP/1.1 {status} Other\r\nLocation: /final\r\nContent-Length: 0\r\n\r\n");

        await FetchSetup.For(server).AssertEndsAsync(server.Uri(), RejectionCode.RemoteUnavailable, "status");

        Assert.Equal(1, server.Connections);
    }

    private static ScriptedHttpServer Redirecting(string location, int status = 302)
    {
        return new ScriptedHttpServer(exchange =>
        {
            var host = exchange.Head.Split("Host: ")[1].Split("\r\n")[0];
            var target = location.Replace("{0}", host, StringComparison.Ordinal);
            return exchange.WriteAsync(
                exchange.Path == "/start" ? $"HTTP/1.1 {status} Moved\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n" : Whole);
        });
    }
}
