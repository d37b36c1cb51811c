using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace Unified.Media.Tests;

public sealed class RemoteLimitTests
{
    [Theory]
    [InlineData(999, true)]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    [InlineData(long.MaxValue, false)]
    public async Task A_declared_length_over_the_limit_is_refused_before_the_body(long length, bool allowed)
    {
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            await exchange.WriteAsync($"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n");
            if (!allowed)
            {
                await exchange.StallAsync();
            }

            await exchange.WriteAsync(new string('x', (int)length));
        });
        var setup = FetchSetup.For(server);

        if (allowed)
        {
            Assert.Equal(length, (await setup.ReadAsync(server.Uri())).Length);
        }
        else
        {
            await setup.AssertEndsAsync(server.Uri(), RejectionCode.TooLarge, "too_large");
        }
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    [InlineData(5000, false)]
    public async Task A_chunked_body_is_cut_at_the_limit(int length, bool allowed)
    {
        await using var server = ScriptedHttpServer.Answering(
            $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{length:x}\r\n{new string('x', length)}\r\n0\r\n\r\n");
        var setup = FetchSetup.For(server);

        if (allowed)
        {
            Assert.Equal(length, (await setup.ReadAsync(server.Uri())).Length);
        }
        else
        {
            await setup.AssertEndsAsync(server.Uri(), RejectionCode.TooLarge, "too_large");
        }
    }

    [Fact]
    public async Task Endless_body_is_cut_at_the_limit()
    {
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true)
            {
                await exchange.WriteAsync("7\r\nendless\r\n");
            }
        });
        await using var body = await FetchSetup.For(server).OpenAsync(server.Uri());
        var received = 0;

        var rejected = await Assert.ThrowsAsync<MediaRejectedException>(async () =>
        {
            var buffer = new byte[64];
            while (await body.Content.ReadAsync(buffer, TestContext.Current.CancellationToken) is var count and > 0)
            {
                received += count;
            }
        });

        Assert.Equal(RejectionCode.TooLarge, Assert.Single(rejected.Reasons).Code);
        Assert.InRange(received, 900, 1000);
    }

    [Fact]
    public async Task No_bytes_at_all_may_be_allowed()
    {
        await using var empty = ScriptedHttpServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        await using var one = ScriptedHttpServer.Answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n");
        var setup = FetchSetup.For(empty, one);

        Assert.Equal("", await setup.ReadAsync(empty.Uri(), maxBytes: 0));
        var rejected = await Assert.ThrowsAsync<MediaRejectedException>(() => setup.ReadAsync(one.Uri(), maxBytes: 0));
        Assert.Equal("The remote content has more than 0 bytes.", rejected.Message);
    }

    [Fact]
    public async Task A_server_that_sends_no_headers_is_cut_at_the_idle_limit()
    {
        var time = new FakeTimeProvider();
        var asked = new TaskCompletionSource();
        await using var server = new ScriptedHttpServer(exchange =>
        {
            asked.SetResult();
            return exchange.StallAsync();
        });
        var setup = new FetchSetup { Time = time };
        setup.Allow(server);
        setup.Options.ConnectTimeout = TimeSpan.FromSeconds(30);

        var reading = setup.ReadAsync(server.Uri());
        await asked.Task;
        time.Advance(setup.Options.IdleTimeout - TimeSpan.FromTicks(1));
        Assert.False(reading.IsCompleted);
        time.Advance(TimeSpan.FromTicks(1));

        var rejected = await Assert.ThrowsAsync<MediaRejectedException>(() => reading);
        setup.AssertEnded(rejected, RejectionCode.RemoteUnavailable, "idle_time");
        Assert.True(rejected.IsTransient);
    }

    [Theory]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n")]
    [InlineData("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")]
    public async Task Endless_informational_answers_are_cut(string answer)
    {
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            while (true)
            {
                await exchange.WriteAsync(answer);
            }
        });

        await FetchSetup.For(server).AssertEndsAsync(server.Uri(), RejectionCode.RemoteRefused, "bad_http");
    }

    [Fact]
    public async Task A_body_that_stalls_is_cut_at_the_idle_limit()
    {
        var time = new FakeTimeProvider();
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello");
            await exchange.StallAsync();
        });
        var setup = new FetchSetup { Time = time };
        setup.Allow(server);
        await using var body = await setup.OpenAsync(server.Uri());
        var buffer = new byte[100];
        await body.Content.ReadExactlyAsync(buffer.AsMemory(0, 5), TestContext.Current.CancellationToken);

        var reading = body.Content.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask();
        time.Advance(setup.Options.IdleTimeout);

        var rejected = await Assert.ThrowsAsync<MediaRejectedException>(() => reading);
        setup.AssertEnded(rejected, RejectionCode.RemoteUnavailable, "idle_time");
    }

    [Fact]
    public async Task A_body_that_drips_is_cut_at_the_total_limit()
    {
        var time = new FakeTimeProvider();
        var drops = new SemaphoreSlim(0);
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n");
            while (true)
            {
                await drops.WaitAsync(exchange.Stopped);
                await exchange.WriteAsync("x");
            }
        });
        var setup = new FetchSetup { Time = time };
        setup.Allow(server);
        await using var body = await setup.OpenAsync(server.Uri());
        var buffer = new byte[1];

        for (var second = 9; second < 60; second += 9)
        {
            var drop = body.Content.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask();
            time.Advance(TimeSpan.FromSeconds(9));
            drops.Release();
            Assert.Equal(1, await drop);
        }

        var last = body.Content.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask();
        time.Advance(TimeSpan.FromSeconds(6));
        var rejected = await Assert.ThrowsAsync<MediaRejectedException>(() => last);
        setup.AssertEnded(rejected, RejectionCode.RemoteUnavailable, "total_time");
    }

    [Fact]
    public async Task Pause_of_the_reader_counts_towards_the_total_timeout_only()
    {
        var time = new FakeTimeProvider();
        await using var server = ScriptedHttpServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
        var setup = new FetchSetup { Time = time };
        setup.Allow(server);
        await using var body = await setup.OpenAsync(server.Uri());
        var buffer = new byte[1];

        time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(1, await body.Content.ReadAsync(buffer, TestContext.Current.CancellationToken));
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(1, await body.Content.ReadAsync(buffer, TestContext.Current.CancellationToken));
        time.Advance(TimeSpan.FromSeconds(10));

        var rejected = await Assert.ThrowsAsync<MediaRejectedException>(
            () => body.Content.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask());
        setup.AssertEnded(rejected, RejectionCode.RemoteUnavailable, "total_time");
    }

    [Fact]
    public async Task The_hops_of_a_redirect_share_the_total_limit()
    {
        var time = new FakeTimeProvider();
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            time.Advance(TimeSpan.FromSeconds(7));
            await exchange.WriteAsync("HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n");
        });
        var setup = new FetchSetup { Time = time };
        setup.Allow(server);
        setup.Options.MaxRedirects = 10;

        await setup.AssertEndsAsync(server.Uri(), RejectionCode.RemoteUnavailable, "total_time");

        Assert.Equal(9, server.Connections);
    }

    [Fact]
    public async Task Real_time_limits_hold_too()
    {
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true)
            {
                await exchange.WriteAsync("1\r\nx\r\n");
                await Task.Delay(20, exchange.Stopped);
            }
        });
        var setup = FetchSetup.For(server);
        setup.Options.TotalTimeout = TimeSpan.FromMilliseconds(400);
        setup.Options.IdleTimeout = setup.Options.ConnectTimeout = TimeSpan.FromMilliseconds(300);

        await setup.AssertEndsAsync(server.Uri(), RejectionCode.RemoteUnavailable, "total_time");
    }

    [Fact]
    public async Task A_hundred_thousand_headers_are_cut()
    {
        var headers = new StringBuilder("HTTP/1.1 200 OK\r\n");
        for (var number = 0; number < 100_000; number++)
        {
            headers.Append(System.Globalization.CultureInfo.InvariantCulture, $"X-{number}: x\r\n");
        }

        await using var server = ScriptedHttpServer.Answering(headers.Append("Content-Length: 0\r\n\r\n").ToString());

        await FetchSetup.For(server).AssertEndsAsync(server.Uri(), RejectionCode.RemoteRefused, "bad_http");
    }

    [Fact]
    public async Task An_endless_header_is_cut()
    {
        await using var server = new ScriptedHttpServer(async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\nX: ");
            while (true)
            {
                await exchange.WriteAsync(new string('x', 4096));
            }
        });

        await FetchSetup.For(server).AssertEndsAsync(server.Uri(), RejectionCode.RemoteRefused, "bad_http");
    }
}
