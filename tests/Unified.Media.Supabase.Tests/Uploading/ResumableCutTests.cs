using Unified.Media.Drivers;

namespace Unified.Media.Supabase.Tests;

/// <summary>Uploads in chunks that are cut: at every boundary of a chunk and inside of chunks. What is stored is what was given.</summary>
public sealed class ResumableCutTests
{
    private const int Chunk = 256 * 1024;
    private const int Size = (5 * Chunk) + 12_345;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<int> Places =>
    [
        // Around every boundary, counted in bytes of the body on one connection; heads of requests make the places drift a little further.
        .. Enumerable.Range(0, 6).SelectMany(chunk => (int[])[(chunk * Chunk) + 1, (chunk * Chunk) + 700, (chunk * Chunk) + (Chunk / 2), ((chunk + 1) * Chunk) - 1]),
        Size - 1,
        Size + 1_000,
    ];

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_cut_upload_is_stored_byte_for_byte(int after)
    {
        await using var proxy = new ConnectionCuttingProxy();
        proxy.Then(afterSent: after);
        await AssertStoredAsync(proxy);
    }

    [Fact]
    public async Task Many_cuts_in_a_row_are_survived_as_long_as_something_moves()
    {
        await using var proxy = new ConnectionCuttingProxy();
        for (var cut = 0; cut < 8; cut++)
        {
            proxy.Then(afterSent: 150_000 + (cut * 7_000));
        }

        await AssertStoredAsync(proxy);

        Assert.InRange(proxy.Cuts, 6, 8);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(400)]
    [InlineData(900)]
    public async Task An_answer_that_does_not_come_is_asked_for(int after)
    {
        await using var proxy = new ConnectionCuttingProxy();
        proxy.Then(afterReceived: after);

        await AssertStoredAsync(proxy);
    }

    [Fact]
    public async Task A_connection_that_stands_still_is_given_up()
    {
        await using var proxy = new ConnectionCuttingProxy();
        proxy.Then(afterSent: 600_000, stall: true);

        await AssertStoredAsync(proxy);
    }

    [Fact]
    public async Task A_held_upload_sends_nothing_and_then_goes_on()
    {
        await using var proxy = new ConnectionCuttingProxy();
        await using var host = NewHost(proxy);
        var bucket = host.Client.From(StorageUnderTest.Bucket);
        var pause = new SupabaseUploadPause();
        var key = Bytes.NewKey();
        var progress = new Holder(pause, Size / 2);

        var upload = bucket.UploadAsync(key, new MemoryStream(Bytes.Of(Size)), new() { Pause = pause, Progress = progress }, Cancel);
        await progress.Held.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        await proxy.ConnectionEndedAsync(Cancel);
        var (sent, connections) = (proxy.Sent, proxy.Connections);

        // Time enough for a chunk, if one were sent.
        await host.Client.From(StorageUnderTest.OtherBucket).UploadAsync(Bytes.NewKey(), new MemoryStream(Bytes.Of(Chunk)), cancellationToken: Cancel);

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
    public async Task A_cancelled_upload_is_ended_at_the_server()
    {
        await using var host = NewHost(null);
        var sessions = new RecordingSessionStore();
        await using var recorded = NewHost(null, sessions);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var bucket = recorded.Client.From(StorageUnderTest.Bucket);
        var key = Bytes.NewKey();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bucket.UploadAsync(
            key, new MemoryStream(Bytes.Of(Size)), new() { Progress = new Canceller(source, Size / 2) }, source.Token));

        Assert.Empty(sessions.Saved);
        using var bare = new RawStorageClient();
        using var head = new HttpRequestMessage(HttpMethod.Head, $"upload/resumable/{sessions.LastId}");
        head.Headers.Add("Tus-Resumable", "1.0.0");
        using var answer = await bare.Client.SendAsync(head, Cancel);
        Assert.False(answer.IsSuccessStatusCode);
        Assert.False(await bucket.ExistsAsync(key, Cancel));
    }

    [Fact]
    public async Task Two_uploads_of_one_key_at_once_leave_one_of_them_whole()
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
    public async Task A_signed_upload_goes_in_chunks_too_and_needs_no_token()
    {
        await using var host = NewHost(null);
        var bucket = host.Client.From(StorageUnderTest.Bucket);
        var key = Bytes.NewKey();
        var right = await bucket.SignUploadAsync(key, cancellationToken: Cancel);
        await using var proxy = new ConnectionCuttingProxy();
        proxy.Then(afterSent: 700_000);
        await using var nobody = NewHost(proxy, configure: options => options.ServiceRoleKey = "sb_publishable_nothing");

        await nobody.Client.From(StorageUnderTest.Bucket).UploadSignedAsync(right, new MemoryStream(Bytes.Of(Size)), cancellationToken: Cancel);

        Assert.Equal(Bytes.Of(Size), await bucket.ReadAllAsync(key, Cancel));
        Assert.DoesNotContain(right.Token, right.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_stored_in_chunks_has_its_type_its_metadata_and_its_cache_time()
    {
        await using var host = NewHost(null);
        var bucket = host.Client.From(StorageUnderTest.Bucket);
        var key = Bytes.NewKey("a & b + c?.png");

        await bucket.UploadAsync(key, new MemoryStream(Bytes.Of(Size)), new() { ContentType = "image/png", Metadata = new() { ["who"] = "änn" } }, Cancel);

        var found = await bucket.FindAsync(key, Cancel);
        Assert.Equal(("image/png", Size, "max-age=3600", "änn"), (found!.Stored.ContentType, found.Stored.SizeBytes, found.CacheControl, (string?)found.Metadata!["who"]));
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

        using var bare = new RawStorageClient();
        Assert.Equal(Bytes.Of(Size), await bare.ReadAsync(location.Bucket, key));
    }

    private sealed class Holder(SupabaseUploadPause pause, long after) : IProgress<MediaProgress>
    {
        private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Held => _held.Task;

        public void Report(MediaProgress value)
        {
            if (value.BytesSent >= after && !_held.Task.IsCompleted)
            {
                pause.Pause();
                _held.TrySetResult();
            }
        }
    }

    private sealed class Canceller(CancellationTokenSource source, long after) : IProgress<MediaProgress>
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
