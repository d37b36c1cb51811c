using System.Collections.Concurrent;

namespace Unified.Media.TestStorage;

/// <summary>The state that the routes of one server share.</summary>
internal sealed class StorageState : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("unified-media-storage-").FullName;

    public StorageState(StorageServerOptions options, StorageKeys keys)
    {
        Options = options;
        Time = options.Time;
        Policies = new StoragePolicies(options.Policies);
        Files = new ObjectFiles(_folder);
        Content = new ContentResponse(Files);
        var tokens = new TokenVerifier(options.JwtSecret, options.Time);
        Callers = new CallerAuthentication(tokens, keys);
        SignedUrlTokens = new SignedUrlTokens(options.JwtSecret, tokens, options.Time);
        Writer = new ObjectWriter(this);
    }

    public StorageServerOptions Options { get; }

    public TimeProvider Time { get; }

    public StoragePolicies Policies { get; }

    public ObjectTable Table { get; } = new();

    public ObjectFiles Files { get; }

    public ContentResponse Content { get; }

    public CallerAuthentication Callers { get; }

    public SignedUrlTokens SignedUrlTokens { get; }

    public ObjectWriter Writer { get; }

    public ConcurrentDictionary<string, ResumableUpload> Uploads { get; } = new(StringComparer.Ordinal);

    public bool Remove(StorageObject item)
    {
        var removed = Table.Remove(item);
        if (removed)
        {
            Files.Delete(item.Version);
        }

        return removed;
    }

    public void Remove(ResumableUpload upload)
    {
        foreach (var (id, candidate) in Uploads)
        {
            if (candidate == upload)
            {
                Uploads.TryRemove(id, out _);
            }
        }

        if (!upload.IsComplete)
        {
            Files.Delete(upload.Version);
        }
    }

    public void Dispose()
    {
        foreach (var upload in Uploads.Values)
        {
            upload.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
