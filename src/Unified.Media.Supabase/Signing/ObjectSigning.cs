namespace Unified.Media.Supabase;

/// <summary>
/// Addresses for browsers. Of what Storage signs only the token is taken: it writes the path without escapes, and an address made of that
/// would be broken for some keys.
/// </summary>
internal sealed class ObjectSigning(StorageTransport transport)
{
    private const int MaxBatch = 1_000;
    private const string TokenParameter = "?token=";

    private readonly SignedUrlCache _cache = new();

    /// <summary>Signs many objects of a bucket.</summary>
    /// <returns>An address per location, in order; null where there is no object.</returns>
    public async Task<IReadOnlyList<Uri?>> SignAsync(
        string bucket, IReadOnlyList<ObjectLocation> locations, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var identity = await transport.IdentifyAsync(cancellationToken).ConfigureAwait(false);
        var moment = SigningMoment.Of(transport.Time.GetUtcNow(), lifetime);
        var urls = new Dictionary<ObjectLocation, Uri?>();
        foreach (var location in locations.Distinct())
        {
            ObjectKey.Require(location);
            urls[location] = moment.IsRounded ? _cache.Find(location, identity.Credential, moment.ExpiresAt) : null;
        }

        foreach (var batch in urls.Where(pair => pair.Value is null).Select(pair => pair.Key).ToArray().Chunk(MaxBatch))
        {
            var signed = await SignBatchAsync(bucket, batch, moment, identity, cancellationToken).ConfigureAwait(false);
            foreach (var (location, url) in batch.Zip(signed))
            {
                urls[location] = url;
                if (url is not null && moment.IsRounded)
                {
                    _cache.Add(location, identity.Credential, moment.ExpiresAt, url);
                }
            }
        }

        return [.. locations.Select(location => urls[location])];
    }

    /// <summary>Signs one object, as a picture or a download.</summary>
    public async Task<Uri?> SignAsync(
        ObjectLocation location, TimeSpan lifetime, SupabaseSigning signing, CancellationToken cancellationToken)
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
                MediaErrorCode.InvalidKey,
                SupabaseErrors.Provider,
                "Supabase Storage cannot sign a picture of a key with a question mark.",
                null);
        }

        var moment = SigningMoment.Of(transport.Time.GetUtcNow(), lifetime);
        var call = new StorageCall(HttpMethod.Post, ObjectPath.Of("object/sign", location), "sign an address")
        {
            Content = _ => SupabaseContent.Of(new(moment.ExpiresIn) { Transform = transform.ToJson() }, SupabaseJson.Default.SigningBody),
        };
        var state = new StorageCallState(call);
        try
        {
            var body = await transport.TryAsync(
                state, (answer, token) => SupabaseContent.ReadAsync(answer, SupabaseJson.Default.SignedBody, token), cancellationToken)
                    .ConfigureAwait(false);
            return new($"{Address(location, body, "render/image/sign")}{download}");
        }
        catch (StorageFault fault) when (fault.Kind == StorageFaultKind.NoObject)
        {
            return null;
        }
        catch (StorageFault fault)
        {
            throw StorageTransport.Translate(fault, state);
        }
    }

    /// <summary>Signs the right to upload.</summary>
    public async Task<SupabaseSignedUpload> SignUploadAsync(ObjectLocation location, bool overwrite, CancellationToken cancellationToken)
    {
        ObjectKey.Require(location);
        var call = new StorageCall(HttpMethod.Post, ObjectPath.Of("object/upload/sign", location), "sign an upload")
        {
            Headers = overwrite ? [new("x-upsert", "true")] : [],
        };
        var signed = await transport.SendAsync(call, SupabaseJson.Default.SignedUploadBody, cancellationToken).ConfigureAwait(false);
        return new()
        {
            Location = location,
            Token = signed.Token,
            Url = new($"{transport.Address.Base}{ObjectPath.Of("object/upload/sign", location)}{TokenParameter}{signed.Token}"),
        };
    }

    public Uri PublicUrl(ObjectLocation location, SupabaseImageTransform? transform)
    {
        ObjectKey.Require(location);
        transform?.Require();
        return transform is null
            ? new(transport.Address.Base + ObjectPath.Of("object/public", location))
            : new($"{transport.Address.Base}{ObjectPath.Of("render/image/public", location)}?{transform.ToQuery()}");
    }

    /// <summary>What was signed for an object leads nowhere, or to another content, from now on.</summary>
    public void Forget(ObjectLocation location) => _cache.Remove(location);

    private async Task<Uri?[]> SignBatchAsync(
        string bucket, ObjectLocation[] batch, SigningMoment moment, StorageIdentity identity, CancellationToken cancellationToken)
    {
        var body = new SigningBody(moment.ExpiresIn) { Paths = [.. batch.Select(location => location.Key)] };
        var call = new StorageCall(HttpMethod.Post, ObjectPath.Of("object/sign", bucket), "sign addresses")
        {
            BegunFor = identity,
            Content = _ => SupabaseContent.Of(body, SupabaseJson.Default.SigningBody),
        };
        var signed = await transport.SendAsync(call, SupabaseJson.Default.SignedBodyArray, cancellationToken).ConfigureAwait(false);

        // By the key and not by the place: nothing promises an order.
        var byKey = signed
            .Where(item => item is { Path: not null, SignedURL: not null })
            .ToLookup(item => item.Path!, StringComparer.Ordinal);
        return
        [
            .. batch.Select(location => byKey[location.Key].FirstOrDefault() is { } item
                ? new Uri(Address(location, item, "object/sign"))
                : null),
        ];
    }

    private string Address(ObjectLocation location, SignedBody signed, string route)
    {
        var at = signed.SignedURL?.LastIndexOf(TokenParameter, StringComparison.Ordinal) ?? -1;
        return at < 0
            ? throw new MediaProviderException(SupabaseErrors.Provider, "Supabase Storage answered without a signed address.", null)
            : $"{transport.Address.Base}{ObjectPath.Of(route, location)}{signed.SignedURL![at..]}";
    }
}
