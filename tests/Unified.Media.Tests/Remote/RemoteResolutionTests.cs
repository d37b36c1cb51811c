using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;

namespace Unified.Media.Tests;

public sealed class RemoteResolutionTests
{
    private const string Public = "93.184.216.34";

    private static readonly Uri Source = new("https://media.example/a.png");

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("93.184.216.34 127.0.0.1")]
    [InlineData("127.0.0.1 93.184.216.34")]
    [InlineData("93.184.216.34 10.0.0.1 8.8.8.8")]
    [InlineData("2606:4700::6810:84e5 ::1")]
    [InlineData("93.184.216.34 ::ffff:127.0.0.1")]
    [InlineData("93.184.216.34 fe80::1%1")]
    [InlineData("93.184.216.34 2606:4700::6810:84e5 64:ff9b::7f00:1")]
    [InlineData("8.8.8.8 8.8.4.4 1.1.1.1 1.0.0.1 93.184.216.34 192.168.0.1")]
    public async Task An_answer_with_any_address_that_is_not_public_is_refused_whole(string answer)
    {
        var internet = new PretendInternet().Name("media.example", answer);
        var setup = new FetchSetup { Network = internet.Network() };

        await setup.AssertEndsAsync(Source, RejectionCode.RemoteRefused, "address_not_public");

        Assert.Empty(internet.Connected);
    }

    [Fact]
    public async Task A_host_is_resolved_once_and_connected_to_at_that_address()
    {
        var internet = new PretendInternet().Name("media.example", Public, "127.0.0.1");
        var setup = new FetchSetup { Network = internet.Network() };

        await setup.AssertEndsAsync(Source, RejectionCode.RemoteUnavailable, "unreachable");

        Assert.Equal(["media.example"], internet.Resolved);
        Assert.Equal([new IPEndPoint(IPAddress.Parse(Public), 443)], internet.Connected);
    }

    [Fact]
    public async Task A_name_that_turns_private_between_two_fetches_is_refused()
    {
        var internet = new PretendInternet().Name("media.example", Public, "127.0.0.1");
        var setup = new FetchSetup { Network = internet.Network() };

        await setup.AssertEndsAsync(Source, RejectionCode.RemoteUnavailable, "unreachable");
        await setup.AssertEndsAsync(Source, RejectionCode.RemoteRefused, "address_not_public");

        Assert.Single(internet.Connected);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.1")]
    [InlineData("8.8.8.8")]
    [InlineData("::ffff:93.184.216.34")]
    public async Task A_connection_that_ends_elsewhere_is_refused_before_a_byte_is_sent(string peer)
    {
        await using var server = ScriptedHttpServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        var internet = new PretendInternet().Name("media.example", Public).Server(Public, server, peer);
        var setup = new FetchSetup { Network = internet.Network() };

        await setup.AssertEndsAsync(Source, RejectionCode.RemoteRefused, "peer_changed");

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Missing_and_private_names_return_the_same_error()
    {
        var internet = new PretendInternet().Name("private.example", "10.0.0.1").Name("empty.example", "");
        var setup = new FetchSetup { Network = internet.Network() };

        var existing = await setup.AssertEndsAsync(new("https://private.example/"), RejectionCode.RemoteRefused, "address_not_public");
        var missing = await setup.AssertEndsAsync(new("https://missing.example/"), RejectionCode.RemoteRefused, "no_address");
        var empty = await setup.AssertEndsAsync(new("https://empty.example/"), RejectionCode.RemoteRefused, "no_address");

        Assert.All([missing, empty], other => Assert.Equal((existing.Message, existing.IsTransient), (other.Message, other.IsTransient)));
    }

    [Fact]
    public async Task A_resolver_that_fails_makes_the_source_unavailable()
    {
        var network = RemoteNetwork.Default with { ResolveAsync = (_, _) => throw new SocketException((int)SocketError.TryAgain) };
        var setup = new FetchSetup { Network = network };

        var rejected = await setup.AssertEndsAsync(Source, RejectionCode.RemoteUnavailable, "resolver");

        Assert.True(rejected.IsTransient);
    }

    [Fact]
    public async Task Connection_tries_the_next_address_at_most_four_times()
    {
        var internet = new PretendInternet().Name("media.example", "8.8.8.8 8.8.4.4 1.1.1.1 1.0.0.1 93.184.216.34");
        var setup = new FetchSetup { Network = internet.Network() };

        await setup.AssertEndsAsync(Source, RejectionCode.RemoteUnavailable, "unreachable");

        Assert.Equal(["8.8.8.8", "8.8.4.4", "1.1.1.1", "1.0.0.1"], internet.Connected.Select(endPoint => endPoint.Address.ToString()));
    }

    [Fact]
    public async Task An_address_that_never_answers_leaves_time_for_the_next()
    {
        await using var server = ScriptedHttpServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        var time = new FakeTimeProvider();
        var hanging = new TaskCompletionSource();
        var internet = new PretendInternet
        {
            BeforeConnect = async (endPoint, cancellationToken) =>
            {
                if (endPoint.Address.ToString() == "::1")
                {
                    hanging.SetResult();
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                }
            },
        }.Name("dual.test", "::1 127.0.0.1").Server("127.0.0.1", server);
        var setup = new FetchSetup { Network = internet.Network(), Time = time };
        setup.Options.AllowedDevelopmentHosts.Add($"dual.test:{server.Port}");

        var reading = setup.ReadAsync(new Uri($"http://dual.test:{server.Port}/"));
        await hanging.Task;
        time.Advance(setup.Options.ConnectTimeout / 2);

        Assert.Equal("ok", await reading);
    }

    [Fact]
    public async Task A_connect_that_hangs_is_cut_at_its_limit()
    {
        var time = new FakeTimeProvider();
        var hanging = new TaskCompletionSource();
        var internet = new PretendInternet
        {
            BeforeConnect = (_, cancellationToken) =>
            {
                hanging.SetResult();
                return Task.Delay(Timeout.Infinite, cancellationToken);
            },
        }.Name("media.example", Public);
        var setup = new FetchSetup { Network = internet.Network(), Time = time };

        var reading = setup.ReadAsync(Source);
        await hanging.Task;
        time.Advance(setup.Options.ConnectTimeout);

        var rejected = await Assert.ThrowsAsync<MediaRejectedException>(() => reading);
        Assert.Equal(RejectionCode.RemoteUnavailable, Assert.Single(rejected.Reasons).Code);
    }

    [Fact]
    public async Task A_lookup_that_hangs_is_cut_at_the_connect_limit()
    {
        var time = new FakeTimeProvider();
        var hanging = new TaskCompletionSource();
        var network = RemoteNetwork.Default with
        {
            ResolveAsync = async (_, cancellationToken) =>
            {
                hanging.SetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return [];
            },
        };
        var setup = new FetchSetup { Network = network, Time = time };

        var reading = setup.ReadAsync(Source);
        await hanging.Task;
        time.Advance(setup.Options.ConnectTimeout);

        var rejected = await Assert.ThrowsAsync<MediaRejectedException>(() => reading);
        setup.AssertEnded(rejected, RejectionCode.RemoteUnavailable, "idle_time");
    }

    [Fact]
    public async Task A_development_host_is_allowed_at_its_port_only()
    {
        await using var allowed = ScriptedHttpServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        await using var other = ScriptedHttpServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nno");
        var setup = FetchSetup.For(allowed);

        Assert.Equal("ok", await setup.ReadAsync(allowed.Uri()));
        await setup.AssertEndsAsync(other.Uri(), RejectionCode.RemoteRefused, "scheme");
        await setup.AssertEndsAsync(new($"http://localhost:{allowed.Port}/"), RejectionCode.RemoteRefused, "scheme");
        await setup.AssertEndsAsync(new("https://127.0.0.1/"), RejectionCode.RemoteRefused, "address_not_public");

        Assert.Equal(0, other.Connections);
        Assert.Contains("Warning: Remote content may be fetched from 1 development host(s). Not for production.", setup.Log.Lines);
    }
}
