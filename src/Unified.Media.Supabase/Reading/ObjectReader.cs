using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Unified.Media.Drivers;

namespace Unified.Media.Supabase;

/// <summary>Reads, describes and lists objects.</summary>
internal sealed class ObjectReader(
    ObjectApi api, StorageCredentials credentials, IOptions<SupabaseStorageOptions> options, TimeProvider time, ILogger<ObjectReader> logger)
{
    private const int PageSize = 1_000;

    /// <summary>Gets the description of an object; null when the object does not exist.</summary>
    public Task<SupabaseObject?> FindAsync(MediaUser user, ObjectLocation location, CancellationToken cancellationToken) =>
        api.FindAsync(new(user), location, cancellationToken);

    /// <summary>
    /// Opens an object or a range of it; returns null when the object does not exist, or when the range begins after the end of the object.
    /// </summary>
    public async Task<ObjectContent?> OpenAsync(
        MediaUser user, ObjectLocation location, ByteRange? range, CancellationToken cancellationToken)
    {
        ObjectKey.ThrowIfInvalid(location);
        var identity = await credentials.ResolveAsync(user, cancellationToken).ConfigureAwait(false);
        if (range is { Length: 0 } emptyRange)
        {
            var storedObject = await api.FindAsync(identity.ToCaller(), location, cancellationToken).ConfigureAwait(false);
            return storedObject is null || (emptyRange.Offset >= storedObject.Stored.SizeBytes && emptyRange.Offset > 0)
                ? null
                : new(storedObject.Stored, emptyRange, Stream.Null);
        }

        var response = await SendAsync(identity, location, range ?? new ByteRange(0), cancellationToken).ConfigureAwait(false);
        if (response is null)
        {
            return null;
        }

        var length = response.Content.Headers.ContentLength!.Value;
        var contentRange = response.Content.Headers.ContentRange;
        var stored = StoredObjectFactory.FromContent(location, response, contentRange?.Length ?? length);
        var stream = new ResumingStream(this, identity, location, stored.ETag, response, new(contentRange?.From ?? 0, length));
        return new(stored, new(contentRange?.From ?? 0, length), stream);
    }

    /// <summary>Opens the remaining bytes of an object after its download was interrupted.</summary>
    /// <exception cref="MediaProviderException">The object was changed or deleted, or Storage failed.</exception>
    public async Task<HttpResponseMessage> ReopenAsync(
        StorageIdentity identity, ObjectLocation location, ByteRange remainingRange, string? etag, CancellationToken cancellationToken)
    {
        var response = await SendAsync(identity, location, remainingRange, cancellationToken).ConfigureAwait(false);

        // Storage ignores If-Range, so the ETags are compared here: the remaining bytes must belong to the same content.
        if (response is null || etag is null
            || StoredObjectFactory.ETag(response.Headers) != etag || response.Content.Headers.ContentLength != remainingRange.Length)
        {
            response?.Dispose();
            throw SupabaseErrors.Unavailable("The download was interrupted and cannot be resumed, because the object was changed or deleted.");
        }

        Log.DownloadResumed(logger, remainingRange.Offset);
        return response;
    }

    /// <summary>Determines whether an object exists and has the marker of an upload. Returns false if the object cannot be read.</summary>
    public async Task<bool> HasMarkerAsync(
        StorageCaller caller, ObjectLocation location, UploadMarker marker, CancellationToken cancellationToken)
    {
        try
        {
            return await api.FindAsync(caller, location, cancellationToken).ConfigureAwait(false) is { } storedObject
                && marker.IsIn(storedObject.Metadata);
        }
        catch (MediaException)
        {
            return false;
        }
    }

    /// <summary>Lists the objects whose keys begin with a prefix, ordered by key. A bucket that does not exist counts as empty.</summary>
    public async IAsyncEnumerable<StoredObject> ListAsync(
        MediaUser user, string bucket, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!ObjectKey.HasOnlyKeyCharacters(prefix))
        {
            // No valid key begins with this prefix, and the server could interpret its characters differently.
            yield break;
        }

        var identity = await credentials.ResolveAsync(user, cancellationToken).ConfigureAwait(false);
        string? cursor = null;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = await api.ListAsync(identity.ToCaller(), bucket, new(prefix, PageSize, cursor), cancellationToken).ConfigureAwait(false)
                ?? new();
            foreach (var listed in page.Objects.Where(listed => listed.Name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                yield return StoredObjectFactory.FromListed(bucket, listed);
            }

            // Without this check, the list would end early or the loop would never end.
            if (page.HasNext && (page.NextCursor is null || page.NextCursor == cursor))
            {
                throw SupabaseErrors.Failed("Supabase Storage did not return the cursor of the next page of the list.");
            }

            cursor = page.HasNext ? page.NextCursor : null;
        }
        while (cursor is not null);
    }

    /// <summary>Creates the stall timer of a download attempt.</summary>
    public StallTimer CreateStallTimer() => new(options.Value.StallTimeout, time, CancellationToken.None);

    /// <summary>Determines whether a download may be resumed after the given number of consecutive failures.</summary>
    public bool MayRetry(int failures) => failures <= options.Value.MaxRetries;

    private async Task<HttpResponseMessage?> SendAsync(
        StorageIdentity identity, ObjectLocation location, ByteRange range, CancellationToken cancellationToken)
    {
        try
        {
            return await api.OpenAsync(identity.ToCaller(), location, range, cancellationToken).ConfigureAwait(false);
        }
        catch (MediaException exception) when (exception.InnerException is StorageException { Kind: StorageErrorKind.RangeNotSatisfiable })
        {
            // Storage rejects every range of an empty object.
            return await api.OpenAsync(identity.ToCaller(), location, new(0), cancellationToken).ConfigureAwait(false);
        }
    }
}
