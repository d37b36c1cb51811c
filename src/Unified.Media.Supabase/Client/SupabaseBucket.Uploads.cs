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
    /// <exception cref="MediaProviderException"><c>outcome_unknown</c>: it may or may not have been stored.</exception>
    public Task UploadAsync(string key, Stream content, SupabaseUpload? upload = null, CancellationToken cancellationToken = default) =>
        UploadAsync(Locate(key), content, upload, null, cancellationToken);

    /// <summary>Signs the right to upload an object without other credentials, for a browser or another service.</summary>
    /// <param name="key">Where to.</param>
    /// <param name="overwrite">Whether an object that is there may be replaced; then the right works more than once.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<SupabaseSignedUpload> SignUploadAsync(string key, bool overwrite = false, CancellationToken cancellationToken = default) =>
        _signing.SignUploadAsync(Locate(key), overwrite, cancellationToken);

    /// <summary>
    /// Uploads with a right that was signed before, as <see cref="UploadAsync(string, Stream, SupabaseUpload, CancellationToken)"/> does,
    /// and without a token of a user. Whether it may replace an object was decided when it was signed.
    /// </summary>
    public Task UploadSignedAsync(
        SupabaseSignedUpload right, Stream content, SupabaseUpload? upload = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(right);
        return UploadAsync(right.Location, content, upload, right.Token, cancellationToken);
    }

    private Task UploadAsync(
        ObjectLocation location, Stream content, SupabaseUpload? upload, string? signedToken, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        return _uploads.UploadAsync(location, content, upload ?? new(), signedToken, cancellationToken);
    }
}
