namespace Unified.Media.Tests;

public sealed class RemoteResponseTests
{
    [Theory]
    [InlineData("Content-Length: 5\r\n\r\nhello", "hello", 5L)]
    [InlineData("content-length:5\r\n\r\nhello", "hello", 5L)]
    [InlineData("Content-Length: 005\r\n\r\nhello", "hello", 5L)]
    [InlineData("Content-Length: 0\r\n\r\n", "", 0L)]
    [InlineData("Content-Encoding: identity\r\nContent-Length: 5\r\n\r\nhello", "hello", 5L)]
    [InlineData("Content-Length: 5\r\n\r\nhello and more than was declared", "hello", 5L)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "hello", null)]
    [InlineData("Transfer-Encoding: Chunked\r\n\r\n2\r\nhe\r\n3;extension\r\nllo\r\n0\r\nTrailer: x\r\n\r\n", "hello", null)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "", null)]
    public async Task A_whole_body_is_read_with_its_length(string answer, string content, long? length)
    {
        await using var server = ScriptedHttpServer.Answering("HTTP/1.1 200 OK\r\n" + answer);
        var setup = FetchSetup.For(server);

        await using var body = await setup.OpenAsync(server.Uri());

        Assert.Equal(length, body.Length);
        Assert.Equal(content, await new StreamReader(body.Content).ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("Content-Length: 99999999999999999999\r\n\r\nhello", "content_length")]
    [InlineData("Content-Length: 9223372036854775808\r\n\r\nhello", "content_length")]
    [InlineData("Content-Length: -1\r\n\r\nhello", "content_length")]
    [InlineData("Content-Length: +5\r\n\r\nhello", "content_length")]
    [InlineData("Content-Length: 5.0\r\n\r\nhello", "content_length")]
    [InlineData("Content-Length: 0x5\r\n\r\nhello", "content_length")]
    [InlineData("Content-Length: 5e0\r\n\r\nhello", "content_length")]
    [InlineData("Content-Length: 1,000\r\n\r\nhello", "content_length")]
    [InlineData("Content-Length: five\r\n\r\nhello", "content_length")]
    [InlineData("Content-Length: \r\n\r\nhello", "content_length")]
    [InlineData("Content-Length: 5, 5\r\n\r\nhello", "content_length")]
    [InlineData("Content-Length: 5 5\r\n\r\nhello", "content_length")]
    [InlineData("Content-Length: 3\r\nContent-Length: 500\r\n\r\nhello", "content_length")]
    [InlineData("Content-Length: 500\r\nContent-Length: 3\r\n\r\nhello", "content_length")]
    [InlineData("Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello", "content_length")]
    [InlineData("Content-Length: 5\r\ncontent-length: 5\r\n\r\nhello", "content_length")]
    [InlineData("\r\nhello", "no_length")]
    [InlineData("Connection: close\r\n\r\nhello", "no_length")]
    [InlineData("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "transfer_encoding")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "transfer_encoding")]
    [InlineData("Transfer-Encoding: gzip, chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "transfer_encoding")]
    [InlineData("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "transfer_encoding")]
    [InlineData("Transfer-Encoding: chunked, chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "transfer_encoding")]
    [InlineData("Transfer-Encoding: identity\r\n\r\nhello", "transfer_encoding")]
    [InlineData("Transfer-Encoding: xchunked\r\n\r\nhello", "transfer_encoding")]
    [InlineData("Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello", "content_encoding")]
    [InlineData("Content-Encoding: br\r\nContent-Length: 5\r\n\r\nhello", "content_encoding")]
    [InlineData("Content-Encoding: deflate\r\nContent-Length: 5\r\n\r\nhello", "content_encoding")]
    [InlineData("Content-Encoding: identity, gzip\r\nContent-Length: 5\r\n\r\nhello", "content_encoding")]
    [InlineData("Content-Encoding: identity\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello", "content_encoding")]
    [InlineData("Content-Encoding: \r\nContent-Length: 5\r\n\r\nhello", "content_encoding")]
    [InlineData("No colon here\r\n\r\n", "bad_http")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n", "bad_http")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n", "bad_http")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nhello\r\n0\r\n\r\n", "bad_http")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\nhello, longer\r\n0\r\n\r\n", "bad_http")]
    public async Task An_answer_that_is_not_one_plain_whole_body_is_refused(string answer, string word)
    {
        await using var server = ScriptedHttpServer.Answering("HTTP/1.1 200 OK\r\n" + answer);

        await FetchSetup.For(server).AssertEndsAsync(server.Uri(), RejectionCode.RemoteRefused, word);
    }

    [Theory]
    [InlineData("Content-Length: 500\r\n\r\nhello")]
    [InlineData("Content-Length: 6\r\n\r\nhello")]
    [InlineData("Content-Length: 1\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n500\r\nhello")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n")]
    public async Task A_body_that_ends_early_makes_the_source_unavailable(string answer)
    {
        await using var server = ScriptedHttpServer.Answering("HTTP/1.1 200 OK\r\n" + answer);

        var rejected = await FetchSetup.For(server).AssertEndsAsync(server.Uri(), RejectionCode.RemoteUnavailable, "ended_early");

        Assert.True(rejected.IsTransient);
    }

    [Fact]
    public async Task A_body_that_broke_never_reports_its_end()
    {
        await using var server = ScriptedHttpServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello");
        await using var body = await FetchSetup.For(server).OpenAsync(server.Uri());
        var buffer = new byte[100];

        await body.Content.ReadExactlyAsync(buffer.AsMemory(0, 5), TestContext.Current.CancellationToken);

        for (var read = 0; read < 3; read++)
        {
            await Assert.ThrowsAsync<MediaRejectedException>(
                () => body.Content.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask());
        }
    }

    [Theory]
    [InlineData(201, "status", false)]
    [InlineData(203, "status", false)]
    [InlineData(204, "status", false)]
    [InlineData(206, "status", false)]
    [InlineData(400, "status", false)]
    [InlineData(401, "status", false)]
    [InlineData(403, "status", false)]
    [InlineData(404, "status", false)]
    [InlineData(407, "status", false)]
    [InlineData(410, "status", false)]
    [InlineData(408, "server_busy", true)]
    [InlineData(429, "server_busy", true)]
    [InlineData(500, "server_busy", true)]
    [InlineData(503, "server_busy", true)]
    public async Task Only_status_200_is_content(int status, string word, bool isTransient)
    {
        await using var server = ScriptedHttpServer.Answering($"HTTP/1.1 {status} Some\r\nContent-Length: 0\r\n\r\n");

        var rejected = await FetchSetup.For(server).AssertEndsAsync(server.Uri(), RejectionCode.RemoteUnavailable, word);

        Assert.Equal(isTransient, rejected.IsTransient);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    public async Task No_answer_makes_the_source_unavailable(string answer)
    {
        await using var server = ScriptedHttpServer.Answering(answer);

        await FetchSetup.For(server).AssertEndsAsync(server.Uri(), RejectionCode.RemoteUnavailable, "unreachable");
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n\r\n")]
    [InlineData("220 mail.internal ESMTP\r\n\r\n")]
    [InlineData("-ERR unknown command\r\n\r\n")]
    [InlineData("HTTP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n")]
    public async Task What_is_not_HTTP_is_refused(string answer)
    {
        await using var server = ScriptedHttpServer.Answering(answer);

        await FetchSetup.For(server).AssertEndsAsync(server.Uri(), RejectionCode.RemoteRefused, "bad_http");
    }
}
