namespace Unified.Media.Supabase;

/// <summary>
/// Storage's endpoints for signed URLs, one method per endpoint. Only the token of a signed URL is used: Storage does not escape its path, so that
/// the URL would be invalid for some keys.
/// </summary>
internal sealed class SigningApi(StorageTransport transport)
{
    private const string TokenParameter = "?token=";

    /// <summary>Signs a URL of one object as a transformed image.</summary>
    /// <returns>The token; null when the object does not exist.</returns>
    public async Task<string?> SignAsync(
        StorageCaller caller, ObjectLocation location, long expiresIn, SupabaseImageTransform transform, CancellationToken cancellationToken)
    {
        var call = new StorageCall(HttpMethod.Post, ObjectPath.Of("object/sign", location), "sign a URL")
        {
            Caller = caller,
            Content = _ => SupabaseContent.Of(new(expiresIn) { Transform = transform.ToJson() }, SupabaseJson.Default.SignRequest),
        };
        var signed = await transport.SendOrNullAsync(
            call, kind => kind is StorageErrorKind.ObjectNotFound, SupabaseJson.Default.SignResponse, cancellationToken).ConfigureAwait(false);
        return signed is null ? null : TokenOf(signed);
    }

    /// <summary>Signs URLs of up to 1,000 objects of a bucket.</summary>
    /// <returns>The tokens by key, without those of objects that do not exist.</returns>
    public async Task<IReadOnlyDictionary<string, string>> SignManyAsync(
        StorageCaller caller, string bucket, IReadOnlyList<string> keys, long expiresIn, CancellationToken cancellationToken)
    {
        var call = new StorageCall(HttpMethod.Post, ObjectPath.Of("object/sign", bucket), "sign URLs")
        {
            Caller = caller,
            Content = _ => SupabaseContent.Of(new(expiresIn) { Paths = keys }, SupabaseJson.Default.SignRequest),
        };
        var signed = await transport.SendAsync(call, SupabaseJson.Default.SignResponseArray, cancellationToken).ConfigureAwait(false);

        // Matched by key, because Storage does not guarantee the order of the results.
        var tokens = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in signed.Where(item => item is { Path: not null, SignedURL: not null }))
        {
            tokens.TryAdd(item.Path!, TokenOf(item));
        }

        return tokens;
    }

    /// <summary>Signs an upload.</summary>
    /// <returns>The token.</returns>
    public async Task<string> SignUploadAsync(
        StorageCaller caller, ObjectLocation location, bool overwrite, CancellationToken cancellationToken)
    {
        var call = new StorageCall(HttpMethod.Post, ObjectPath.Of("object/upload/sign", location), "sign an upload")
        {
            Caller = caller,
            Headers = overwrite ? [new("x-upsert", "true")] : [],
        };
        var signed = await transport.SendAsync(call, SupabaseJson.Default.SignUploadResponse, cancellationToken).ConfigureAwait(false);
        return signed.Token;
    }

    private static string TokenOf(SignResponse signed) =>
        signed.SignedURL?.LastIndexOf(TokenParameter, StringComparison.Ordinal) is >= 0 and var index
            ? signed.SignedURL[(index + TokenParameter.Length)..]
            : throw SupabaseErrors.Failed("Supabase Storage did not return a signed URL.");
}
