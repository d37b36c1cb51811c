using Microsoft.Extensions.Options;
using Unified.Media.Drivers;
using Unified.Media.Drivers.IO;

namespace Unified.Media.Supabase;

/// <summary>
/// Uploads small objects with one request, and large objects as resumable uploads. When the outcome of an upload is unknown, the marker in the
/// metadata of the object shows whether this upload has stored it.
/// </summary>
internal sealed class ObjectUploader(
    ObjectApi api, ObjectReader reader, BucketCache buckets, ResumableUploader resumable, SignedUrlCache signedUrls,
    IOptions<SupabaseStorageOptions> settings)
{
    /// <summary>Stores an object.</summary>
    /// <returns>The id of the object in Storage; null when no response contains it.</returns>
    public async Task<string?> PutAsync(
        MediaUser user, ObjectLocation location, ObjectBody body, UploadOptions options, CancellationToken cancellationToken)
    {
        ObjectKey.ThrowIfInvalid(location);
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfTooLarge(location.Bucket, body.Length);
        var bodyReader = new ObjectBodyReader(body);
        await using var scope = bodyReader.ConfigureAwait(false);
        if (body.Length == 0)
        {
            await ThrowIfNotEmptyAsync(bodyReader, cancellationToken).ConfigureAwait(false);
        }

        string? id = null;
        if (body.Length >= settings.Value.ResumableThresholdBytes)
        {
            await resumable.PutAsync(user, location, bodyReader, options, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            id = await PutAsync(user, location, bodyReader, options, cancellationToken).ConfigureAwait(false);
        }

        // If the object was overwritten, URLs in browser caches still have the old content, so later calls must get a new URL.
        signedUrls.Remove(location);
        return id;
    }

    private async Task<string?> PutAsync(
        MediaUser user, ObjectLocation location, ObjectBodyReader body, UploadOptions options, CancellationToken cancellationToken)
    {
        var marker = UploadMarker.New();
        var progress = new UploadProgress(options.Progress, body.Length);
        string? id = null;
        try
        {
            id = await api.PutAsync(new(user), location, body, options, marker, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (MediaException exception) when (exception.InnerException is StorageException { CallOutcomeUnknown: true } error)
        {
            if (!await reader.HasMarkerAsync(new(user, error.Identity), location, marker, cancellationToken).ConfigureAwait(false))
            {
                throw;
            }
        }

        progress.ReportStored();
        return id;
    }

    // Storage rejects such uploads too, but a proxy may read the whole body first.
    private void ThrowIfTooLarge(string bucket, long length)
    {
        if (buckets.GetCached(bucket)?.MaxBytes is { } maxBytes && length > maxBytes)
        {
            throw new MediaRejectedException(
                RejectionCode.TooLarge, $"The content has {length} bytes; the bucket allows at most {maxBytes}.");
        }
    }

    // Storage processes a request with an empty body as soon as it has the headers, so the length must be checked before the request is sent.
    private static async Task ThrowIfNotEmptyAsync(ObjectBodyReader body, CancellationToken cancellationToken)
    {
        await body.SeekAsync(0, cancellationToken).ConfigureAwait(false);
        await body.ThrowIfNotAtEndAsync(new byte[1], cancellationToken).ConfigureAwait(false);
    }
}
