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
    private readonly StorageParts _parts;

    internal SupabaseBucket(string name, StorageParts parts)
    {
        ObjectKey.RequireBucket(name);
        Name = name;
        _parts = parts;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What Storage knows about an object, with its metadata.</summary>
    /// <returns>Null when there is no such object, or a policy hides it.</returns>
    public async Task<SupabaseObject?> FindAsync(string key, CancellationToken cancellationToken = default) =>
        await _parts.Reads.FindAsync(Locate(key), null, cancellationToken).ConfigureAwait(false) is { } found
            ? found with { Metadata = UploadMark.Without(found.Metadata) }
            : null;

    /// <summary>Whether there is an object. A token that has expired is an error, and not the answer "no".</summary>
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

        return _parts.Reads.OpenAsync(Locate(key), range, cancellationToken);
    }

    /// <summary>Moves an object; metadata and times stay. Storage never replaces one that is there already.</summary>
    /// <param name="key">Which object.</param>
    /// <param name="newKey">Where to.</param>
    /// <param name="newBucket">Into another bucket; null for the same.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="MediaNotFoundException">There is no such object, or a policy hides it.</exception>
    /// <exception cref="MediaConflictException">There is an object at the new key.</exception>
    public Task MoveAsync(string key, string newKey, string? newBucket = null, CancellationToken cancellationToken = default)
    {
        var (from, to) = (Locate(key), new ObjectLocation(newBucket ?? Name, newKey));
        ObjectKey.Require(from);
        ObjectKey.Require(to);
        _parts.Signing.Forget(from);
        return TransferAsync(new(HttpMethod.Post, "/object/move", "move the object")
        {
            Content = _ => SupabaseContent.Of(new(from.Bucket, from.Key, to.Bucket, to.Key), SupabaseJson.Default.MoveBody),
            IsWrite = true,
            IsRepeatable = false,
        }, cancellationToken);
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
        ObjectKey.Require(from);
        ObjectKey.Require(to);
        await TransferAsync(new(HttpMethod.Post, "/object/copy", "copy the object")
        {
            Content = _ => SupabaseContent.Of(new(from.Bucket, from.Key, to.Bucket, to.Key), SupabaseJson.Default.CopyBody),
            Headers = overwrite ? [new("x-upsert", "true")] : [],
            IsWrite = true,
            IsRepeatable = overwrite,
            IsLong = true,
        }, cancellationToken).ConfigureAwait(false);
        _parts.Signing.Forget(to);
    }

    private ObjectLocation Locate(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new(Name, key);
    }

    private async Task TransferAsync(StorageCall call, CancellationToken cancellationToken)
    {
        var state = new StorageCallState(call);
        try
        {
            await _parts.Transport.TryAsync(state, static (_, _) => ValueTask.FromResult(true), cancellationToken).ConfigureAwait(false);
        }
        catch (StorageFault fault) when (fault.Kind == StorageFaultKind.NoObject)
        {
            throw new MediaNotFoundException("There is no such object.", fault);
        }
        catch (StorageFault fault)
        {
            throw StorageTransport.Translate(fault, state);
        }
    }
}
