using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Unified.Media.TestStorage;

namespace Unified.Media.Supabase.Tests.Server;

/// <summary>Resumable uploads to the local server with faults and concurrent requests, which transcripts cannot show.</summary>
public sealed class ServerResumableTests : IAsyncLifetime
{
    private static readonly byte[] Content = RandomNumberGenerator.GetBytes(3_000_000);

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly HttpClient _http = new();
    private StorageServer _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var options = new StorageServerOptions { Time = _time, ResumableLifetime = TimeSpan.FromHours(1) };
        _server = await StorageServer.StartAsync(options, Cancellation);
        _server.AddBucket("b");
        _http.BaseAddress = _server.Url;
        _http.DefaultRequestHeaders.Add("Authorization", "Bearer " + _server.ServiceKey);
        _http.DefaultRequestHeaders.Add("Tus-Resumable", "1.0.0");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(262_144)]
    [InlineData(1_000_001)]
    [InlineData(2_999_999)]
    public async Task Broken_chunk_keeps_the_received_bytes_and_can_be_continued(int cut)
    {
        var upload = await CreateAsync(Content.Length);
        _server.Faults.Plan(InjectedFault.CutBody(cut), method: "PATCH");
        await Assert.ThrowsAsync<HttpRequestException>(() => PatchAsync(upload, 0, Content));

        var offset = await OffsetAsync(upload);
        Assert.Equal(cut, offset);
        using var rest = await PatchAsync(upload, offset, Content[offset..]);
        Assert.Equal(HttpStatusCode.NoContent, rest.StatusCode);
        Assert.Equal(Content, await _server.ReadAsync("b", "r", Cancellation));
        Assert.Equal(0, _server.UnfinishedUploads);
    }

    [Fact]
    public async Task Offset_request_ends_a_stalled_chunk()
    {
        var upload = await CreateAsync(Content.Length);
        var stall = InjectedFault.StallBody(500_000);
        _server.Faults.Plan(stall, method: "PATCH");
        var standing = PatchAsync(upload, 0, Content);
        await stall.Reached.WaitAsync(Cancellation);
        Assert.Equal(500_000, await OffsetAsync(upload));
        using var stopped = await standing;
        Assert.Equal(HttpStatusCode.NoContent, stopped.StatusCode);
        Assert.Equal("500000", stopped.Headers.GetValues("Upload-Offset").Single());
    }

    [Fact]
    public async Task Expired_upload_is_gone()
    {
        var upload = await CreateAsync(Content.Length);
        _time.Advance(TimeSpan.FromMinutes(61));
        using var response = await PatchAsync(upload, 0, Content);
        Assert.Equal(HttpStatusCode.Gone, response.StatusCode);
        Assert.Empty(_server.Keys("b"));
    }

    private async Task<Uri> CreateAsync(long length)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/upload/resumable");
        request.Headers.Add("Upload-Length", length.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("Upload-Metadata", $"bucketName {Encoded("b")},objectName {Encoded("r")}");
        using var response = await _http.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.True(response.Headers.Contains("Upload-Expires"));
        return response.Headers.Location!;
    }

    private async Task<HttpResponseMessage> PatchAsync(Uri upload, int offset, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, upload) { Content = new ByteArrayContent(body) };
        request.Headers.Add("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
        return await _http.SendAsync(request, Cancellation);
    }

    private async Task<int> OffsetAsync(Uri upload)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, upload);
        using var response = await _http.SendAsync(request, Cancellation);
        return int.Parse(response.Headers.GetValues("Upload-Offset").Single(), CultureInfo.InvariantCulture);
    }

    private static string Encoded(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
