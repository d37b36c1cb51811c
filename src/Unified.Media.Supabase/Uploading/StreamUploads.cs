using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Unified.Media.Drivers;

namespace Unified.Media.Supabase;

/// <summary>Uploads callers' streams: makes bodies of them that can be read again, and hashes those that are to be resumed.</summary>
internal sealed class StreamUploads(ObjectUploads uploads, BucketCache buckets, IOptions<SupabaseStorageOptions> settings)
{
    /// <summary>Stores what a stream has from its position on.</summary>
    /// <param name="location">Where to.</param>
    /// <param name="content">Stays open.</param>
    /// <param name="upload">Content type and more.</param>
    /// <param name="signedToken">The token of a signed upload; null for the user's own right.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task UploadAsync(
        ObjectLocation location, Stream content, SupabaseUpload upload, string? signedToken, CancellationToken cancellationToken)
    {
        upload.Require();
        ObjectKey.Require(location);
        var source = await UploadSource.OpenAsync(content, buckets.Known(location.Bucket)?.MaxBytes, cancellationToken).ConfigureAwait(false);
        await using var sourceScope = source.ConfigureAwait(false);
        var options = new UploadOptions(
            upload.ContentType, upload.Overwrite && signedToken is null, upload.CacheControl ?? settings.Value.CacheControl)
        {
            Metadata = upload.Metadata,
            Progress = upload.Progress,
            Pause = upload.Pause,
            SignedToken = signedToken,
            ContentSha256 = source.Body.Length < settings.Value.ResumableThresholdBytes
                ? null
                : await HashAsync(source.Body, cancellationToken).ConfigureAwait(false),
        };
        await uploads.PutAsync(location, source.Body, options, cancellationToken).ConfigureAwait(false);
    }

    // Only the same content may be resumed, and that is known only once all of it has been read.
    private static async Task<string> HashAsync(ObjectBody body, CancellationToken cancellationToken)
    {
        var stream = await body.OpenReadAsync(cancellationToken).ConfigureAwait(false);
        await using var scope = stream.ConfigureAwait(false);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var buffer = new PooledBuffer(body.Length);
        int count;
        while ((count = await stream.ReadAsync(buffer.Memory, cancellationToken).ConfigureAwait(false)) > 0)
        {
            hash.AppendData(buffer.Memory.Span[..count]);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
