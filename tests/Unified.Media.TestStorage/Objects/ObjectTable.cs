using System.Collections.Concurrent;

namespace Unified.Media.TestStorage;

/// <summary>The buckets and the rows of objects, protected by one lock. <see cref="ObjectFiles"/> has the contents.</summary>
internal sealed class ObjectTable
{
    private readonly ConcurrentDictionary<string, StorageBucket> _buckets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, StorageObject>> _objects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StorageObject[]> _sorted = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public IReadOnlyCollection<StorageBucket> Buckets => [.. _buckets.Values];

    public StorageBucket? FindBucket(string name) => _buckets.GetValueOrDefault(name);

    public bool AddBucket(StorageBucket bucket) => _buckets.TryAdd(bucket.Name, bucket);

    public void ReplaceBucket(StorageBucket bucket) => _buckets[bucket.Name] = bucket;

    public void RemoveBucket(string name)
    {
        if (Objects(name).Count > 0)
        {
            throw Failures.BucketNotEmpty;
        }

        _buckets.TryRemove(name, out _);
    }

    public StorageObject? Find(string bucket, string key)
    {
        lock (_lock)
        {
            return _objects.TryGetValue(bucket, out var rows) ? rows.GetValueOrDefault(key) : null;
        }
    }

    /// <summary>Writes a row, and returns the row that it replaced.</summary>
    public StorageObject? Put(StorageObject item)
    {
        lock (_lock)
        {
            if (!_objects.TryGetValue(item.Bucket, out var rows))
            {
                _objects[item.Bucket] = rows = new Dictionary<string, StorageObject>(StringComparer.Ordinal);
            }

            rows.TryGetValue(item.Key, out var old);
            rows[item.Key] = item;
            _sorted.Remove(item.Bucket);
            return old;
        }
    }

    /// <summary>Removes a row unless another write has replaced it.</summary>
    public bool Remove(StorageObject item)
    {
        lock (_lock)
        {
            if (_objects.TryGetValue(item.Bucket, out var rows) && rows.TryGetValue(item.Key, out var current) && current == item)
            {
                rows.Remove(item.Key);
                _sorted.Remove(item.Bucket);
                return true;
            }

            return false;
        }
    }

    /// <summary>Returns the rows of a bucket, ordered by the bytes of their keys.</summary>
    public IReadOnlyList<StorageObject> Objects(string bucket)
    {
        lock (_lock)
        {
            if (!_sorted.TryGetValue(bucket, out var rows))
            {
                rows = _objects.TryGetValue(bucket, out var all) ? [.. all.Values] : [];
                Array.Sort(rows, (left, right) => string.CompareOrdinal(left.Key, right.Key));
                _sorted[bucket] = rows;
            }

            return rows;
        }
    }
}
