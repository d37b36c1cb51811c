using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Unified.Media.Drivers;

namespace Unified.Media.Supabase;

/// <summary>Uploads streams. Makes a stream readable more than once, and computes its hash if it is uploaded in chunks.</summary>
internal sealed class StreamUploader(ObjectUploader uploader, BucketCache buckets, IOptions<SupabaseStorageOptions> settings)
{
    /// <summary>Stores the bytes of a stream from its position to its end.</summary>
    /// <param name="user">The user.</param>
    /// <param name="location">The location of the object.</param>
    /// <param name="content">The stream, which stays open.</param>
    /// <param name="options">The options.</param>
    /// <param name="signedToken">The token of a signed upload; null to use the user's access token.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    public async Task<SupabaseUploadResult> UploadAsync(
        MediaUser user, ObjectLocation location, Stream content, SupabaseUploadOptions options, string? signedToken,
        CancellationToken cancellationToken)
    {
        options.ThrowIfInvalid();
        ObjectKey.ThrowIfInvalid(location);
        var source = await UploadSource.OpenAsync(content, buckets.GetCached(location.Bucket)?.MaxBytes, cancellationToken).ConfigureAwait(false);
        await using var sourceScope = source.ConfigureAwait(false);
        var uploadOptions = new UploadOptions(
            options.ContentType, options.Overwrite && signedToken is null, options.CacheControl ?? settings.Value.CacheControl)
        {
            Metadata = options.Metadata,
            Progress = options.Progress,
            Pause = options.Pause,
            SignedToken = signedToken,
            ContentSha256 = source.Body.Length < settings.Value.ResumableThresholdBytes
                ? null
                : await HashAsync(source.Body, cancellationToken).ConfigureAwait(false),
        };
        var id = await uploader.PutAsync(user, location, source.Body, uploadOptions, cancellationToken).ConfigureAwait(false);
        return new() { Location = location, SizeBytes = source.Body.Length, ContentType = options.ContentType, Id = id };
    }

    // Only an upload of the same content may be resumed, so the hash is needed before the first chunk.
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
