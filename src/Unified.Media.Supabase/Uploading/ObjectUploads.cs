using System.Net.Http.Headers;
using Unified.Media.Drivers;

namespace Unified.Media.Supabase;

/// <summary>
/// Uploads objects: small ones with one request, large ones in chunks. A request that is tried again meets what an earlier try left; the
/// object's mark tells whether that is our own.
/// </summary>
internal sealed class ObjectUploads(
    StorageTransport transport, ObjectReads reads, BucketDirectory buckets, ResumableUploads resumable, SupabaseStorageOptions options)
{
    private const long LargeBytes = 6 * 1024 * 1024;

    /// <summary>Stores a body.</summary>
    public async Task PutAsync(ObjectLocation location, ObjectBody body, UploadTerms terms, CancellationToken cancellationToken)
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

        if (body.Length >= options.ResumableThresholdBytes)
        {
            await resumable.PutAsync(location, source, terms, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await PutAsync(location, source, terms, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task PutAsync(ObjectLocation location, BodySource source, UploadTerms terms, CancellationToken cancellationToken)
    {
        var mark = UploadMark.New();
        var progress = new UploadProgress(terms.Progress, source.Length);
        var state = new StorageCallState(Call(location, source, terms, mark, progress));
        try
        {
            await transport.TryAsync(state, static (_, _) => ValueTask.FromResult(true), cancellationToken).ConfigureAwait(false);
        }
        catch (StorageFault fault)
        {
            if (!state.OutcomeUnknown
                || !await reads.IsMarkedAsync(location, mark, state.Identity, cancellationToken).ConfigureAwait(false))
            {
                throw StorageTransport.Translate(fault, state);
            }
        }

        progress.Stored();
    }

    private static StorageCall Call(
        ObjectLocation location, BodySource source, UploadTerms terms, UploadMark mark, UploadProgress progress)
    {
        var contentType = new MediaTypeHeaderValue(terms.ContentType);
        return new(
            terms.SignedToken is null ? HttpMethod.Post : HttpMethod.Put,
            terms.SignedToken is null
                ? ObjectPath.Of("object", location)
                : $"{ObjectPath.Of("object/upload/sign", location)}?token={Uri.EscapeDataString(terms.SignedToken)}",
            "store the object")
        {
            Content = watch => new BodyContent(source, 0, source.Length, watch, progress)
            {
                Headers = { ContentType = contentType },
            },
            Headers =
            [
                new("Cache-Control", terms.CacheControl),
                new("x-metadata", mark.Encode(terms.Metadata)),
                .. terms.Overwrite ? [new("x-upsert", "true")] : Array.Empty<KeyValuePair<string, string>>(),
            ],
            IsLargeUpload = source.Length >= LargeBytes,
            IsLong = true,
            IsSigned = terms.SignedToken is not null,
            IsWrite = true,
        };
    }

    // Storage would say so too, but a server in front of it may take the whole body before.
    private void RequireSize(string bucket, long length)
    {
        if (buckets.Known(bucket)?.MaxBytes is { } most && length > most)
        {
            throw new MediaRejectedException(RejectionCode.TooLarge, $"The content has {length} bytes; the bucket takes at most {most}.");
        }
    }

    // A request without content is complete with its head: what should not be there must be found before.
    private static async Task RequireEmptyAsync(BodySource source, CancellationToken cancellationToken)
    {
        await source.SeekAsync(0, cancellationToken).ConfigureAwait(false);
        await source.RequireEndAsync(new byte[1], cancellationToken).ConfigureAwait(false);
    }
}
