using Microsoft.Extensions.Time.Testing;
using Unified.Media.Drivers;

namespace Unified.Media.Supabase.Tests;

/// <summary>
/// What an older client for the same service does wrong, one test a finding: each shows that this one does not. Findings about database rows
/// and sessions have nothing to compare with here; mixed-up users are in <see cref="TokenIsolationTests"/>, broken names in
/// <see cref="KeyTests"/>, other contents' sessions in <see cref="ResumableSessionTests"/>, memory in <see cref="StreamingMemoryTests"/>.
/// </summary>
public sealed class ClientDefectTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ends_a_download_where_the_object_ends()
    {
        await using var host = new SupabaseHost();
        var bucket = host.Client.From(StorageUnderTest.Bucket);
        var key = Bytes.NewKey();
        await bucket.UploadAsync(key, new MemoryStream("0123456789"u8.ToArray()), cancellationToken: Cancel);
        await bucket.UploadAsync(key, new MemoryStream("tiny"u8.ToArray()), new() { Overwrite = true }, Cancel);

        Assert.Equal("tiny"u8.ToArray(), await bucket.ReadAllAsync(key, Cancel));
    }

    [Fact]
    public async Task Takes_a_token_everywhere_and_heeds_it()
    {
        await using var host = new StubHost(new StubServer(async (_, _, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return StubServer.Ok();
        }));
        var bucket = host.Client.From("bucket");
        var right = new SupabaseSignedUpload { Location = StubHost.Location, Token = "t", Url = new("http://storage.invalid/x?token=t") };
        Func<CancellationToken, Task>[] calls =
        [
            token => bucket.UploadAsync("a", new MemoryStream(new byte[10]), cancellationToken: token),
            token => bucket.UploadSignedAsync(right, new MemoryStream(new byte[10]), cancellationToken: token),
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
    public async Task Tells_progress_in_bytes_and_in_order()
    {
        await using var host = new SupabaseHost();
        var told = new List<MediaProgress>();

        await host.Client.From(StorageUnderTest.Bucket).UploadAsync(
            Bytes.NewKey(), new MemoryStream(new byte[1_000_000]), new() { Progress = new Recorder(told) }, Cancel);

        Assert.Equal(told.OrderBy(progress => progress.BytesSent), told);
        Assert.Equal(new MediaProgress(1_000_000, 1_000_000), told[^1]);
        Assert.True(told.Count is > 2 and < 10, $"{told.Count}");
    }

    [Fact]
    public async Task Keeps_to_the_timeouts_of_its_own_options()
    {
        var time = new FakeTimeProvider();
        using var asked = new SemaphoreSlim(0);
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        StubServer Silent() => new(async (_, _, token) =>
        {
            asked.Release();
            await answer.Task.WaitAsync(token);
            return StubServer.Ok("""{"size":1}""");
        });
        await using var impatient = new StubHost(
            Silent(), options => (options.StallTimeout, options.MaxRetries) = (TimeSpan.FromSeconds(1), 0), time);
        await using var patient = new StubHost(Silent(), time: time);

        var found = patient.Store.HeadAsync(StubHost.Location, Cancel);
        var lost = impatient.Store.HeadAsync(StubHost.Location, Cancel);
        await asked.WaitAsync(Cancel);
        await asked.WaitAsync(Cancel);
        time.Advance(TimeSpan.FromSeconds(3));

        await Assert.ThrowsAsync<MediaProviderException>(() => lost);
        Assert.False(found.IsCompleted);
        answer.SetResult();
        Assert.NotNull(await found);
    }

    [Fact]
    public async Task Sends_nothing_of_one_call_with_the_next()
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
        Assert.Equal(("no-store", "private, max-age=3600"), (seen[0].CacheControl, string.Join(", ", seen[1].CacheControl.Split(", ").OrderDescending())));
    }

    [Fact]
    public async Task Says_that_an_upload_replaces_in_the_one_spelling_that_the_server_knows()
    {
        var said = "";
        await using var host = new StubHost(new StubServer((request, _) =>
        {
            said = request.Headers.GetValues("x-upsert").Single();
            return StubServer.Ok();
        }));

        await host.PutAsync(mode: PutMode.Overwrite);

        Assert.Equal("true", said);
    }

    [Fact]
    public async Task Needs_one_connection_for_many_calls_in_a_row()
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
    public async Task Opens_no_more_connections_than_it_may()
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
    public async Task Knows_objects_of_more_than_two_gigabytes()
    {
        await using var host = new StubHost(new StubServer((_, _) => StubServer.Ok("""{"size":5368709120}""")));

        Assert.Equal(5_368_709_120, (await host.Store.HeadAsync(StubHost.Location, Cancel))!.SizeBytes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300_000)]
    [InlineData(1_000_000)]
    public async Task Says_the_length_of_every_upload_and_sends_none_in_chunks(int length)
    {
        long? said = null;
        bool? chunked = null;
        await using var host = new StubHost(new StubServer(async (request, _, token) =>
        {
            (said, chunked) = (request.Content!.Headers.ContentLength, request.Headers.TransferEncodingChunked);
            await request.Content.CopyToAsync(Stream.Null, token);
            return StubServer.Ok();
        }));

        await host.PutAsync(length);

        Assert.Equal(length, said);
        Assert.NotEqual(true, chunked);
    }

    [Fact]
    public async Task Leaves_the_content_type_as_it_was_given_whatever_the_name_says()
    {
        await using var host = new SupabaseHost();
        var bucket = host.Client.From(StorageUnderTest.Bucket);
        var key = Bytes.NewKey("a.png");

        await bucket.UploadAsync(key, new MemoryStream(new byte[1]), new() { ContentType = "video/mp4" }, Cancel);

        Assert.Equal("video/mp4", (await bucket.FindAsync(key, Cancel))!.Stored.ContentType);
    }

    [Fact]
    public async Task Signs_the_others_when_one_object_is_not_there()
    {
        await using var host = new SupabaseHost();
        var bucket = host.Client.From(StorageUnderTest.Bucket);
        var (here, absent) = (Bytes.NewKey(), Bytes.NewKey());
        await bucket.UploadAsync(here, new MemoryStream(new byte[1]), cancellationToken: Cancel);

        var signed = await bucket.SignReadUrlsAsync([absent, here], TimeSpan.FromMinutes(5), Cancel);

        Assert.Equal([(absent, false), (here, true)], signed.Select(item => (item.Key, item.Url is not null)));
    }

    [Fact]
    public async Task Asks_of_a_picture_only_what_was_asked_of_it()
    {
        await using var host = new StubHost(new StubServer((_, _) => StubServer.Ok()));
        var bucket = host.Client.From("bucket");

        Assert.Equal("http://storage.invalid/object/public/bucket/a%20b.png", bucket.GetPublicUrl("a b.png").AbsoluteUri);
        Assert.Equal(
            "http://storage.invalid/render/image/public/bucket/a.png?width=10",
            bucket.GetPublicUrl("a.png", new() { Width = 10 }).AbsoluteUri);
        Assert.Equal(
            "http://storage.invalid/render/image/public/bucket/a.png?width=10&height=20&resize=contain&quality=50&format=origin",
            bucket.GetPublicUrl("a.png", new() { Width = 10, Height = 20, Resize = SupabaseResizeMode.Contain, Quality = 50, KeepFormat = true }).AbsoluteUri);
        Assert.Throws<ArgumentOutOfRangeException>(() => bucket.GetPublicUrl("a.png", new() { Quality = 19 }));
    }

    [Fact]
    public async Task Copies_and_moves_and_says_what_is_in_the_way()
    {
        await using var host = new SupabaseHost();
        var bucket = host.Client.From(StorageUnderTest.Bucket);
        var (a, b, c) = (Bytes.NewKey(), Bytes.NewKey(), Bytes.NewKey());
        await bucket.UploadAsync(a, new MemoryStream("a"u8.ToArray()), new() { Metadata = new() { ["who"] = "ann" }, ContentType = "image/png" }, Cancel);

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

    private sealed class Recorder(List<MediaProgress> told) : IProgress<MediaProgress>
    {
        public void Report(MediaProgress value) => told.Add(value);
    }
}
