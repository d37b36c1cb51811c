using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Unified.Media.Drivers.IO;

namespace Unified.Media.Supabase;

/// <summary>
/// The endpoints of Storage for objects, with one method per endpoint. Reads use the <c>authenticated</c> routes, because other routes treat a
/// request with an expired token as anonymous, and report that the object does not exist.
/// </summary>
internal sealed class ObjectApi(StorageTransport transport)
{
    private const long MinLargeUploadBytes = 6 * 1024 * 1024;

    /// <summary>Stores an object with one request.</summary>
    /// <returns>The id of the object in Storage; null when the response does not contain it.</returns>
    public Task<string?> PutAsync(
        StorageCaller caller, ObjectLocation location, ObjectBodyReader body, UploadOptions options, UploadMarker marker,
        UploadProgress progress, CancellationToken cancellationToken)
    {
        var contentType = new MediaTypeHeaderValue(options.ContentType);
        var call = new StorageCall(
            options.SignedToken is null ? HttpMethod.Post : HttpMethod.Put,
            options.SignedToken is null
                ? ObjectPath.For("object", location)
                : $"{ObjectPath.For("object/upload/sign", location)}?token={Uri.EscapeDataString(options.SignedToken)}",
            "store the object")
        {
            Caller = caller,
            Content = stallTimer => new ObjectBodyContent(body, 0, body.Length, stallTimer, progress)
            {
                Headers = { ContentType = contentType },
            },
            Headers =
            [
                new("Cache-Control", options.CacheControl),
                new("x-metadata", marker.Encode(options.Metadata)),
                .. UpsertHeader(options.Overwrite),
            ],
            IsLargeUpload = body.Length >= MinLargeUploadBytes,
            IsTransfer = true,
            OmitsAccessToken = options.SignedToken is not null,
            IsWrite = true,
        };
        return transport.SendAsync(call, ReadIdAsync, cancellationToken);
    }

    /// <summary>Opens an object or a range of it.</summary>
    /// <returns>The response; null when the object does not exist, or when the range begins after the end of the object.</returns>
    /// <exception cref="MediaException">The call failed. Storage rejects every range of an empty object, even a range that begins at 0.</exception>
    public Task<HttpResponseMessage?> OpenAsync(
        StorageCaller caller, ObjectLocation location, ByteRange range, CancellationToken cancellationToken)
    {
        var isRange = range is not { Offset: 0, Length: null };
        var call = new StorageCall(HttpMethod.Get, ObjectPath.For("object/authenticated", location), "open the object")
        {
            Caller = caller,
            Headers = isRange ? [new("Range", RangeHeader(range))] : [],
            IsTransfer = true,
        };
        return transport.SendOrNullAsync<HttpResponseMessage>(
            call,
            kind => kind is StorageErrorKind.ObjectNotFound || (kind is StorageErrorKind.RangeNotSatisfiable && range.Offset > 0),
            (response, _) => ValueTask.FromResult<HttpResponseMessage?>(ValidateRange(response, isRange)),
            cancellationToken);
    }

    /// <summary>Gets the description of an object.</summary>
    /// <returns>The description; null when the object does not exist.</returns>
    public Task<SupabaseObject?> FindAsync(StorageCaller caller, ObjectLocation location, CancellationToken cancellationToken)
    {
        var call = new StorageCall(HttpMethod.Get, ObjectPath.For("object/info/authenticated", location), "describe the object")
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
        var call = new StorageCall(HttpMethod.Post, ObjectPath.For("object/list-v2", bucket), "list the objects")
        {
            Caller = caller,
            Content = _ => SupabaseContent.Create(request, SupabaseJson.Default.ListRequest),
        };
        return transport.SendOrNullAsync(
            call, kind => kind is StorageErrorKind.BucketNotFound, SupabaseJson.Default.ListResponse, cancellationToken);
    }

    /// <summary>Deletes an object.</summary>
    /// <returns>False when the object did not exist.</returns>
    public async Task<bool> DeleteAsync(StorageCaller caller, ObjectLocation location, CancellationToken cancellationToken)
    {
        var call = new StorageCall(HttpMethod.Delete, ObjectPath.For("object", location), "delete the object")
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
            // An earlier attempt, whose response was lost, may have deleted the object.
            return error.CallOutcomeUnknown;
        }
    }

    /// <summary>Deletes up to 1,000 objects of a bucket. Storage reports success even if it deletes none of them.</summary>
    /// <returns>The keys of the deleted objects. Keys of missing objects and of objects that a policy protects are not returned.</returns>
    public async Task<IEnumerable<string>> DeleteManyAsync(
        StorageCaller caller, string bucket, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var call = new StorageCall(HttpMethod.Delete, ObjectPath.For("object", bucket), "delete the objects")
        {
            Caller = caller,
            Content = _ => SupabaseContent.Create(new(keys), SupabaseJson.Default.DeleteManyRequest),
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
            Content = _ => SupabaseContent.Create(
                new(source.Bucket, source.Key, destination.Bucket, destination.Key), SupabaseJson.Default.CopyRequest),
            Headers = UpsertHeader(overwrite),
            IsWrite = true,
            IsIdempotent = overwrite,
            IsTransfer = true,
        };
        return transport.TrySendAsync(call, IsObjectNotFound, cancellationToken);
    }

    /// <summary>Moves an object with its metadata.</summary>
    /// <returns>False when the object does not exist.</returns>
    public Task<bool> MoveAsync(
        StorageCaller caller, ObjectLocation source, ObjectLocation destination, CancellationToken cancellationToken)
    {
        ObjectKey.ThrowIfInvalid(source);
        ObjectKey.ThrowIfInvalid(destination);
        var call = new StorageCall(HttpMethod.Post, "/object/move", "move the object")
        {
            Caller = caller,
            Content = _ => SupabaseContent.Create(
                new(source.Bucket, source.Key, destination.Bucket, destination.Key), SupabaseJson.Default.MoveRequest),
            IsWrite = true,
            IsIdempotent = false,
        };
        return transport.TrySendAsync(call, IsObjectNotFound, cancellationToken);
    }

    // A success status means that the object is stored, even if the content of the response cannot be read.
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

    private static KeyValuePair<string, string>[] UpsertHeader(bool overwrite) => overwrite ? [new("x-upsert", "true")] : [];

    private static HttpResponseMessage ValidateRange(HttpResponseMessage response, bool isRange) =>
        response.Content.Headers.ContentLength is not null && (response.StatusCode == HttpStatusCode.PartialContent) == isRange
            ? response
            : throw SupabaseErrors.Failed("Supabase Storage did not respond with the requested range of the object.");

    private static string RangeHeader(ByteRange range)
    {
        var last = range.Length is { } length && length <= long.MaxValue - range.Offset ? range.Offset + length - 1 : (long?)null;
        return string.Create(CultureInfo.InvariantCulture, $"bytes={range.Offset}-{last}");
    }
}
