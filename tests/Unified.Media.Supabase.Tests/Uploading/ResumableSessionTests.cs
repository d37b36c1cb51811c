using Microsoft.Extensions.DependencyInjection;

namespace Unified.Media.Supabase.Tests;

/// <summary>Another process resumes an upload only for the same user, the same content and the same location.</summary>
public sealed class ResumableSessionTests : IAsyncDisposable
{
    private const int Chunk = 256 * 1024;
    private const int Size = 6 * Chunk;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("umt-sessions-");

    // Shared by the hosts of a test, because sessions belong to the address of a server.
    private readonly ConnectionCuttingProxy _proxy = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Another_process_resumes_an_interrupted_upload()
    {
        var key = Bytes.NewKey();
        await InterruptAsync(key, Bytes.Of(Size));
        await using var host = NewHost();

        await host.Client.From(StorageUnderTest.Bucket).UploadAsync(key, new MemoryStream(Bytes.Of(Size)), cancellationToken: Cancel);

        Assert.InRange(_proxy.Sent, Size / 4, Size - Chunk);
        await AssertStoredAsync(key, Bytes.Of(Size));
        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public async Task Upload_of_other_content_does_not_resume()
    {
        var key = Bytes.NewKey();
        await InterruptAsync(key, Bytes.Of(Size, 1));
        await using var host = NewHost();

        await host.Client.From(StorageUnderTest.Bucket).UploadAsync(key, new MemoryStream(Bytes.Of(Size, 2)), cancellationToken: Cancel);

        Assert.True(_proxy.Sent >= Size);
        await AssertStoredAsync(key, Bytes.Of(Size, 2));
    }

    [Fact]
    public async Task Upload_of_another_user_does_not_resume()
    {
        Assert.SkipWhen(StorageUnderTest.Target.JwtSecret is null, "The secret of the server is unknown, so the test cannot create access tokens.");
        var ann = Guid.CreateVersion7().ToString();
        var key = $"uploads/{ann}/a.png";
        await InterruptAsync(key, Bytes.Of(Size), StorageUnderTest.Target.TokenFor(ann));
        await using var service = NewHost();

        await service.Client.From(StorageUnderTest.Bucket).UploadAsync(key, new MemoryStream(Bytes.Of(Size)), cancellationToken: Cancel);

        Assert.True(_proxy.Sent >= Size);
        await AssertStoredAsync(key, Bytes.Of(Size));
    }

    [Fact]
    public async Task Same_user_resumes_with_a_renewed_token()
    {
        Assert.SkipWhen(StorageUnderTest.Target.JwtSecret is null, "The secret of the server is unknown, so the test cannot create access tokens.");
        var ann = Guid.CreateVersion7().ToString();
        var key = $"uploads/{ann}/a.png";
        await InterruptAsync(key, Bytes.Of(Size), StorageUnderTest.Target.TokenFor(ann, TimeSpan.FromMinutes(10)));
        await using var host = NewHost(StorageUnderTest.Target.TokenFor(ann, TimeSpan.FromMinutes(50)));

        await host.Client.From(StorageUnderTest.Bucket).UploadAsync(key, new MemoryStream(Bytes.Of(Size)), cancellationToken: Cancel);

        Assert.True(_proxy.Sent < Size);
        await AssertStoredAsync(key, Bytes.Of(Size));
    }

    [Fact]
    public async Task Upload_starts_again_when_the_server_has_ended_its_session()
    {
        var key = Bytes.NewKey();
        var session = await InterruptAsync(key, Bytes.Of(Size));
        using var rawClient = new RawStorageClient();
        using var end = new HttpRequestMessage(HttpMethod.Delete, $"upload/resumable/{session}");
        end.Headers.Add("Tus-Resumable", "1.0.0");
        using var ended = await rawClient.Client.SendAsync(end, Cancel);
        Assert.True(ended.IsSuccessStatusCode);
        await using var host = NewHost();

        await host.Client.From(StorageUnderTest.Bucket).UploadAsync(key, new MemoryStream(Bytes.Of(Size)), cancellationToken: Cancel);

        await AssertStoredAsync(key, Bytes.Of(Size));
    }

    [Fact]
    public async Task Complete_upload_is_not_sent_again_after_a_crash()
    {
        var key = Bytes.NewKey();
        var sessions = new RecordingSessionStore();
        var undeletable = new UndeletableSessions(sessions);
        await using var first = NewHost(sessions: undeletable);
        await first.Client.From(StorageUnderTest.Bucket).UploadAsync(key, new MemoryStream(Bytes.Of(Size)), cancellationToken: Cancel);
        _proxy.Reset();
        await using var second = NewHost(sessions: sessions);

        await second.Client.From(StorageUnderTest.Bucket).UploadAsync(key, new MemoryStream(Bytes.Of(Size)), cancellationToken: Cancel);

        Assert.True(_proxy.Sent < 10_000, $"{_proxy.Sent}");
        Assert.Empty(sessions.Saved);
    }

    [Fact]
    public async Task Upload_succeeds_when_the_session_store_fails()
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
    public async Task Upload_ignores_an_invalid_saved_session(string saved)
    {
        var key = Bytes.NewKey();
        await InterruptAsync(key, Bytes.Of(Size));
        await File.WriteAllTextAsync(Assert.Single(_folder.GetFiles()).FullName, saved, Cancel);
        await using var host = NewHost();

        await host.Client.From(StorageUnderTest.Bucket).UploadAsync(key, new MemoryStream(Bytes.Of(Size)), cancellationToken: Cancel);

        await AssertStoredAsync(key, Bytes.Of(Size));
    }

    [Fact]
    public void Session_store_deletes_old_sessions()
    {
        var old = Path.Combine(_folder.FullName, "old.upload");
        File.WriteAllText(old, "x");
        File.SetLastWriteTimeUtc(old, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-3));

        _ = new FileUploadSessionStore(_folder.FullName, TimeProvider.System);

        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public async Task Failed_save_of_a_session_leaves_no_file()
    {
        var store = new FileUploadSessionStore(_folder.FullName, TimeProvider.System);
        await store.SaveAsync("once", "x", Cancel);
        var saved = Assert.Single(_folder.GetFiles()).FullName;
        File.Delete(saved);

        // A rename over a folder fails.
        Directory.CreateDirectory(saved);

        await Assert.ThrowsAnyAsync<Exception>(() => store.SaveAsync("once", "y", Cancel));

        Assert.Empty(_folder.GetFiles());
        Directory.Delete(saved);
    }

    // Interrupts an upload in the middle, as if the process had crashed. Its session stays in the folder.
    private async Task<string> InterruptAsync(string key, byte[] bytes, string? token = null)
    {
        _proxy.PlanCut(afterSent: (Size / 2) + 20_000);
        for (var cut = 0; cut < 20; cut++)
        {
            _proxy.PlanCut(afterSent: 0);
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
        using var rawClient = new RawStorageClient();
        Assert.Equal(bytes, await rawClient.ReadAsync(StorageUnderTest.Bucket, key));
    }

    private sealed class UndeletableSessions(RecordingSessionStore inner) : IUploadSessionStore
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
