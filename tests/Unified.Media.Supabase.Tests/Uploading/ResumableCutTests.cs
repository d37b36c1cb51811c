using Unified.Media.Drivers;

namespace Unified.Media.Supabase.Tests;

/// <summary>Uploads in chunks whose connections are cut at the boundaries of chunks and inside chunks.</summary>
public sealed class ResumableCutTests
{
    private const int Chunk = 256 * 1024;
    private const int Size = (5 * Chunk) + 12_345;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<int> CutPositions =>
    [
        // Numbers of bytes on one connection around every chunk boundary. Request headers shift the actual positions slightly.
        .. Enumerable.Range(0, 6).Select(chunk => chunk * Chunk)
            .SelectMany(start => (int[])[start + 1, start + 700, start + (Chunk / 2), start + Chunk - 1]),
        Size - 1,
        Size + 1_000,
    ];

    [Theory]
    [MemberData(nameof(CutPositions))]
    public async Task Interrupted_upload_is_stored_byte_for_byte(int after)
    {
        await using var proxy = new ConnectionCuttingProxy();
        proxy.PlanCut(afterSent: after);
        await AssertStoredAsync(proxy);
    }

    [Fact]
    public async Task Upload_survives_many_interruptions_between_progress()
    {
        await using var proxy = new ConnectionCuttingProxy();
        for (var cut = 0; cut < 8; cut++)
        {
            proxy.PlanCut(afterSent: 150_000 + (cut * 7_000));
        }

        await AssertStoredAsync(proxy);

        Assert.InRange(proxy.Cuts, 6, 8);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(400)]
    [InlineData(900)]
    public async Task Upload_asks_for_the_offset_when_a_response_is_lost(int after)
    {
        await using var proxy = new ConnectionCuttingProxy();
        proxy.PlanCut(afterReceived: after);

        await AssertStoredAsync(proxy);
    }

    [Fact]
    public async Task Upload_gives_up_a_stalled_connection()
    {
        await using var proxy = new ConnectionCuttingProxy();
        proxy.PlanCut(afterSent: 600_000, stall: true);

        await AssertStoredAsync(proxy);
    }

    [Fact]
    public async Task Paused_upload_sends_nothing_until_it_is_resumed()
    {
        await using var proxy = new ConnectionCuttingProxy();
        await using var host = NewHost(proxy);
        var bucket = host.Client.From(StorageUnderTest.Bucket);
        var pause = new SupabaseUploadPause();
        var key = Bytes.NewKey();
        var progress = new PauseAfter(pause, Size / 2);

        var upload = bucket.UploadAsync(key, new MemoryStream(Bytes.Of(Size)), new() { Pause = pause, Progress = progress }, Cancel);
        await progress.Paused.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        await proxy.ConnectionEndedAsync(Cancel);
        var (sent, connections) = (proxy.Sent, proxy.Connections);

        // This call takes long enough for a chunk of the paused upload to arrive, if one were sent.
        await host.Client.From(StorageUnderTest.OtherBucket).UploadAsync(
            Bytes.NewKey(), new MemoryStream(Bytes.Of(Chunk)), cancellationToken: Cancel);

        Assert.False(upload.IsCompleted);
        Assert.InRange(proxy.Sent - sent, Chunk, Chunk + 20_000);
        Assert.InRange(proxy.Connections - connections, 0, 1);
        Assert.True(pause.IsPaused);
        pause.Resume();
        await upload;
        Assert.Equal(Bytes.Of(Size), await bucket.ReadAllAsync(key, Cancel));
        Assert.InRange(proxy.Sent, Size + Chunk, Size + (3 * Chunk) + 40_000);
    }

    [Fact]
    public async Task Cancelled_upload_is_ended_at_the_server()
    {
        await using var host = NewHost(null);
        var sessions = new RecordingSessionStore();
        await using var recorded = NewHost(null, sessions);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var bucket = recorded.Client.From(StorageUnderTest.Bucket);
        var key = Bytes.NewKey();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bucket.UploadAsync(
            key, new MemoryStream(Bytes.Of(Size)), new() { Progress = new CancelAfter(source, Size / 2) }, source.Token));

