using System.Collections.Concurrent;

namespace Unified.Media.TestStorage;

/// <summary>The rows of buckets and objects. The contents of objects are in <see cref="ObjectFiles"/>. Safe for concurrent use.</summary>
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
            throw StorageErrors.BucketNotEmpty;
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

    /// <summary>Writes a row, and returns the row that it replaces; null when there was none.</summary>
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

    /// <summary>Removes a row; returns false when it does not exist or has been replaced.</summary>
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

    /// <summary>Returns the rows of the objects in a bucket, in ordinal order of their keys.</summary>
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
