using Microsoft.Extensions.DependencyInjection;

namespace Unified.Media.Supabase.Tests;

/// <summary>Uploads that another process goes on with: the same user's, of the same content, to the same place, and no others.</summary>
public sealed class ResumableSessionTests : IAsyncDisposable
{
    private const int Chunk = 256 * 1024;
    private const int Size = 6 * Chunk;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("umt-sessions-");

    // One for all hosts of a test: sessions belong to a server, and this is its address.
    private readonly ConnectionCuttingProxy _proxy = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Another_process_goes_on_where_the_first_one_died()
    {
        var key = Bytes.NewKey();
        await DieAsync(key, Bytes.Of(Size));
        await using var host = NewHost();

        await host.Client.From(StorageUnderTest.Bucket).UploadAsync(key, new MemoryStream(Bytes.Of(Size)), cancellationToken: Cancel);

        Assert.InRange(_proxy.Sent, Size / 4, Size - Chunk);
        await AssertStoredAsync(key, Bytes.Of(Size));
        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public async Task Other_content_under_the_same_key_begins_anew()
    {
        var key = Bytes.NewKey();
        await DieAsync(key, Bytes.Of(Size, 1));
        await using var host = NewHost();

        await host.Client.From(StorageUnderTest.Bucket).UploadAsync(key, new MemoryStream(Bytes.Of(Size, 2)), cancellationToken: Cancel);

        Assert.True(_proxy.Sent >= Size);
        await AssertStoredAsync(key, Bytes.Of(Size, 2));
    }

    [Fact]
    public async Task Another_user_begins_anew()
    {
        Assert.SkipWhen(StorageUnderTest.Target.JwtSecret is null, "The server's secret is not known, so there are no users' tokens.");
        var ann = Guid.CreateVersion7().ToString();
        var key = $"uploads/{ann}/a.png";
        await DieAsync(key, Bytes.Of(Size), StorageUnderTest.Target.TokenFor(ann));
        await using var service = NewHost();

        await service.Client.From(StorageUnderTest.Bucket).UploadAsync(key, new MemoryStream(Bytes.Of(Size)), cancellationToken: Cancel);

        Assert.True(_proxy.Sent >= Size);
        await AssertStoredAsync(key, Bytes.Of(Size));
    }

    [Fact]
    public async Task The_same_user_goes_on_with_a_renewed_token()
    {
        Assert.SkipWhen(StorageUnderTest.Target.JwtSecret is null, "The server's secret is not known, so there are no users' tokens.");
        var ann = Guid.CreateVersion7().ToString();
        var key = $"uploads/{ann}/a.png";
        await DieAsync(key, Bytes.Of(Size), StorageUnderTest.Target.TokenFor(ann, TimeSpan.FromMinutes(10)));
        await using var host = NewHost(StorageUnderTest.Target.TokenFor(ann, TimeSpan.FromMinutes(50)));

        await host.Client.From(StorageUnderTest.Bucket).UploadAsync(key, new MemoryStream(Bytes.Of(Size)), cancellationToken: Cancel);

        Assert.True(_proxy.Sent < Size);
        await AssertStoredAsync(key, Bytes.Of(Size));
    }

    [Fact]
    public async Task A_session_that_the_server_has_forgotten_begins_anew()
    {
        var key = Bytes.NewKey();
        var session = await DieAsync(key, Bytes.Of(Size));
        using var bare = new RawStorageClient();
        using var end = new HttpRequestMessage(HttpMethod.Delete, $"upload/resumable/{session}");
        end.Headers.Add("Tus-Resumable", "1.0.0");
        using var ended = await bare.Client.SendAsync(end, Cancel);
        Assert.True(ended.IsSuccessStatusCode);
        await using var host = NewHost();

        await host.Client.From(StorageUnderTest.Bucket).UploadAsync(key, new MemoryStream(Bytes.Of(Size)), cancellationToken: Cancel);

        await AssertStoredAsync(key, Bytes.Of(Size));
    }

    [Fact]
    public async Task A_session_that_was_complete_when_the_process_died_is_known_to_be()
    {
        var key = Bytes.NewKey();
        var sessions = new RecordingSessionStore();
        var kept = new KeepingSessions(sessions);
        await using var first = NewHost(sessions: kept);
        await first.Client.From(StorageUnderTest.Bucket).UploadAsync(key, new MemoryStream(Bytes.Of(Size)), cancellationToken: Cancel);
        _proxy.Reset();
        await using var second = NewHost(sessions: sessions);

        await second.Client.From(StorageUnderTest.Bucket).UploadAsync(key, new MemoryStream(Bytes.Of(Size)), cancellationToken: Cancel);

        Assert.True(_proxy.Sent < 10_000, $"{_proxy.Sent}");
        Assert.Empty(sessions.Saved);
    }

    [Fact]
    public async Task A_broken_store_of_sessions_breaks_no_upload()
    {
        var key = Bytes.NewKey();
        await using var host = NewHost(sessions: new BrokenSessions());

        await host.Client.From(StorageUnderTest.Bucket).UploadAsync(key, new MemoryStream(Bytes.Of(Size)), cancellationToken: Cancel);

        await AssertStoredAsync(key, Bytes.Of(Size));
    }

    [Theory]
    [InlineData("")]
    [InlineData("rubbish")]
    [InlineData("../../../elsewhere 0123")]
    [InlineData("http://elsewhere/x 0123")]
    public async Task What_is_no_session_is_not_gone_on_with(string saved)
    {
        var key = Bytes.NewKey();
        await DieAsync(key, Bytes.Of(Size));
        await File.WriteAllTextAsync(Assert.Single(_folder.GetFiles()).FullName, saved, Cancel);
        await using var host = NewHost();

        await host.Client.From(StorageUnderTest.Bucket).UploadAsync(key, new MemoryStream(Bytes.Of(Size)), cancellationToken: Cancel);

        await AssertStoredAsync(key, Bytes.Of(Size));
    }

    [Fact]
    public void Old_sessions_are_swept()
    {
        var old = Path.Combine(_folder.FullName, "old.upload");
        File.WriteAllText(old, "x");
        File.SetLastWriteTimeUtc(old, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-3));

        _ = new FileUploadSessionStore(_folder.FullName, TimeProvider.System);

        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public async Task A_session_that_cannot_be_saved_leaves_no_part_of_a_file()
    {
        var store = new FileUploadSessionStore(_folder.FullName, TimeProvider.System);
        await store.SaveAsync("once", "x", Cancel);
        var saved = Assert.Single(_folder.GetFiles()).FullName;
        File.Delete(saved);

        // In the way: a rename over it fails, whoever does it.
        Directory.CreateDirectory(saved);

        await Assert.ThrowsAnyAsync<Exception>(() => store.SaveAsync("once", "y", Cancel));

        Assert.Empty(_folder.GetFiles());
        Directory.Delete(saved);
    }

    // The network goes away for good in the middle; what the process knew is in the folder.
    private async Task<string> DieAsync(string key, byte[] bytes, string? token = null)
    {
        _proxy.Then(afterSent: (Size / 2) + 20_000);
        for (var cut = 0; cut < 20; cut++)
        {
            _proxy.Then(afterSent: 0);
        }

        await using var host = NewHost(token);
        var error = await Assert.ThrowsAnyAsync<MediaProviderException>(() => host.Client.From(StorageUnderTest.Bucket).UploadAsync(
            key, new MemoryStream(bytes), cancellationToken: Cancel));
        Assert.True(error.IsTransient);
        _proxy.Reset();
        return (await File.ReadAllTextAsync(Assert.Single(_folder.GetFiles()).FullName, Cancel)).Split(' ')[0];
    }

    private SupabaseHost NewHost(string? token = null, IUploadSessionStore? sessions = null) => new(
        options =>
        {
            options.StorageUrl = _proxy.Url;
            options.ResumableThresholdBytes = 1;
            options.ResumableChunkBytes = Chunk;
            options.UploadSessionFolder = _folder.FullName;
            options.MaxRetries = 2;
            options.AccessToken = token is null ? null : (_, _) => new(token);
        },
        services =>
        {
            if (sessions is not null)
            {
                services.AddSingleton(sessions);
            }
        });

    private static async Task AssertStoredAsync(string key, byte[] bytes)
    {
        using var bare = new RawStorageClient();
        Assert.Equal(bytes, await bare.ReadAsync(StorageUnderTest.Bucket, key));
    }

    private sealed class KeepingSessions(RecordingSessionStore inner) : IUploadSessionStore
    {
        public Task<string?> FindAsync(string id, CancellationToken cancellationToken) => inner.FindAsync(id, cancellationToken);

        public Task SaveAsync(string id, string session, CancellationToken cancellationToken) => inner.SaveAsync(id, session, cancellationToken);

        public Task RemoveAsync(string id, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class BrokenSessions : IUploadSessionStore
    {
        public Task<string?> FindAsync(string id, CancellationToken cancellationToken) => throw new InvalidOperationException("No store.");

        public Task SaveAsync(string id, string session, CancellationToken cancellationToken) => throw new InvalidOperationException("No store.");

        public Task RemoveAsync(string id, CancellationToken cancellationToken) => throw new InvalidOperationException("No store.");
    }
}
