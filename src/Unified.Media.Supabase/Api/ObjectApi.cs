using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Unified.Media.Drivers.IO;

namespace Unified.Media.Supabase;

/// <summary>
/// Storage's endpoints for objects, one method per endpoint. Always the routes for the authenticated: the others take a token that has
/// expired for an anonymous one, and answer as if there were no object.
/// </summary>
internal sealed class ObjectApi(StorageTransport transport)
{
    private const long LargeBytes = 6 * 1024 * 1024;

    /// <summary>Stores an object with one request.</summary>
    public Task PutAsync(
        ObjectLocation location, BodySource source, UploadOptions options, UploadMark mark, UploadProgress progress,
        CancellationToken cancellationToken)
    {
        var contentType = new MediaTypeHeaderValue(options.ContentType);
        var call = new StorageCall(
            options.SignedToken is null ? HttpMethod.Post : HttpMethod.Put,
            options.SignedToken is null
                ? ObjectPath.Of("object", location)
                : $"{ObjectPath.Of("object/upload/sign", location)}?token={Uri.EscapeDataString(options.SignedToken)}",
            "store the object")
        {
            Content = watch => new BodyContent(source, 0, source.Length, watch, progress)
            {
                Headers = { ContentType = contentType },
            },
            Headers =
            [
                new("Cache-Control", options.CacheControl),
                new("x-metadata", mark.Encode(options.Metadata)),
                .. Upsert(options.Overwrite),
            ],
            IsLargeUpload = source.Length >= LargeBytes,
            IsLong = true,
            IsSigned = options.SignedToken is not null,
            IsWrite = true,
        };
        return transport.SendAsync(call, cancellationToken);
    }

    /// <summary>Opens an object, or a part of it.</summary>
    /// <returns>Null when there is no such object, or the range begins after its end. An empty object has no range at all.</returns>
    public Task<HttpResponseMessage?> OpenAsync(
        ObjectLocation location, ByteRange range, StorageIdentity identity, CancellationToken cancellationToken)
    {
        var isPart = range is not { Offset: 0, Length: null };
        var call = new StorageCall(HttpMethod.Get, ObjectPath.Of("object/authenticated", location), "open the object")
        {
            BegunFor = identity,
            Headers = isPart ? [new("Range", Header(range))] : [],
            IsLong = true,
        };
        return transport.SendOrNullAsync<HttpResponseMessage>(
            call,
            kind => kind is StorageErrorKind.NoObject || (kind is StorageErrorKind.BeyondEnd && range.Offset > 0),
            (answer, _) => ValueTask.FromResult<HttpResponseMessage?>(Checked(answer, isPart)),
            cancellationToken);
    }

    /// <summary>Describes an object.</summary>
    /// <returns>Null when there is no such object.</returns>
    public Task<SupabaseObject?> FindAsync(ObjectLocation location, StorageIdentity? begunFor, CancellationToken cancellationToken)
    {
        var call = new StorageCall(HttpMethod.Get, ObjectPath.Of("object/info/authenticated", location), "describe the object")
        {
            BegunFor = begunFor,
        };
        return transport.SendOrNullAsync<SupabaseObject>(
            call,
            IsNoObject,
            async (answer, token) =>
            {
                var info = await SupabaseContent.ReadAsync(answer, SupabaseJson.Default.ObjectInfoResponse, token).ConfigureAwait(false);
                return new SupabaseObject
                {
                    Stored = ObjectFacts.OfInfo(location, answer, info),
                    CacheControl = info.CacheControl,
                    CreatedAt = info.CreatedAt,
                    Metadata = info.Metadata,
                };
            },
            cancellationToken);
    }

    /// <summary>Lists a page of a bucket's objects.</summary>
    /// <returns>Null when there is no such bucket.</returns>
    public Task<ListResponse?> ListAsync(string bucket, ListRequest request, StorageIdentity identity, CancellationToken cancellationToken)
    {
        var call = new StorageCall(HttpMethod.Post, ObjectPath.Of("object/list-v2", bucket), "list the objects")
        {
            BegunFor = identity,
            Content = _ => SupabaseContent.Of(request, SupabaseJson.Default.ListRequest),
        };
        return transport.SendOrNullAsync(
            call, kind => kind is StorageErrorKind.NoBucket, SupabaseJson.Default.ListResponse, cancellationToken);
    }

