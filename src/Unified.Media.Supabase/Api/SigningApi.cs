namespace Unified.Media.Supabase;

/// <summary>
/// Storage's endpoints for signed addresses, one method per endpoint. Of what Storage signs only the token is taken: it writes the path
/// without escapes, and an address made of that would be broken for some keys.
/// </summary>
internal sealed class SigningApi(StorageTransport transport)
{
    private const string TokenParameter = "?token=";

    /// <summary>Signs one object as a transformed picture.</summary>
    /// <returns>The token; null when there is no such object.</returns>
    public async Task<string?> SignAsync(
        ObjectLocation location, long expiresIn, SupabaseImageTransform transform, CancellationToken cancellationToken)
    {
        var call = new StorageCall(HttpMethod.Post, ObjectPath.Of("object/sign", location), "sign an address")
        {
            Content = _ => SupabaseContent.Of(new(expiresIn) { Transform = transform.ToJson() }, SupabaseJson.Default.SignRequest),
        };
        var signed = await transport.SendOrNullAsync(
            call, kind => kind is StorageErrorKind.NoObject, SupabaseJson.Default.SignResponse, cancellationToken).ConfigureAwait(false);
        return signed is null ? null : TokenOf(signed);
    }

    /// <summary>Signs up to a thousand objects of a bucket.</summary>
    /// <returns>The tokens by the objects' keys; none for an object that is not there.</returns>
    public async Task<IReadOnlyDictionary<string, string>> SignManyAsync(
        string bucket, IReadOnlyList<string> keys, long expiresIn, StorageIdentity identity, CancellationToken cancellationToken)
    {
        var call = new StorageCall(HttpMethod.Post, ObjectPath.Of("object/sign", bucket), "sign addresses")
        {
            BegunFor = identity,
            Content = _ => SupabaseContent.Of(new(expiresIn) { Paths = keys }, SupabaseJson.Default.SignRequest),
        };
        var signed = await transport.SendAsync(call, SupabaseJson.Default.SignResponseArray, cancellationToken).ConfigureAwait(false);

        // By the key and not by the place: nothing promises an order.
        var tokens = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in signed.Where(item => item is { Path: not null, SignedURL: not null }))
        {
            tokens.TryAdd(item.Path!, TokenOf(item));
        }

        return tokens;
    }

    /// <summary>Signs the right to upload.</summary>
    /// <returns>The token.</returns>
    public async Task<string> SignUploadAsync(ObjectLocation location, bool overwrite, CancellationToken cancellationToken)
    {
        var call = new StorageCall(HttpMethod.Post, ObjectPath.Of("object/upload/sign", location), "sign an upload")
        {
            Headers = overwrite ? [new("x-upsert", "true")] : [],
        };
        var signed = await transport.SendAsync(call, SupabaseJson.Default.SignUploadResponse, cancellationToken).ConfigureAwait(false);
        return signed.Token;
    }

    private static string TokenOf(SignResponse signed) =>
        signed.SignedURL?.LastIndexOf(TokenParameter, StringComparison.Ordinal) is >= 0 and var at
            ? signed.SignedURL[(at + TokenParameter.Length)..]
            : throw new MediaProviderException("Supabase Storage answered without a signed address.", SupabaseErrors.Provider);
}
