using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Unified.Media.Drivers;

namespace Unified.Media.Supabase;

/// <summary>Reads objects, lists them, and tells what is known about them.</summary>
internal sealed class ObjectReads(
    ObjectApi api, StorageCredentials credentials, IOptions<SupabaseStorageOptions> options, TimeProvider time, ILogger<ObjectReads> logger)
{
    private const int PageSize = 1_000;

    /// <summary>Describes an object; null when there is no such object.</summary>
    public Task<SupabaseObject?> FindAsync(ObjectLocation location, CancellationToken cancellationToken) =>
        api.FindAsync(location, null, cancellationToken);

    /// <summary>Opens an object or a part of it; null when there is no such object, or the range begins after its end.</summary>
    public async Task<ObjectContent?> OpenAsync(ObjectLocation location, ByteRange? range, CancellationToken cancellationToken)
    {
        ObjectKey.Require(location);
        var identity = await credentials.IdentifyAsync(cancellationToken).ConfigureAwait(false);
        if (range is { Length: 0 } nothing)
        {
            var found = await api.FindAsync(location, identity, cancellationToken).ConfigureAwait(false);
            return found is null || (nothing.Offset >= found.Stored.SizeBytes && nothing.Offset > 0)
                ? null
                : new(found.Stored, nothing, Stream.Null);
        }

        var answer = await OpenAsync(location, range ?? new ByteRange(0), identity, cancellationToken).ConfigureAwait(false);
        if (answer is null)
        {
            return null;
        }

        var length = answer.Content.Headers.ContentLength!.Value;
        var part = answer.Content.Headers.ContentRange;
        var stored = ObjectFacts.OfContent(location, answer, part?.Length ?? length);
        var stream = new ResumingStream(this, location, identity, stored.ETag, answer, new(part?.From ?? 0, length));
        return new(stored, new(part?.From ?? 0, length), stream);
    }

    /// <summary>Opens the rest of what was being read when it broke.</summary>
    /// <exception cref="MediaProviderException">The object is another by now, or cannot be read.</exception>
    public async Task<HttpResponseMessage> ReopenAsync(
        ObjectLocation location, ByteRange rest, StorageIdentity identity, string? etag, CancellationToken cancellationToken)
    {
        var answer = await OpenAsync(location, rest, identity, cancellationToken).ConfigureAwait(false);

        // Storage does not know If-Range: a part of a newer object would be taken for the rest of this one.
        if (answer is null || etag is null
            || ObjectFacts.ETag(answer.Headers) != etag || answer.Content.Headers.ContentLength != rest.Length)
        {
            answer?.Dispose();
            throw new MediaProviderException(
                "The download broke, and the object cannot be read on: it has been changed or deleted.", SupabaseErrors.Provider)
            {
                IsTransient = true,
            };
        }

        Log.DownloadResumed(logger, rest.Offset);
        return answer;
    }

    /// <summary>Tells whether the object is there and carries the mark. False also when that cannot be found out.</summary>
    public async Task<bool> IsMarkedAsync(
        ObjectLocation location, UploadMark mark, StorageIdentity? begunFor, CancellationToken cancellationToken)
    {
        try
        {
            return await api.FindAsync(location, begunFor, cancellationToken).ConfigureAwait(false) is { } found
                && mark.IsOn(found.Metadata);
        }
        catch (MediaException)
        {
            return false;
        }
    }

    /// <summary>Lists every object whose key begins with a prefix, in the order of their keys. A missing bucket is empty.</summary>
    public async IAsyncEnumerable<StoredObject> ListAsync(
        string bucket, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!ObjectKey.HasOnlyKeyCharacters(prefix))
        {
            // No key begins so, and the server might read something else into it.
            yield break;
        }

        var identity = await credentials.IdentifyAsync(cancellationToken).ConfigureAwait(false);
        string? cursor = null;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = await api.ListAsync(bucket, new(prefix, PageSize, cursor), identity, cancellationToken).ConfigureAwait(false) ?? new();
            foreach (var listed in page.Objects.Where(listed => listed.Name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                yield return ObjectFacts.OfListed(bucket, listed);
            }

            // Half a list must not pass for the whole, nor the same page come for ever.
            if (page.HasNext && (page.NextCursor is null || page.NextCursor == cursor))
            {
                throw new MediaProviderException("Supabase Storage did not say where its list goes on.", SupabaseErrors.Provider);
            }

            cursor = page.HasNext ? page.NextCursor : null;
        }
        while (cursor is not null);
    }

    public StallWatch Watch() => new(options.Value.StallTimeout, time, CancellationToken.None);

    public bool MayTry(int failures) => failures <= options.Value.MaxRetries;

    private async Task<HttpResponseMessage?> OpenAsync(
        ObjectLocation location, ByteRange range, StorageIdentity identity, CancellationToken cancellationToken)
    {
        try
        {
            return await api.OpenAsync(location, range, identity, cancellationToken).ConfigureAwait(false);
        }
        catch (MediaException exception) when (exception.InnerException is StorageException { Kind: StorageErrorKind.BeyondEnd })
        {
            // An empty object has no first byte, so Storage finds no range in it.
            return await api.OpenAsync(location, new(0), identity, cancellationToken).ConfigureAwait(false);
        }
    }
}
