namespace Unified.Media.Supabase;

/// <summary>Creates signed URLs, signed uploads, and the permanent URLs of objects in public buckets.</summary>
internal sealed class UrlSigner(
    SigningApi api, StorageCredentials credentials, StorageEndpoint endpoint, SignedUrlCache cache, TimeProvider time)
{
    private const int MaxBatchSize = 1_000;

    /// <summary>Signs the URLs of many objects of a bucket.</summary>
    /// <returns>One URL per location, in the same order; null for an object that does not exist.</returns>
    public async Task<IReadOnlyList<Uri?>> SignAsync(
        MediaUser user, string bucket, IReadOnlyList<ObjectLocation> locations, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var identity = await credentials.ResolveAsync(user, cancellationToken).ConfigureAwait(false);
        var expiry = SignedUrlExpiry.Compute(time.GetUtcNow(), lifetime);
        var urls = new Dictionary<ObjectLocation, Uri?>();
        foreach (var location in locations.Distinct())
        {
            ObjectKey.ThrowIfInvalid(location);
            urls[location] = expiry.IsRounded ? cache.Find(location, identity.CredentialId, expiry.ExpiresAt) : null;
        }

        foreach (var batch in urls.Where(pair => pair.Value is null).Select(pair => pair.Key).ToArray().Chunk(MaxBatchSize))
        {
            var signedUrls = await SignBatchAsync(identity, bucket, batch, expiry, cancellationToken).ConfigureAwait(false);
            foreach (var (location, url) in batch.Zip(signedUrls))
            {
                urls[location] = url;
                if (url is not null && expiry.IsRounded)
                {
                    cache.Add(location, identity.CredentialId, expiry.ExpiresAt, url);
                }
            }
        }

        return [.. locations.Select(location => urls[location])];
    }

    /// <summary>Signs the URL of one object, optionally for a transformed image or a download.</summary>
    /// <returns>The URL; null when the object does not exist.</returns>
    public async Task<Uri?> SignAsync(
        MediaUser user, ObjectLocation location, TimeSpan lifetime, SignedUrlOptions options, CancellationToken cancellationToken)
    {
        var downloadParameter = options.DownloadName is { } name ? $"&download={Uri.EscapeDataString(name)}" : "";
        if (options.Transform is not { } transform)
        {
            var objectUrl = (await SignAsync(user, location.Bucket, [location], lifetime, cancellationToken).ConfigureAwait(false))[0];
            return objectUrl is null ? null : new(objectUrl.AbsoluteUri + downloadParameter);
        }

        ObjectKey.ThrowIfInvalid(location);
        transform.ThrowIfInvalid();
        if (location.Key.Contains('?', StringComparison.Ordinal))
        {
            throw SupabaseErrors.InvalidKey("Supabase Storage cannot sign the URL of a transformed image if the key contains a question mark.");
        }

        var expiry = SignedUrlExpiry.Compute(time.GetUtcNow(), lifetime);
        return await api.SignAsync(new(user), location, expiry.ExpiresIn, transform, cancellationToken).ConfigureAwait(false) is { } token
            ? new($"{SignedUrl("render/image/sign", location, token)}{downloadParameter}")
            : null;
    }

    /// <summary>Signs an upload.</summary>
    public async Task<SupabaseSignedUpload> SignUploadAsync(
        MediaUser user, ObjectLocation location, bool overwrite, CancellationToken cancellationToken)
    {
        var token = await api.SignUploadAsync(new(user), location, overwrite, cancellationToken).ConfigureAwait(false);
        return new() { Location = location, Token = token, Url = new(SignedUrl("object/upload/sign", location, token)) };
    }

    /// <summary>Returns the permanent URL of an object or of a transformed image. It works only if the bucket is public.</summary>
    public Uri GetPublicUrl(ObjectLocation location, SupabaseImageTransform? transform)
    {
        ObjectKey.ThrowIfInvalid(location);
        transform?.ThrowIfInvalid();
        return transform is null
            ? new(endpoint.Base + ObjectPath.For("object/public", location))
            : new($"{endpoint.Base}{ObjectPath.For("render/image/public", location)}?{transform.ToQuery()}");
    }

    private async Task<Uri?[]> SignBatchAsync(
        StorageIdentity identity, string bucket, ObjectLocation[] batch, SignedUrlExpiry expiry, CancellationToken cancellationToken)
    {
        var keys = batch.Select(location => location.Key).ToArray();
        var tokens = await api.SignManyAsync(identity.ToCaller(), bucket, keys, expiry.ExpiresIn, cancellationToken).ConfigureAwait(false);
        return
        [
            .. batch.Select(location => tokens.GetValueOrDefault(location.Key) is { } token
                ? new Uri(SignedUrl("object/sign", location, token))
                : null),
        ];
    }

    private string SignedUrl(string route, ObjectLocation location, string token) =>
        $"{endpoint.Base}{ObjectPath.For(route, location)}?token={token}";
}
