using Microsoft.Extensions.Options;
using Unified.Media.Drivers;
using Unified.Media.Drivers.IO;

namespace Unified.Media.Supabase;

/// <summary>
/// Uploads objects: small ones with one request, large ones in chunks. A request that is tried again meets what an earlier try left; the
/// object's mark tells whether that is our own.
/// </summary>
internal sealed class ObjectUploads(
    ObjectApi api, ObjectReads reads, BucketCache buckets, ResumableUploads resumable, SignedUrlCache signedUrls,
    IOptions<SupabaseStorageOptions> settings)
{
    /// <summary>Stores a body.</summary>
    public async Task PutAsync(ObjectLocation location, ObjectBody body, UploadOptions options, CancellationToken cancellationToken)
    {
        ObjectKey.Require(location);
        cancellationToken.ThrowIfCancellationRequested();
        RequireSize(location.Bucket, body.Length);
        var source = new BodySource(body);
        await using var sourceScope = source.ConfigureAwait(false);
        if (body.Length == 0)
        {
            await RequireEmptyAsync(source, cancellationToken).ConfigureAwait(false);
        }

        if (body.Length >= settings.Value.ResumableThresholdBytes)
        {
            await resumable.PutAsync(location, source, options, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await PutAsync(location, source, options, cancellationToken).ConfigureAwait(false);
        }

        // An address that was signed before leads to another content now.
        signedUrls.Remove(location);
    }

    private async Task PutAsync(ObjectLocation location, BodySource source, UploadOptions options, CancellationToken cancellationToken)
    {
        var mark = UploadMark.New();
        var progress = new UploadProgress(options.Progress, source.Length);
        try
        {
            await api.PutAsync(location, source, options, mark, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (MediaException exception) when (exception.InnerException is StorageException { CallOutcomeUnknown: true } error)
        {
            if (!await reads.IsMarkedAsync(location, mark, error.Identity, cancellationToken).ConfigureAwait(false))
            {
                throw;
            }
        }

        progress.ReportStored();
    }

    // Storage would say so too, but a server in front of it may take the whole body before.
    private void RequireSize(string bucket, long length)
    {
        if (buckets.Known(bucket)?.MaxBytes is { } maxBytes && length > maxBytes)
        {
            throw new MediaRejectedException(
                RejectionCode.TooLarge, $"The content has {length} bytes; the bucket takes at most {maxBytes}.");
        }
    }

    // A request without content is complete with its head: what should not be there must be found before.
    private static async Task RequireEmptyAsync(BodySource source, CancellationToken cancellationToken)
    {
        await source.SeekAsync(0, cancellationToken).ConfigureAwait(false);
        await source.RequireEndAsync(new byte[1], cancellationToken).ConfigureAwait(false);
    }
}
