using System.Security.Cryptography;
using Unified.Media.Drivers;

namespace Unified.Media.Supabase;

public sealed partial class SupabaseBucket
{
    /// <summary>
    /// Uploads an object, whole or not at all. From <see cref="SupabaseStorageOptions.ResumableThresholdBytes"/> on it goes in chunks:
    /// the same upload of the same content by the same user goes on where an earlier one broke, also of another process, and cancelling
    /// ends it.
    /// </summary>
    /// <param name="key">Where to.</param>
    /// <param name="content">
    /// Read from its position to its end; it stays open. A stream that cannot seek is kept in a temporary file meanwhile, because its
    /// length must be known before the first byte is sent.
    /// </param>
    /// <param name="upload">Content type and more; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels; nothing is left then.</param>
    /// <exception cref="ArgumentException">Content type or cache control could be no header; nothing has been read.</exception>
    /// <exception cref="MediaConflictException">There is an object already, and it was not to be replaced.</exception>
    /// <exception cref="MediaRejectedException">The bucket does not take so much, or not this type.</exception>
    /// <exception cref="MediaProviderException"><c>outcome_unknown</c>: nobody can tell whether it was stored.</exception>
    public Task UploadAsync(string key, Stream content, SupabaseUpload? upload = null, CancellationToken cancellationToken = default) =>
        UploadAsync(Locate(key), content, upload ?? new(), null, cancellationToken);

    /// <summary>Signs the right to upload an object without other credentials, for a browser or another service.</summary>
    /// <param name="key">Where to.</param>
    /// <param name="overwrite">Whether an object that is there may be replaced; then the right works more than once.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<SupabaseSignedUpload> SignUploadAsync(string key, bool overwrite = false, CancellationToken cancellationToken = default) =>
        _parts.Signing.SignUploadAsync(Locate(key), overwrite, cancellationToken);

    /// <summary>
    /// Uploads with a right that was signed before, as <see cref="UploadAsync(string, Stream, SupabaseUpload, CancellationToken)"/> does,
    /// and with nobody's token. Whether it may replace an object was decided when it was signed.
    /// </summary>
    public Task UploadSignedAsync(
        SupabaseSignedUpload right, Stream content, SupabaseUpload? upload = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(right);
        return UploadAsync(right.Location, content, upload ?? new(), right.Token, cancellationToken);
    }

    /// <summary>Stores a body for the media store.</summary>
    internal async Task PutAsync(string key, ObjectBody body, PutOptions options, CancellationToken cancellationToken)
    {
        var location = Locate(key);
        var overwrite = options.Mode == PutMode.Overwrite;
        await _parts.Uploads.PutAsync(location, body, new(options.ContentType, overwrite, _parts.Options.CacheControl), cancellationToken)
            .ConfigureAwait(false);
        if (overwrite)
        {
            _parts.Signing.Forget(location);
        }
    }

    private async Task UploadAsync(
        ObjectLocation location, Stream content, SupabaseUpload upload, string? signedToken, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        upload.Require();
        ObjectKey.Require(location);
        var most = _parts.Buckets.Known(location.Bucket)?.MaxBytes;
        var given = await GivenContent.OpenAsync(content, most, cancellationToken).ConfigureAwait(false);
        await using var givenScope = given.ConfigureAwait(false);
        var terms = new UploadTerms(
            upload.ContentType, upload.Overwrite && signedToken is null, upload.CacheControl ?? _parts.Options.CacheControl)
        {
            Metadata = upload.Metadata,
            Progress = upload.Progress,
            Pause = upload.Pause,
            SignedToken = signedToken,
            ContentSha256 = given.Body.Length < _parts.Options.ResumableThresholdBytes
                ? null
                : await HashAsync(given.Body, cancellationToken).ConfigureAwait(false),
        };
        await _parts.Uploads.PutAsync(location, given.Body, terms, cancellationToken).ConfigureAwait(false);
        _parts.Signing.Forget(location);
    }

    // Only the same content may be gone on with, and that is known only once all of it has been read.
    private static async Task<string> HashAsync(ObjectBody body, CancellationToken cancellationToken)
    {
        var stream = await body.OpenReadAsync(cancellationToken).ConfigureAwait(false);
        await using var scope = stream.ConfigureAwait(false);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var block = new Block(body.Length);
        int count;
        while ((count = await stream.ReadAsync(block.Memory, cancellationToken).ConfigureAwait(false)) > 0)
        {
            hash.AppendData(block.Memory.Span[..count]);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
