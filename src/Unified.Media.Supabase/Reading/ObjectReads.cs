using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;
using Unified.Media.Drivers;

namespace Unified.Media.Supabase;

/// <summary>
/// Reads objects and what is known about them. Always through the routes for the authenticated: the others take a token that has expired
/// for nobody's, and answer as if there were no object.
/// </summary>
internal sealed class ObjectReads(StorageTransport transport, int maxRetries, ILogger logger)
{
    /// <summary>What Storage knows; null when there is no such object.</summary>
    public async Task<SupabaseObject?> FindAsync(ObjectLocation location, StorageIdentity? begunFor, CancellationToken cancellationToken)
    {
        ObjectKey.Require(location);
        var call = new StorageCall(HttpMethod.Get, ObjectPath.Of("object/info/authenticated", location), "describe the object")
        {
            BegunFor = begunFor,
        };
        return await OrNullAsync(
            new(call),
            async (answer, token) =>
            {
                var info = await SupabaseContent.ReadAsync(answer, SupabaseJson.Default.InfoBody, token).ConfigureAwait(false);
                return new SupabaseObject
                {
                    Stored = ObjectFacts.OfInfo(location, answer, info),
                    CacheControl = info.CacheControl,
                    CreatedAt = info.CreatedAt,
                    Metadata = info.Metadata,
                };
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens an object or a part of it; null when there is no such object, or the range begins after its end.</summary>
    public async Task<ObjectContent?> OpenAsync(ObjectLocation location, ByteRange? range, CancellationToken cancellationToken)
    {
        ObjectKey.Require(location);
        var identity = await transport.IdentifyAsync(cancellationToken).ConfigureAwait(false);
        if (range is { Length: 0 } nothing)
        {
            var found = await FindAsync(location, identity, cancellationToken).ConfigureAwait(false);
            return found is null || (nothing.Offset >= found.Stored.SizeBytes && nothing.Offset > 0)
                ? null
                : new(found.Stored, nothing, Stream.Null);
        }

        var asked = range ?? new ByteRange(0);
        var answer = await OpenAsync(location, asked, identity, cancellationToken).ConfigureAwait(false);
        if (answer is null)
        {
            return null;
        }

        var length = answer.Content.Headers.ContentLength!.Value;
        var part = answer.Content.Headers.ContentRange;
        var stored = ObjectFacts.OfContent(location, answer, part?.Length ?? length);
        var stream = new ResumingStream(this, location, identity, stored.ETag, answer, new(part?.From ?? 0, length));
        return new(stored, new(part?.From ?? 0, length), stream);
    }

    /// <summary>Opens the rest of what was being read when it broke.</summary>
    /// <exception cref="MediaProviderException">The object is another by now, or cannot be read.</exception>
    public async Task<HttpResponseMessage> ReopenAsync(
        ObjectLocation location, ByteRange rest, StorageIdentity identity, string? etag, CancellationToken cancellationToken)
    {
        var answer = await OpenAsync(location, rest, identity, cancellationToken).ConfigureAwait(false);

        // Storage does not know If-Range: a part of a newer object would be taken for the rest of this one.
        if (answer is null || etag is null
            || ObjectFacts.ETag(answer.Headers) != etag || answer.Content.Headers.ContentLength != rest.Length)
        {
            answer?.Dispose();
            throw new MediaProviderException(
                SupabaseErrors.Provider, "The download broke, and the object cannot be read on: it has been changed or deleted.", null)
            {
                IsTransient = true,
            };
        }

        Log.DownloadResumed(logger, rest.Offset);
        return answer;
    }

    /// <summary>Whether the object is there, and is the one that carries the mark. False also when nobody can tell.</summary>
    public async Task<bool> IsMarkedAsync(
        ObjectLocation location, UploadMark mark, StorageIdentity? begunFor, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(location, begunFor, cancellationToken).ConfigureAwait(false) is { } found && mark.IsOn(found.Metadata);
        }
        catch (MediaException)
        {
            return false;
        }
    }

    public StallWatch Watch() => transport.Watch(isLong: true, CancellationToken.None);

    public bool MayTry(int failures) => failures <= maxRetries;

    private async Task<HttpResponseMessage?> OpenAsync(
        ObjectLocation location, ByteRange range, StorageIdentity identity, CancellationToken cancellationToken)
    {
        var isPart = range is not { Offset: 0, Length: null };
        var call = new StorageCall(HttpMethod.Get, ObjectPath.Of("object/authenticated", location), "open the object")
        {
            BegunFor = identity,
            Headers = isPart ? [new("Range", Header(range))] : [],
            IsLong = true,
        };
        var state = new StorageCallState(call);
        try
        {
            return await transport.TryAsync(state, (answer, _) => Checked(answer, isPart), cancellationToken).ConfigureAwait(false);
        }
        catch (StorageFault fault) when (fault.Kind is StorageFaultKind.NoObject or StorageFaultKind.BeyondEnd)
        {
            // An empty object has no first byte, so Storage finds no range in it.
            return fault.Kind == StorageFaultKind.BeyondEnd && range.Offset == 0
                ? await OpenAsync(location, new(0), identity, cancellationToken).ConfigureAwait(false)
                : null;
        }
        catch (StorageFault fault)
        {
            throw StorageTransport.Translate(fault, state);
        }
    }

    private async Task<T?> OrNullAsync<T>(
        StorageCallState state, Func<HttpResponseMessage, CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await transport.TryAsync(state, read, cancellationToken).ConfigureAwait(false);
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

    private static ValueTask<HttpResponseMessage> Checked(HttpResponseMessage answer, bool isPart) =>
        answer.Content.Headers.ContentLength is not null && (answer.StatusCode == HttpStatusCode.PartialContent) == isPart
            ? ValueTask.FromResult(answer)
            : throw new MediaProviderException(
                SupabaseErrors.Provider, "Supabase Storage answered with something else than was asked for.", null);

    private static string Header(ByteRange range)
    {
        var last = range.Length is { } length && length <= long.MaxValue - range.Offset ? range.Offset + length - 1 : (long?)null;
        return string.Create(CultureInfo.InvariantCulture, $"bytes={range.Offset}-{last}");
    }
}
