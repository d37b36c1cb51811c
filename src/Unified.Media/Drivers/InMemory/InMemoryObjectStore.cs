using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Unified.Media.Drivers;

/// <summary>The object store in memory, for tests and demonstrations. Objects do not survive the process.</summary>
internal sealed class InMemoryObjectStore(TimeProvider timeProvider) : IObjectStore, IObjectListing, IObjectBatchDelete
{
    private readonly ConcurrentDictionary<ObjectLocation, Entry> _objects = new();

    public string ProviderName => "memory";

    public int MaxBatchSize => 100;

    public async Task<StoredObject> PutAsync(
        ObjectLocation location, ObjectBody body, PutOptions options, CancellationToken cancellationToken)
    {
        if (options.Mode == PutMode.CreateNew && _objects.ContainsKey(location))
        {
            throw KeyExistsException();
        }

        var bytes = await ReadAsync(body, cancellationToken).ConfigureAwait(false);
        var entry = new Entry(Describe(location, bytes, options.ContentType), bytes);
        if (options.Mode == PutMode.Overwrite)
        {
            _objects[location] = entry;
        }
        else if (!_objects.TryAdd(location, entry))
        {
            throw KeyExistsException();
        }

        return entry.Stored;
    }

    public Task<ObjectContent?> OpenReadAsync(ObjectLocation location, ByteRange? range, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<ObjectContent?>(cancellationToken);
        }

        var content = _objects.TryGetValue(location, out var entry) && (range ?? new(0)).Within(entry.Bytes.Length) is { } part
            ? new ObjectContent(entry.Stored, part, new MemoryStream(entry.Bytes, (int)part.Offset, (int)part.Length!.Value, writable: false))
            : null;
        return Task.FromResult(content);
    }

    public Task<StoredObject?> HeadAsync(ObjectLocation location, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? Task.FromCanceled<StoredObject?>(cancellationToken)
            : Task.FromResult(_objects.GetValueOrDefault(location)?.Stored);

    public Task DeleteAsync(ObjectLocation location, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        _objects.TryRemove(location, out _);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<ObjectDeleteResult>> DeleteManyAsync(
        IReadOnlyList<ObjectLocation> locations, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<IReadOnlyList<ObjectDeleteResult>>(cancellationToken);
        }

        foreach (var location in locations)
        {
            _objects.TryRemove(location, out _);
        }

        return Task.FromResult<IReadOnlyList<ObjectDeleteResult>>(
            [.. locations.Select(location => new ObjectDeleteResult { Location = location })]);
    }

    public IAsyncEnumerable<StoredObject> ListAsync(string bucket, string keyPrefix, CancellationToken cancellationToken) =>
        Enumerate(bucket, keyPrefix, cancellationToken).ToAsyncEnumerable();

    private IEnumerable<StoredObject> Enumerate(string bucket, string keyPrefix, CancellationToken cancellationToken)
    {
        foreach (var (location, entry) in _objects)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (location.Bucket == bucket && location.Key.StartsWith(keyPrefix, StringComparison.Ordinal))
            {
                yield return entry.Stored;
            }
        }
    }

    private async Task<byte[]> ReadAsync(ObjectBody body, CancellationToken cancellationToken)
    {
        if (body.Length > Array.MaxLength)
        {
            throw new MediaProviderException("The object is too large to be stored in memory.", ProviderName);
        }

        var bytes = new byte[body.Length];
        var stream = await body.OpenReadAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken)
                .ConfigureAwait(false);
            var hasMore = read == bytes.Length && await stream.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false) > 0;
            if (read < bytes.Length || hasMore)
            {
                throw new MediaProviderException("The body does not have its declared length.", ProviderName);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        return bytes;
    }

    private StoredObject Describe(ObjectLocation location, byte[] bytes, string contentType)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return new()
        {
            Location = location,
            SizeBytes = bytes.Length,
            ContentType = contentType,
            ETag = $"\"{sha256[..32]}\"",
            Sha256 = sha256,
            LastModified = timeProvider.GetUtcNow(),
        };
    }

    private static MediaConflictException KeyExistsException() => new("An object with this key already exists.");

    private sealed record Entry(StoredObject Stored, byte[] Bytes);
}
