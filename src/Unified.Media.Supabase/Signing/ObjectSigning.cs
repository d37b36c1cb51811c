namespace Unified.Media.Supabase;

/// <summary>Makes addresses for browsers.</summary>
internal sealed class ObjectSigning(
    SigningApi api, StorageCredentials credentials, StorageAddress address, SignedUrlCache cache, TimeProvider time)
{
    private const int MaxBatch = 1_000;

    /// <summary>Signs many objects of a bucket.</summary>
    /// <returns>An address per location, in order; null where there is no object.</returns>
    public async Task<IReadOnlyList<Uri?>> SignAsync(
        string bucket, IReadOnlyList<ObjectLocation> locations, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var identity = await credentials.IdentifyAsync(cancellationToken).ConfigureAwait(false);
        var moment = SigningMoment.Of(time.GetUtcNow(), lifetime);
        var urls = new Dictionary<ObjectLocation, Uri?>();
        foreach (var location in locations.Distinct())
        {
            ObjectKey.Require(location);
            urls[location] = moment.IsRounded ? cache.Find(location, identity.Credential, moment.ExpiresAt) : null;
        }

        foreach (var batch in urls.Where(pair => pair.Value is null).Select(pair => pair.Key).ToArray().Chunk(MaxBatch))
        {
            var signed = await SignBatchAsync(bucket, batch, moment, identity, cancellationToken).ConfigureAwait(false);
            foreach (var (location, url) in batch.Zip(signed))
            {
                urls[location] = url;
                if (url is not null && moment.IsRounded)
                {
                    cache.Add(location, identity.Credential, moment.ExpiresAt, url);
                }
            }
        }

        return [.. locations.Select(location => urls[location])];
    }

    /// <summary>Signs one object, as a picture or a download.</summary>
    public async Task<Uri?> SignAsync(
        ObjectLocation location, TimeSpan lifetime, SignedUrlOptions signing, CancellationToken cancellationToken)
    {
        var download = signing.DownloadName is { } name ? $"&download={Uri.EscapeDataString(name)}" : "";
        if (signing.Transform is not { } transform)
        {
            var plain = (await SignAsync(location.Bucket, [location], lifetime, cancellationToken).ConfigureAwait(false))[0];
            return plain is null ? null : new(plain.AbsoluteUri + download);
        }

        ObjectKey.Require(location);
        transform.Require();
        if (location.Key.Contains('?', StringComparison.Ordinal))
        {
            throw new MediaProviderException(
                "Supabase Storage cannot sign a picture of a key with a question mark.", SupabaseErrors.Provider) { Code = MediaErrorCode.InvalidKey };
        }

        var moment = SigningMoment.Of(time.GetUtcNow(), lifetime);
        return await api.SignAsync(location, moment.ExpiresIn, transform, cancellationToken).ConfigureAwait(false) is { } token
            ? new($"{Address("render/image/sign", location, token)}{download}")
            : null;
    }

    /// <summary>Signs the right to upload.</summary>
    public async Task<SupabaseSignedUpload> SignUploadAsync(ObjectLocation location, bool overwrite, CancellationToken cancellationToken)
    {
        var token = await api.SignUploadAsync(location, overwrite, cancellationToken).ConfigureAwait(false);
        return new() { Location = location, Token = token, Url = new(Address("object/upload/sign", location, token)) };
    }

    public Uri PublicUrl(ObjectLocation location, SupabaseImageTransform? transform)
    {
        ObjectKey.Require(location);
        transform?.Require();
        return transform is null
            ? new(address.Base + ObjectPath.Of("object/public", location))
            : new($"{address.Base}{ObjectPath.Of("render/image/public", location)}?{transform.ToQuery()}");
    }

    private async Task<Uri?[]> SignBatchAsync(
        string bucket, ObjectLocation[] batch, SigningMoment moment, StorageIdentity identity, CancellationToken cancellationToken)
    {
        var keys = batch.Select(location => location.Key).ToArray();
        var tokens = await api.SignManyAsync(bucket, keys, moment.ExpiresIn, identity, cancellationToken).ConfigureAwait(false);
        return
        [
            .. batch.Select(location => tokens.GetValueOrDefault(location.Key) is { } token
                ? new Uri(Address("object/sign", location, token))
                : null),
        ];
    }

    private string Address(string route, ObjectLocation location, string token) =>
        $"{address.Base}{ObjectPath.Of(route, location)}?token={token}";
}
