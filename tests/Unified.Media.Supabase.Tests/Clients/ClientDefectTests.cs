using Microsoft.Extensions.Time.Testing;
using Unified.Media.Drivers;

namespace Unified.Media.Supabase.Tests;

/// <summary>
/// Shows that this client does not have the defects of another client for the same service, with one test per defect. Related tests are in
/// <see cref="TokenIsolationTests"/> (tokens of other users), <see cref="KeyTests"/> (invalid names), <see cref="ResumableSessionTests"/>
/// (sessions of other content) and <see cref="StreamingMemoryTests"/> (memory).
/// </summary>
public sealed class ClientDefectTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Download_ends_at_the_end_of_the_object()
    {
        await using var host = new SupabaseHost();
        var bucket = host.Client.From(StorageUnderTest.Bucket);
        var key = Bytes.NewKey();
        await bucket.UploadAsync(key, new MemoryStream("0123456789"u8.ToArray()), cancellationToken: Cancel);
        await bucket.UploadAsync(key, new MemoryStream("tiny"u8.ToArray()), new() { Overwrite = true }, Cancel);

        Assert.Equal("tiny"u8.ToArray(), await bucket.ReadAllAsync(key, Cancel));
    }

    [Fact]
    public async Task Every_call_can_be_cancelled()
    {
        await using var host = new StubHost(new StubServer(async (_, _, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return StubServer.Ok();
        }));
        var bucket = host.Client.From("bucket");
        var signedUpload = new SupabaseSignedUpload { Location = StubHost.Location, Token = "t", Url = new("http://storage.invalid/x?token=t") };
        Func<CancellationToken, Task>[] calls =
        [
            token => bucket.UploadAsync("a", new MemoryStream(new byte[10]), cancellationToken: token),
            token => bucket.UploadSignedAsync(signedUpload, new MemoryStream(new byte[10]), cancellationToken: token),
            token => bucket.FindAsync("a", token),
            token => bucket.ExistsAsync("a", token),
            token => bucket.OpenReadAsync("a", cancellationToken: token),
            token => bucket.DeleteAsync("a", token),
            token => bucket.DeleteManyAsync(["a", "b"], token),
            token => bucket.MoveAsync("a", "b", cancellationToken: token),
            token => bucket.CopyAsync("a", "b", cancellationToken: token),
            token => bucket.SignReadUrlAsync("a", TimeSpan.FromMinutes(1), cancellationToken: token),
            token => bucket.SignReadUrlsAsync(["a"], TimeSpan.FromMinutes(1), token),
            token => bucket.SignUploadAsync("a", cancellationToken: token),
            async token => await bucket.ListAsync("a", token).GetAsyncEnumerator(token).MoveNextAsync(),
            token => host.Client.FindBucketAsync("a", token),
            token => host.Client.EnsureBucketsAsync(token),
        ];

        foreach (var call in calls)
        {
            using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call(source.Token));
        }
    }

    [Fact]
    public async Task Progress_is_reported_in_bytes_and_in_order()
    {
        await using var host = new SupabaseHost();
        var reports = new List<MediaProgress>();

        await host.Client.From(StorageUnderTest.Bucket).UploadAsync(
            Bytes.NewKey(), new MemoryStream(new byte[1_000_000]), new() { Progress = new Recorder(reports) }, Cancel);

        Assert.Equal(reports.OrderBy(progress => progress.BytesSent), reports);
        Assert.Equal(new MediaProgress(1_000_000, 1_000_000), reports[^1]);
        Assert.True(reports.Count is > 2 and < 10, $"{reports.Count}");
    }

    [Fact]
    public async Task Clients_use_the_timeouts_of_their_own_options()
    {
        var time = new FakeTimeProvider();
        using var received = new SemaphoreSlim(0);
        var respond = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        StubServer Silent() => new(async (_, _, token) =>
        {
            received.Release();
            await respond.Task.WaitAsync(token);
            return StubServer.Ok("""{"size":1}""");
        });
        await using var impatient = new StubHost(
            Silent(), options => (options.StallTimeout, options.MaxRetries) = (TimeSpan.FromSeconds(1), 0), time);
        await using var patient = new StubHost(Silent(), time: time);

        var found = patient.Store.HeadAsync(StubHost.Location, Cancel);
        var lost = impatient.Store.HeadAsync(StubHost.Location, Cancel);
        await received.WaitAsync(Cancel);
        await received.WaitAsync(Cancel);
        time.Advance(TimeSpan.FromSeconds(3));

        await Assert.ThrowsAsync<MediaProviderException>(() => lost);
        Assert.False(found.IsCompleted);
        respond.SetResult();
        Assert.NotNull(await found);
    }

    [Fact]
    public async Task Calls_share_no_headers()
    {
        var seen = new List<(bool Upsert, string Metadata, string CacheControl)>();
        await using var host = new StubHost(new StubServer((request, _) =>
        {
            var metadata = Convert.FromBase64String(request.Headers.GetValues("x-metadata").Single());
            seen.Add((request.Headers.Contains("x-upsert"), System.Text.Encoding.UTF8.GetString(metadata), request.Headers.CacheControl!.ToString()));
            return StubServer.Ok();
        }));
        var bucket = host.Client.From("bucket");

        await bucket.UploadAsync(
            "a", new MemoryStream(), new() { Overwrite = true, Metadata = new() { ["secret"] = 1 }, CacheControl = "no-store" }, Cancel);
        await bucket.UploadAsync("b", new MemoryStream(), cancellationToken: Cancel);

        Assert.True(seen[0].Upsert);
        Assert.Contains("secret", seen[0].Metadata, StringComparison.Ordinal);
        Assert.False(seen[1].Upsert);
        Assert.DoesNotContain("secret", seen[1].Metadata, StringComparison.Ordinal);
        Assert.Equal("no-store", seen[0].CacheControl);
        Assert.Equal("private, max-age=3600", string.Join(", ", seen[1].CacheControl.Split(", ").OrderDescending()));
    }

    [Fact]
    public async Task Overwriting_upload_sends_the_header_in_lower_case()
    {
        var header = "";
        await using var host = new StubHost(new StubServer((request, _) =>
        {
            header = request.Headers.GetValues("x-upsert").Single();
            return StubServer.Ok();
        }));

        await host.PutAsync(mode: PutMode.Overwrite);

        Assert.Equal("true", header);
    }

    [Fact]
    public async Task Sequential_calls_share_one_connection()
    {
        await using var proxy = new ConnectionCuttingProxy();
        await using var host = new SupabaseHost(options => options.StorageUrl = proxy.Url);

        for (var upload = 0; upload < 50; upload++)
        {
            await host.Client.From(StorageUnderTest.Bucket).UploadAsync(Bytes.NewKey(), new MemoryStream(new byte[10]), cancellationToken: Cancel);
        }

        Assert.InRange(proxy.Connections, 1, 3);
    }

    [Fact]
    public async Task Open_connections_do_not_exceed_the_maximum()
    {
        await using var proxy = new ConnectionCuttingProxy();
        await using var host = new SupabaseHost(options => (options.StorageUrl, options.MaxConnections) = (proxy.Url, 4));

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 60),
            new ParallelOptions { MaxDegreeOfParallelism = 30, CancellationToken = Cancel },
            async (_, token) => await host.Client.From(StorageUnderTest.Bucket).ExistsAsync("no.png", token));

        Assert.InRange(proxy.Connections, 1, 4);
    }

    [Fact]
    public async Task Sizes_above_two_gigabytes_are_supported()
    {
        await using var host = new StubHost(new StubServer((_, _) => StubServer.Ok("""{"size":5368709120}""")));

        Assert.Equal(5_368_709_120, (await host.Store.HeadAsync(StubHost.Location, Cancel))!.SizeBytes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300_000)]
    [InlineData(1_000_000)]
    public async Task Uploads_announce_their_length_without_chunked_transfer_encoding(int length)
    {
        long? announced = null;
        bool? chunked = null;
        await using var host = new StubHost(new StubServer(async (request, _, token) =>
        {
            (announced, chunked) = (request.Content!.Headers.ContentLength, request.Headers.TransferEncodingChunked);
            await request.Content.CopyToAsync(Stream.Null, token);
            return StubServer.Ok();
        }));

        await host.PutAsync(length);

        Assert.Equal(length, announced);
        Assert.NotEqual(true, chunked);
    }

    [Fact]
    public async Task Content_type_does_not_depend_on_the_key()
    {
        await using var host = new SupabaseHost();
        var bucket = host.Client.From(StorageUnderTest.Bucket);
        var key = Bytes.NewKey("a.png");

        await bucket.UploadAsync(key, new MemoryStream(new byte[1]), new() { ContentType = "video/mp4" }, Cancel);

        Assert.Equal("video/mp4", (await bucket.FindAsync(key, Cancel))!.Stored.ContentType);
    }

    [Fact]
    public async Task Missing_object_does_not_affect_other_signed_URLs()
    {
        await using var host = new SupabaseHost();
        var bucket = host.Client.From(StorageUnderTest.Bucket);
        var (here, absent) = (Bytes.NewKey(), Bytes.NewKey());
        await bucket.UploadAsync(here, new MemoryStream(new byte[1]), cancellationToken: Cancel);

        var signed = await bucket.SignReadUrlsAsync([absent, here], TimeSpan.FromMinutes(5), Cancel);

        Assert.Equal([(absent, false), (here, true)], signed.Select(item => (item.Key, item.Url is not null)));
    }

    [Fact]
    public async Task Transformed_image_has_the_requested_parameters_only()
    {
        await using var host = new StubHost(new StubServer((_, _) => StubServer.Ok()));
        var bucket = host.Client.From("bucket");

        Assert.Equal("http://storage.invalid/object/public/bucket/a%20b.png", bucket.GetPublicUrl("a b.png").AbsoluteUri);
        Assert.Equal(
            "http://storage.invalid/render/image/public/bucket/a.png?width=10",
            bucket.GetPublicUrl("a.png", new() { Width = 10 }).AbsoluteUri);
        var transform = new SupabaseImageTransform
        {
            Width = 10, Height = 20, Resize = SupabaseResizeMode.Contain, Quality = 50, KeepFormat = true,
        };
        Assert.Equal(
            "http://storage.invalid/render/image/public/bucket/a.png?width=10&height=20&resize=contain&quality=50&format=origin",
            bucket.GetPublicUrl("a.png", transform).AbsoluteUri);
        Assert.Throws<ArgumentOutOfRangeException>(() => bucket.GetPublicUrl("a.png", new() { Quality = 19 }));
    }

    [Fact]
    public async Task Copies_and_moves_report_missing_and_existing_objects()
    {
        await using var host = new SupabaseHost();
        var bucket = host.Client.From(StorageUnderTest.Bucket);
        var (a, b, c) = (Bytes.NewKey(), Bytes.NewKey(), Bytes.NewKey());
        await bucket.UploadAsync(
            a, new MemoryStream("a"u8.ToArray()), new() { Metadata = new() { ["who"] = "ann" }, ContentType = "image/png" }, Cancel);

        await bucket.CopyAsync(a, b, cancellationToken: Cancel);
        await bucket.MoveAsync(b, c, StorageUnderTest.OtherBucket, Cancel);

        Assert.False(await bucket.ExistsAsync(b, Cancel));
        var moved = await host.Client.From(StorageUnderTest.OtherBucket).FindAsync(c, Cancel);
        Assert.Equal(("image/png", "ann", 1), (moved!.Stored.ContentType, (string?)moved.Metadata!["who"], moved.Metadata.Count));
        Assert.Equal("private, max-age=3600", moved.CacheControl);
        await Assert.ThrowsAsync<MediaNotFoundException>(() => bucket.CopyAsync(b, a, cancellationToken: Cancel));
        await Assert.ThrowsAsync<MediaNotFoundException>(() => bucket.MoveAsync(b, c, cancellationToken: Cancel));
        await Assert.ThrowsAsync<MediaConflictException>(() => bucket.CopyAsync(a, c, StorageUnderTest.OtherBucket, cancellationToken: Cancel));
        await Assert.ThrowsAsync<MediaConflictException>(() => bucket.MoveAsync(a, c, StorageUnderTest.OtherBucket, Cancel));
        await bucket.CopyAsync(a, c, StorageUnderTest.OtherBucket, overwrite: true, Cancel);
    }

    private sealed class Recorder(List<MediaProgress> reports) : IProgress<MediaProgress>
    {
        public void Report(MediaProgress value) => reports.Add(value);
    }
}