        Assert.Empty(sessions.Saved);
        using var rawClient = new RawStorageClient();
        using var head = new HttpRequestMessage(HttpMethod.Head, $"upload/resumable/{sessions.LastId}");
        head.Headers.Add("Tus-Resumable", "1.0.0");
        using var response = await rawClient.Client.SendAsync(head, Cancel);
        Assert.False(response.IsSuccessStatusCode);
        Assert.False(await bucket.ExistsAsync(key, Cancel));
    }

    [Fact]
    public async Task Concurrent_uploads_to_one_key_store_one_of_them_whole()
    {
        await using var host = NewHost(null);
        var bucket = host.Client.From(StorageUnderTest.Bucket);
        var key = Bytes.NewKey();

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 2).Select(seed => Record.ExceptionAsync(
            () => bucket.UploadAsync(key, new MemoryStream(Bytes.Of(Size, seed)), cancellationToken: Cancel)).AsTask()));

        Assert.Contains(outcomes, outcome => outcome is null);
        Assert.All(outcomes, outcome => Assert.True(outcome is null or MediaConflictException, outcome?.ToString()));
        var stored = await bucket.ReadAllAsync(key, Cancel);
        Assert.Contains(Enumerable.Range(1, 2), seed => Bytes.Of(Size, seed).AsSpan().SequenceEqual(stored));
    }

    [Fact]
    public async Task Signed_upload_in_chunks_needs_no_access_token()
    {
        await using var host = NewHost(null);
        var bucket = host.Client.From(StorageUnderTest.Bucket);
        var key = Bytes.NewKey();
        var signedUpload = await bucket.SignUploadAsync(key, cancellationToken: Cancel);
        await using var proxy = new ConnectionCuttingProxy();
        proxy.PlanCut(afterSent: 700_000);
        await using var other = NewHost(proxy, configure: options => options.ServiceRoleKey = "sb_publishable_nothing");

        await other.Client.From(StorageUnderTest.Bucket).UploadSignedAsync(signedUpload, new MemoryStream(Bytes.Of(Size)), cancellationToken: Cancel);

        Assert.Equal(Bytes.Of(Size), await bucket.ReadAllAsync(key, Cancel));
        Assert.DoesNotContain(signedUpload.Token, signedUpload.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_in_chunks_keeps_content_type_metadata_and_cache_time()
    {
        await using var host = NewHost(null);
        var bucket = host.Client.From(StorageUnderTest.Bucket);
        var key = Bytes.NewKey("a & b + c?.png");

        await bucket.UploadAsync(
            key, new MemoryStream(Bytes.Of(Size)), new() { ContentType = "image/png", Metadata = new() { ["who"] = "änn" } }, Cancel);

        var found = await bucket.FindAsync(key, Cancel);
        Assert.Equal(("image/png", Size), (found!.Stored.ContentType, found.Stored.SizeBytes));
        Assert.Equal(("max-age=3600", "änn"), (found.CacheControl, (string?)found.Metadata!["who"]));
    }

    private static SupabaseHost NewHost(
        ConnectionCuttingProxy? proxy, IUploadSessionStore? sessions = null, Action<SupabaseStorageOptions>? configure = null) => new(
        options =>
        {
            options.StorageUrl = proxy?.Url ?? options.StorageUrl;
            options.ResumableThresholdBytes = 1;
            options.ResumableChunkBytes = Chunk;
            options.StallTimeout = TimeSpan.FromSeconds(2);
            configure?.Invoke(options);
        },
        services =>
        {
            if (sessions is not null)
            {
                Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton(services, sessions);
            }
        });

    private static async Task AssertStoredAsync(ConnectionCuttingProxy proxy)
    {
        await using var host = NewHost(proxy);
        var key = Bytes.NewKey();
        var location = new ObjectLocation(StorageUnderTest.Bucket, key);

        await host.Store.PutAsync(location, ObjectBody.FromBytes(Bytes.Of(Size)), new() { ContentType = "image/png" }, Cancel);

        using var rawClient = new RawStorageClient();
        Assert.Equal(Bytes.Of(Size), await rawClient.ReadAsync(location.Bucket, key));
    }

    private sealed class PauseAfter(SupabaseUploadPause pause, long after) : IProgress<MediaProgress>
    {
        private readonly TaskCompletionSource _paused = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Paused => _paused.Task;

        public void Report(MediaProgress value)
        {
            if (value.BytesSent >= after && !_paused.Task.IsCompleted)
            {
                pause.Pause();
                _paused.TrySetResult();
            }
        }
    }

    private sealed class CancelAfter(CancellationTokenSource source, long after) : IProgress<MediaProgress>
    {
        public void Report(MediaProgress value)
        {
            if (value.BytesSent >= after)
            {
                source.Cancel();
            }
        }
    }
}
