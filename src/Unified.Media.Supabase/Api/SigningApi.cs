namespace Unified.Media.Supabase;

/// <summary>
/// The endpoints of Storage for signed URLs, with one method per endpoint. The methods return tokens instead of URLs: Storage does not escape the
/// path of a URL, so it returns invalid URLs for some keys.
/// </summary>
internal sealed class SigningApi(StorageTransport transport)
{
    private const string TokenParameter = "?token=";

    /// <summary>Signs the URL of a transformed image.</summary>
    /// <returns>The token; null when the object does not exist.</returns>
    public async Task<string?> SignAsync(
        StorageCaller caller, ObjectLocation location, long expiresIn, SupabaseImageTransform transform, CancellationToken cancellationToken)
    {
        var call = new StorageCall(HttpMethod.Post, ObjectPath.For("object/sign", location), "sign a URL")
        {
            Caller = caller,
            Content = _ => SupabaseContent.Create(new(expiresIn) { Transform = transform.ToJson() }, SupabaseJson.Default.SignRequest),
        };
        var signed = await transport.SendOrNullAsync(
            call, kind => kind is StorageErrorKind.ObjectNotFound, SupabaseJson.Default.SignResponse, cancellationToken).ConfigureAwait(false);
        return signed is null ? null : GetToken(signed);
    }

    /// <summary>Signs the URLs of up to 1,000 objects of a bucket.</summary>
    /// <returns>The tokens by key. Objects that do not exist have none.</returns>
    public async Task<IReadOnlyDictionary<string, string>> SignManyAsync(
        StorageCaller caller, string bucket, IReadOnlyList<string> keys, long expiresIn, CancellationToken cancellationToken)
    {
        var call = new StorageCall(HttpMethod.Post, ObjectPath.For("object/sign", bucket), "sign URLs")
        {
            Caller = caller,
            Content = _ => SupabaseContent.Create(new(expiresIn) { Paths = keys }, SupabaseJson.Default.SignRequest),
        };
        var signed = await transport.SendAsync(call, SupabaseJson.Default.SignResponseArray, cancellationToken).ConfigureAwait(false);

        // Matched by key, because Storage does not guarantee the order of the results.
        var tokens = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in signed.Where(item => item is { Path: not null, SignedURL: not null }))
        {
            tokens.TryAdd(item.Path!, GetToken(item));
        }

        return tokens;
    }

    /// <summary>Signs an upload.</summary>
    /// <returns>The token.</returns>
    public async Task<string> SignUploadAsync(
        StorageCaller caller, ObjectLocation location, bool overwrite, CancellationToken cancellationToken)
    {
        var call = new StorageCall(HttpMethod.Post, ObjectPath.For("object/upload/sign", location), "sign an upload")
        {
            Caller = caller,
            Headers = overwrite ? [new("x-upsert", "true")] : [],
        };
        var signed = await transport.SendAsync(call, SupabaseJson.Default.SignUploadResponse, cancellationToken).ConfigureAwait(false);
        return signed.Token;
    }

    private static string GetToken(SignResponse signed) =>
        signed.SignedURL?.LastIndexOf(TokenParameter, StringComparison.Ordinal) is >= 0 and var index
            ? signed.SignedURL[(index + TokenParameter.Length)..]
            : throw SupabaseErrors.Failed("Supabase Storage did not return a signed URL.");
}
