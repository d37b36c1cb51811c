using Unified.Media.Drivers;

namespace Unified.Media.Supabase;

/// <summary>
/// One bucket's objects, as Storage has them: beside what the media store needs, uploads with progress and pause, moving, copying, signed
/// uploads and transformed pictures. Safe for concurrent use; every call acts for the user of its moment. Objects that the media store made
/// belong to it: change them through <see cref="IUnifiedMediaStore"/>.
/// </summary>
/// <remarks>
/// Every call may raise <see cref="MediaProviderException"/> (the service failed; <c>invalid_key</c> for keys that Storage cannot hold,
/// before anything is sent) and <see cref="MediaAccessDeniedException"/> (a policy, or a token that has expired).
/// </remarks>
public sealed partial class SupabaseBucket
{
    private readonly ObjectApi _api;
    private readonly ObjectReads _reads;
    private readonly StreamUploads _uploads;
    private readonly ObjectDeletion _deletion;
    private readonly ObjectSigning _signing;
    private readonly SignedUrlCache _signedUrls;

    internal SupabaseBucket(
        string name, ObjectApi api, ObjectReads reads, StreamUploads uploads, ObjectDeletion deletion, ObjectSigning signing,
        SignedUrlCache signedUrls)
    {
        ObjectKey.RequireBucket(name);
        Name = name;
        _api = api;
        _reads = reads;
        _uploads = uploads;
        _deletion = deletion;
        _signing = signing;
        _signedUrls = signedUrls;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Describes an object, with its metadata.</summary>
    /// <returns>Null when there is no such object, or a policy hides it.</returns>
    public async Task<SupabaseObject?> FindAsync(string key, CancellationToken cancellationToken = default) =>
        await _reads.FindAsync(Locate(key), cancellationToken).ConfigureAwait(false) is { } found
            ? found with { Metadata = UploadMark.Without(found.Metadata) }
            : null;

    /// <summary>Tells whether there is an object. A token that has expired is an error, and not the answer "no".</summary>
    public async Task<bool> ExistsAsync(string key, CancellationToken cancellationToken = default) =>
        await FindAsync(key, cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>
    /// Opens an object, or a part of it. A download that breaks goes on where it was, as long as the object is the same. Dispose what is
    /// returned.
    /// </summary>
    /// <returns>Null when there is no such object, or the range begins after its end.</returns>
    public Task<ObjectContent?> OpenReadAsync(string key, ByteRange? range = null, CancellationToken cancellationToken = default)
    {
        if (range is { Offset: < 0 } or { Length: < 0 })
        {
            throw new ArgumentOutOfRangeException(nameof(range), range, "A range begins at 0 or later, and has no negative length.");
        }

        return _reads.OpenAsync(Locate(key), range, cancellationToken);
    }

    /// <summary>Moves an object; metadata and times stay. Storage never replaces one that is there already.</summary>
    /// <param name="key">Which object.</param>
    /// <param name="newKey">Where to.</param>
    /// <param name="newBucket">Into another bucket; null for the same.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="MediaNotFoundException">There is no such object, or a policy hides it.</exception>
    /// <exception cref="MediaConflictException">There is an object at the new key.</exception>
    public async Task MoveAsync(string key, string newKey, string? newBucket = null, CancellationToken cancellationToken = default)
    {
        var (from, to) = (Locate(key), new ObjectLocation(newBucket ?? Name, newKey));
        _signedUrls.Remove(from);
        RequireFound(await _api.MoveAsync(from, to, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>
    /// Copies an object with its metadata. Storage does not look at the target bucket's limits of size and type when it copies.
    /// </summary>
    /// <param name="key">Which object.</param>
    /// <param name="newKey">Where to.</param>
    /// <param name="newBucket">Into another bucket; null for the same.</param>
    /// <param name="overwrite">Whether to replace an object that is there.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="MediaNotFoundException">There is no such object, or a policy hides it.</exception>
    /// <exception cref="MediaConflictException">There is an object at the new key.</exception>
    public async Task CopyAsync(
        string key, string newKey, string? newBucket = null, bool overwrite = false, CancellationToken cancellationToken = default)
    {
        var (from, to) = (Locate(key), new ObjectLocation(newBucket ?? Name, newKey));
        RequireFound(await _api.CopyAsync(from, to, overwrite, cancellationToken).ConfigureAwait(false));
        _signedUrls.Remove(to);
    }

    private ObjectLocation Locate(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new(Name, key);
    }

    private static void RequireFound(bool isFound)
    {
        if (!isFound)
        {
            throw new MediaNotFoundException("There is no such object.");
        }
    }
}
