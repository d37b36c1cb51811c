using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Unified.Media.Drivers.IO;

namespace Unified.Media.Supabase;

/// <summary>
/// Storage's endpoints for objects, one method per endpoint. Reads use the <c>authenticated</c> routes: the others treat an expired token as an
/// anonymous request, and respond as if the object did not exist.
/// </summary>
internal sealed class ObjectApi(StorageTransport transport)
{
    private const long LargeBytes = 6 * 1024 * 1024;

    /// <summary>Stores an object with one request.</summary>
    /// <returns>The id that Storage gave to the object; null where the response does not have it.</returns>
    public Task<string?> PutAsync(
        StorageCaller caller, ObjectLocation location, ObjectBodyReader body, UploadOptions options, UploadMarker marker,
        UploadProgress progress, CancellationToken cancellationToken)
    {
        var contentType = new MediaTypeHeaderValue(options.ContentType);
        var call = new StorageCall(
            options.SignedToken is null ? HttpMethod.Post : HttpMethod.Put,
            options.SignedToken is null
                ? ObjectPath.Of("object", location)
                : $"{ObjectPath.Of("object/upload/sign", location)}?token={Uri.EscapeDataString(options.SignedToken)}",
            "store the object")
        {
            Caller = caller,
            Content = watch => new ObjectBodyContent(body, 0, body.Length, watch, progress)
            {
                Headers = { ContentType = contentType },
            },
            Headers =
            [
                new("Cache-Control", options.CacheControl),
                new("x-metadata", marker.Encode(options.Metadata)),
                .. Upsert(options.Overwrite),
            ],
            IsLargeUpload = body.Length >= LargeBytes,
            IsTransfer = true,
            IsSigned = options.SignedToken is not null,
            IsWrite = true,
        };
        return transport.SendAsync(call, ReadIdAsync, cancellationToken);
    }

    /// <summary>Opens an object, or a part of it.</summary>
    /// <returns>
    /// The response; null when the object does not exist, or the range begins after its end. An empty object has no valid range at all.
    /// </returns>
    public Task<HttpResponseMessage?> OpenAsync(
        StorageCaller caller, ObjectLocation location, ByteRange range, CancellationToken cancellationToken)
    {
        var isPart = range is not { Offset: 0, Length: null };
        var call = new StorageCall(HttpMethod.Get, ObjectPath.Of("object/authenticated", location), "open the object")
        {
            Caller = caller,
            Headers = isPart ? [new("Range", RangeHeader(range))] : [],
            IsTransfer = true,
        };
        return transport.SendOrNullAsync<HttpResponseMessage>(
            call,
            kind => kind is StorageErrorKind.ObjectNotFound || (kind is StorageErrorKind.RangeNotSatisfiable && range.Offset > 0),
            (response, _) => ValueTask.FromResult<HttpResponseMessage?>(Validate(response, isPart)),
            cancellationToken);
    }

    /// <summary>Gets the description of an object.</summary>
    /// <returns>The description; null when the object does not exist.</returns>
    public Task<SupabaseObject?> FindAsync(StorageCaller caller, ObjectLocation location, CancellationToken cancellationToken)
    {
        var call = new StorageCall(HttpMethod.Get, ObjectPath.Of("object/info/authenticated", location), "describe the object")
        {
            Caller = caller,
        };
        return transport.SendOrNullAsync<SupabaseObject>(
            call,
            IsObjectNotFound,
            async (response, token) =>
            {
                var info = await SupabaseContent.ReadAsync(response, SupabaseJson.Default.ObjectInfoResponse, token).ConfigureAwait(false);
                return new SupabaseObject
                {
                    Stored = StoredObjectFactory.FromInfo(location, response, info),
                    CacheControl = info.CacheControl,
                    CreatedAt = info.CreatedAt,
                    Metadata = info.Metadata,
                };
            },
            cancellationToken);
    }

    /// <summary>Lists a page of a bucket's objects.</summary>
    /// <returns>The page; null when the bucket does not exist.</returns>
    public Task<ListResponse?> ListAsync(StorageCaller caller, string bucket, ListRequest request, CancellationToken cancellationToken)
    {
        var call = new StorageCall(HttpMethod.Post, ObjectPath.Of("object/list-v2", bucket), "list the objects")
        {
            Caller = caller,
            Content = _ => SupabaseContent.Of(request, SupabaseJson.Default.ListRequest),
        };
        return transport.SendOrNullAsync(
            call, kind => kind is StorageErrorKind.BucketNotFound, SupabaseJson.Default.ListResponse, cancellationToken);
    }

