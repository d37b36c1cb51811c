using Unified.Media.Drivers;

namespace Unified.Media.Supabase;

/// <summary>Implements the client with the same operations as <see cref="SupabaseObjectStore"/>.</summary>
internal sealed partial class SupabaseBucket : ISupabaseBucket
{
    private readonly MediaUser _user;
    private readonly ObjectApi _api;
    private readonly ObjectReader _reader;
    private readonly StreamUploader _uploader;
    private readonly ObjectDeleter _deleter;
    private readonly UrlSigner _signer;
    private readonly SignedUrlCache _signedUrls;

    public SupabaseBucket(
        string name, MediaUser user, ObjectApi api, ObjectReader reader, StreamUploader uploader, ObjectDeleter deleter, UrlSigner signer,
        SignedUrlCache signedUrls)
    {
        ObjectKey.ThrowIfInvalidBucket(name);
        Name = name;
        _user = user;
        _api = api;
        _reader = reader;
        _uploader = uploader;
        _deleter = deleter;
        _signer = signer;
        _signedUrls = signedUrls;
    }

    public string Name { get; }

    public async Task<SupabaseObject?> FindAsync(string key, CancellationToken cancellationToken = default) =>
        await _reader.FindAsync(_user, Locate(key), cancellationToken).ConfigureAwait(false) is { } storedObject
            ? storedObject with { Metadata = UploadMarker.RemoveFrom(storedObject.Metadata) }
            : null;

    public async Task<bool> ExistsAsync(string key, CancellationToken cancellationToken = default) =>
        await FindAsync(key, cancellationToken).ConfigureAwait(false) is not null;

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return _reader.ListAsync(_user, Name, prefix, cancellationToken);
    }

    public Task<ObjectContent?> OpenReadAsync(string key, ByteRange? range = null, CancellationToken cancellationToken = default)
    {
        if (range is { Offset: < 0 } or { Length: < 0 })
        {
            throw new ArgumentOutOfRangeException(nameof(range), range, "The offset and the length of a range must not be negative.");
        }

        return _reader.OpenAsync(_user, Locate(key), range, cancellationToken);
    }

    public async Task MoveAsync(string key, string newKey, string? newBucket = null, CancellationToken cancellationToken = default)
    {
        var (source, destination) = (Locate(key), new ObjectLocation(newBucket ?? Name, newKey));
        _signedUrls.Remove(source);
        ThrowIfNotFound(await _api.MoveAsync(new(_user), source, destination, cancellationToken).ConfigureAwait(false));
    }

    public async Task CopyAsync(
        string key, string newKey, string? newBucket = null, bool overwrite = false, CancellationToken cancellationToken = default)
    {
        var (source, destination) = (Locate(key), new ObjectLocation(newBucket ?? Name, newKey));
        ThrowIfNotFound(await _api.CopyAsync(new(_user), source, destination, overwrite, cancellationToken).ConfigureAwait(false));
        _signedUrls.Remove(destination);
    }

    private ObjectLocation Locate(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new(Name, key);
    }

    private static void ThrowIfNotFound(bool isFound)
    {
        if (!isFound)
        {
            throw new MediaNotFoundException("The object does not exist.");
        }
    }
}