    /// <summary>Deletes an object.</summary>
    /// <returns>False when there was none.</returns>
    public async Task<bool> DeleteAsync(ObjectLocation location, StorageIdentity? begunFor, CancellationToken cancellationToken)
    {
        var call = new StorageCall(HttpMethod.Delete, ObjectPath.Of("object", location), "delete the object")
        {
            BegunFor = begunFor,
            IsWrite = true,
        };
        try
        {
            await transport.SendAsync(call, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (MediaException exception) when (exception.InnerException is StorageException { Kind: StorageErrorKind.NoObject } error)
        {
            // An earlier try may have done it.
            return error.CallOutcomeUnknown;
        }
    }

    /// <summary>Deletes up to a thousand objects of a bucket. Storage answers success whatever happens.</summary>
    /// <returns>The keys of those that it deleted: not of those that were not there, or that a policy keeps.</returns>
    public async Task<IEnumerable<string>> DeleteManyAsync(
        string bucket, IReadOnlyList<string> keys, StorageIdentity identity, CancellationToken cancellationToken)
    {
        var call = new StorageCall(HttpMethod.Delete, ObjectPath.Of("object", bucket), "delete the objects")
        {
            BegunFor = identity,
            Content = _ => SupabaseContent.Of(new(keys), SupabaseJson.Default.DeleteManyRequest),
            IsWrite = true,
        };
        var deleted = await transport.SendAsync(call, SupabaseJson.Default.ListedObjectArray, cancellationToken).ConfigureAwait(false);
        return deleted.Select(item => item.Name);
    }

    /// <summary>Copies an object with its metadata.</summary>
    /// <returns>False when there is no such object.</returns>
    public Task<bool> CopyAsync(ObjectLocation from, ObjectLocation to, bool overwrite, CancellationToken cancellationToken)
    {
        ObjectKey.Require(from);
        ObjectKey.Require(to);
        var call = new StorageCall(HttpMethod.Post, "/object/copy", "copy the object")
        {
            Content = _ => SupabaseContent.Of(new(from.Bucket, from.Key, to.Bucket, to.Key), SupabaseJson.Default.CopyRequest),
            Headers = Upsert(overwrite),
            IsWrite = true,
            IsRepeatable = overwrite,
            IsLong = true,
        };
        return transport.TrySendAsync(call, IsNoObject, cancellationToken);
    }

    /// <summary>Moves an object; metadata and times stay.</summary>
    /// <returns>False when there is no such object.</returns>
    public Task<bool> MoveAsync(ObjectLocation from, ObjectLocation to, CancellationToken cancellationToken)
    {
        ObjectKey.Require(from);
        ObjectKey.Require(to);
        var call = new StorageCall(HttpMethod.Post, "/object/move", "move the object")
        {
            Content = _ => SupabaseContent.Of(new(from.Bucket, from.Key, to.Bucket, to.Key), SupabaseJson.Default.MoveRequest),
            IsWrite = true,
            IsRepeatable = false,
        };
        return transport.TrySendAsync(call, IsNoObject, cancellationToken);
    }

    private static bool IsNoObject(StorageErrorKind kind) => kind is StorageErrorKind.NoObject;

    private static KeyValuePair<string, string>[] Upsert(bool overwrite) => overwrite ? [new("x-upsert", "true")] : [];

    private static HttpResponseMessage Checked(HttpResponseMessage answer, bool isPart) =>
        answer.Content.Headers.ContentLength is not null && (answer.StatusCode == HttpStatusCode.PartialContent) == isPart
            ? answer
            : throw new MediaProviderException(
                "Supabase Storage answered with something else than was asked for.", SupabaseErrors.Provider);

    private static string Header(ByteRange range)
    {
        var last = range.Length is { } length && length <= long.MaxValue - range.Offset ? range.Offset + length - 1 : (long?)null;
        return string.Create(CultureInfo.InvariantCulture, $"bytes={range.Offset}-{last}");
    }
}