    /// <summary>Deletes an object.</summary>
    /// <returns>False when the object did not exist.</returns>
    public async Task<bool> DeleteAsync(StorageCaller caller, ObjectLocation location, CancellationToken cancellationToken)
    {
        var call = new StorageCall(HttpMethod.Delete, ObjectPath.Of("object", location), "delete the object")
        {
            Caller = caller,
            IsWrite = true,
        };
        try
        {
            await transport.SendAsync(call, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (MediaException exception) when (exception.InnerException is StorageException { Kind: StorageErrorKind.ObjectNotFound } error)
        {
            // An earlier attempt may have deleted it.
            return error.CallOutcomeUnknown;
        }
    }

    /// <summary>Deletes up to 1,000 objects of a bucket. Storage always responds with success.</summary>
    /// <returns>The keys of the deleted objects, without those that did not exist or that a policy protects.</returns>
    public async Task<IEnumerable<string>> DeleteManyAsync(
        StorageCaller caller, string bucket, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var call = new StorageCall(HttpMethod.Delete, ObjectPath.Of("object", bucket), "delete the objects")
        {
            Caller = caller,
            Content = _ => SupabaseContent.Of(new(keys), SupabaseJson.Default.DeleteManyRequest),
            IsWrite = true,
        };
        var deleted = await transport.SendAsync(call, SupabaseJson.Default.ListedObjectArray, cancellationToken).ConfigureAwait(false);
        return deleted.Select(item => item.Name);
    }

    /// <summary>Copies an object with its metadata.</summary>
    /// <returns>False when the object does not exist.</returns>
    public Task<bool> CopyAsync(
        StorageCaller caller, ObjectLocation source, ObjectLocation destination, bool overwrite, CancellationToken cancellationToken)
    {
        ObjectKey.ThrowIfInvalid(source);
        ObjectKey.ThrowIfInvalid(destination);
        var call = new StorageCall(HttpMethod.Post, "/object/copy", "copy the object")
        {
            Caller = caller,
            Content = _ => SupabaseContent.Of(
                new(source.Bucket, source.Key, destination.Bucket, destination.Key), SupabaseJson.Default.CopyRequest),
            Headers = Upsert(overwrite),
            IsWrite = true,
            IsIdempotent = overwrite,
            IsTransfer = true,
        };
        return transport.TrySendAsync(call, IsObjectNotFound, cancellationToken);
    }

    /// <summary>Moves an object. Its metadata and times stay the same.</summary>
    /// <returns>False when the object does not exist.</returns>
    public Task<bool> MoveAsync(
        StorageCaller caller, ObjectLocation source, ObjectLocation destination, CancellationToken cancellationToken)
    {
        ObjectKey.ThrowIfInvalid(source);
        ObjectKey.ThrowIfInvalid(destination);
        var call = new StorageCall(HttpMethod.Post, "/object/move", "move the object")
        {
            Caller = caller,
            Content = _ => SupabaseContent.Of(
                new(source.Bucket, source.Key, destination.Bucket, destination.Key), SupabaseJson.Default.MoveRequest),
            IsWrite = true,
            IsIdempotent = false,
        };
        return transport.TrySendAsync(call, IsObjectNotFound, cancellationToken);
    }

    // A success status alone means that the object is stored, whatever the content of the response is.
    private static async ValueTask<string?> ReadIdAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return (await SupabaseContent.ReadAsync(response, SupabaseJson.Default.UploadResponse, cancellationToken).ConfigureAwait(false)).Id;
        }
        catch (Exception exception) when (exception is JsonException or IOException or HttpRequestException)
        {
            return null;
        }
    }

    private static bool IsObjectNotFound(StorageErrorKind kind) => kind is StorageErrorKind.ObjectNotFound;

    private static KeyValuePair<string, string>[] Upsert(bool overwrite) => overwrite ? [new("x-upsert", "true")] : [];

    private static HttpResponseMessage Validate(HttpResponseMessage response, bool isPart) =>
        response.Content.Headers.ContentLength is not null && (response.StatusCode == HttpStatusCode.PartialContent) == isPart
            ? response
            : throw SupabaseErrors.Failed("Supabase Storage responded with another range of the object than the requested one.");

    private static string RangeHeader(ByteRange range)
    {
        var last = range.Length is { } length && length <= long.MaxValue - range.Offset ? range.Offset + length - 1 : (long?)null;
        return string.Create(CultureInfo.InvariantCulture, $"bytes={range.Offset}-{last}");
    }
}
