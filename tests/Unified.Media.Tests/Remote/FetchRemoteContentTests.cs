namespace Unified.Media.Tests;

public sealed class FetchRemoteContentTests
{
    // The legacy library called fetch(externalUrl) and uploaded whatever came back.
    [Theory]
    [InlineData("http://media.example/", RejectionCode.RemoteRefused, "scheme")]
    [InlineData("https://media.example:8443/", RejectionCode.RemoteRefused, "port")]
    [InlineData("https://internal.example/", RejectionCode.RemoteRefused, "address_not_public")]
    [InlineData("http://dev.test:{0}/large", RejectionCode.TooLarge, "too_large")]
    [InlineData("http://dev.test:{0}/endless", RejectionCode.TooLarge, "too_large")]
    [InlineData("http://dev.test:{0}/silent", RejectionCode.RemoteUnavailable, "idle_time")]
    [InlineData("http://dev.test:{0}/loop", RejectionCode.RemoteRefused, "redirects")]
    [InlineData("http://dev.test:{0}/inward", RejectionCode.RemoteRefused, "address_not_public")]
    [InlineData("http://dev.test:{0}/missing", RejectionCode.RemoteUnavailable, "status")]
    public async Task Flaw_03_fetch_has_scheme_host_address_size_time_and_redirect_limits(string template, string code, string word)
    {
        await using var server = new ScriptedHttpServer(exchange => exchange.Path switch
        {
            "/large" => exchange.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n"),
            "/endless" => exchange.WriteAsync($"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\n{new string('x', 0x1000)}"),
            "/silent" => exchange.StallAsync(),
            "/loop" => exchange.WriteAsync("HTTP/1.1 302 Found\r\nLocation: /loop\r\nContent-Length: 0\r\n\r\n"),
            "/inward" => exchange.WriteAsync("HTTP/1.1 302 Found\r\nLocation: https://internal.example/\r\nContent-Length: 0\r\n\r\n"),
            _ => exchange.WriteAsync("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"),
        });
        var internet = new PretendInternet()
            .Name("media.example", "93.184.216.34").Name("internal.example", "10.0.0.1").Name("dev.test", "127.0.0.1")
            .Server("93.184.216.34", server).Server("10.0.0.1", server).Server("127.0.0.1", server);
        var setup = new FetchSetup { Network = internet.Network() };
        setup.Options.AllowedDevelopmentHosts.Add($"dev.test:{server.Port}");
        setup.Options.IdleTimeout = TimeSpan.FromMilliseconds(500);

        await setup.AssertEndsAsync(new Uri(template.Replace("{0}", $"{server.Port}", StringComparison.Ordinal)), code, word);

        Assert.All(internet.Connected, endPoint => Assert.Equal(server.Port, endPoint.Port));
    }

    [Fact]
    public async Task The_callers_cancellation_while_waiting_for_headers_stays_one()
    {
        var asked = new TaskCompletionSource();
        await using var server = new ScriptedHttpServer(exchange =>
        {
            asked.SetResult();
            return exchange.StallAsync();
        });
        var setup = FetchSetup.For(server);
        using var caller = new CancellationTokenSource();

        var opening = setup.OpenAsync(server.Uri(), cancellationToken: caller.Token);
        await asked.Task;
        await caller.CancelAsync();

        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
        Assert.Equal(caller.Token, cancelled.CancellationToken);
        Assert.DoesNotContain(setup.Log.Lines, line => line.Contains("host 127", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_callers_cancellation_while_connecting_ends_the_attempt()
    {
        var attempt = new TaskCompletionSource<CancellationToken>();
        var internet = new PretendInternet
        {
            BeforeConnect = (_, cancellationToken) =>
            {
                attempt.SetResult(cancellationToken);
                return Task.Delay(Timeout.Infinite, cancellationToken);
            },
        }.Name("media.example", "93.184.216.34");
        var setup = new FetchSetup { Network = internet.Network() };
        using var caller = new CancellationTokenSource();

        var opening = setup.OpenAsync(new("https://media.example/"), cancellationToken: caller.Token);
        var attempted = await attempt.Task;
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
        Assert.True(attempted.IsCancellationRequested);
    }

    [Fact]
    public async Task The_callers_cancellation_of_a_read_stays_one_and_breaks_the_body()
    {
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n");
            await exchange.StallAsync();
        });
        await using var body = await FetchSetup.For(server).OpenAsync(server.Uri());
        using var caller = new CancellationTokenSource();
        var buffer = new byte[10];

        var reading = body.Content.ReadAsync(buffer, caller.Token).AsTask();
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        await Assert.ThrowsAsync<MediaRejectedException>(
            () => body.Content.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask());
    }

    [Fact]
    public async Task A_call_that_is_already_cancelled_connects_to_nothing()
    {
        await using var server = ScriptedHttpServer.Answering("");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => FetchSetup.For(server).OpenAsync(server.Uri(), cancellationToken: new CancellationToken(canceled: true)));

        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task The_content_is_read_forward_and_asynchronously_only()
    {
        await using var server = ScriptedHttpServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
        await using var body = await FetchSetup.For(server).OpenAsync(server.Uri());
        var content = body.Content;
        var buffer = new byte[5];

        Assert.True(content.CanRead);
        Assert.False(content.CanSeek);
        Assert.False(content.CanWrite);
        Assert.Throws<NotSupportedException>(() => content.ReadByte());
        Assert.Throws<NotSupportedException>(() => content.Read(buffer));
        Assert.Throws<NotSupportedException>(() => content.Read(buffer, 0, 1));
        Assert.Throws<NotSupportedException>(() => content.Length);
        Assert.Throws<NotSupportedException>(() => content.Position);
        Assert.Equal(5, await content.ReadAtLeastAsync(buffer, 5, cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Disposing_the_body_closes_the_connection()
    {
        var closed = new TaskCompletionSource();
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello");
            try
            {
                Assert.Equal(0, await exchange.Stream.ReadAsync(new byte[1], exchange.Stopped));
            }
            finally
            {
                closed.SetResult();
            }
        });

        var body = await FetchSetup.For(server).OpenAsync(server.Uri());
        Assert.False(closed.Task.IsCompleted);
        await body.DisposeAsync();

        await closed.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<ObjectDisposedException>(
            () => body.Content.ReadAsync(new byte[1], TestContext.Current.CancellationToken).AsTask());
    }

    [Fact]
    public async Task A_refusal_leaves_no_connection_open()
    {
        var closed = new TaskCompletionSource();
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\nhello");
            try
            {
                Assert.Equal(0, await exchange.Stream.ReadAsync(new byte[1], exchange.Stopped));
            }
            finally
            {
                closed.SetResult();
            }
        });

        await FetchSetup.For(server).AssertEndsAsync(server.Uri(), RejectionCode.TooLarge, "too_large");

        await closed.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Arguments_that_are_mistakes_are_argument_errors()
    {
        var setup = new FetchSetup();

        await Assert.ThrowsAsync<ArgumentNullException>(() => setup.OpenAsync(null!));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => setup.OpenAsync(new("https://media.example/"), maxBytes: -1));
    }
}
