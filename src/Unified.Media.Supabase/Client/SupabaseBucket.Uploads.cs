namespace Unified.Media.Supabase;

internal sealed partial class SupabaseBucket
{
    public Task<SupabaseUploadResult> UploadAsync(
        string key, Stream content, SupabaseUploadOptions? options = null, CancellationToken cancellationToken = default) =>
        UploadAsync(Locate(key), content, options, null, cancellationToken);

    public Task<SupabaseSignedUpload> SignUploadAsync(string key, bool overwrite = false, CancellationToken cancellationToken = default) =>
        _signer.SignUploadAsync(_user, Locate(key), overwrite, cancellationToken);

    public Task<SupabaseUploadResult> UploadSignedAsync(
        SupabaseSignedUpload signedUpload, Stream content, SupabaseUploadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signedUpload);
        return UploadAsync(signedUpload.Location, content, options, signedUpload.Token, cancellationToken);
    }

    private Task<SupabaseUploadResult> UploadAsync(
        ObjectLocation location, Stream content, SupabaseUploadOptions? options, string? signedToken, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        return _uploader.UploadAsync(_user, location, content, options ?? new(), signedToken, cancellationToken);
    }
}
